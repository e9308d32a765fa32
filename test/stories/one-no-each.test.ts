/**
 * Every call that the main story makes of Microsoft Graph meets each kind of trouble once: the story ends recovered all the same, nothing
 * runs twice, and what is said is true. Which calls those are, an undisturbed run tells.
 */
import type { Fault } from '../../src/sandbox/graph/http/faults';
import { CAST } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import { BROKE } from '../../src/shared/broken';
import { planned } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['403', { kind: 'forbidden' }],
  ['a page of HTML', { kind: 'htmlPage' }],
  ['a dropped connection', { kind: 'dropBefore' }],
];

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/snapshots\/)[^/]+/gi;
const operationOf = ({ method, path }: { method: string; path: string }) => `${method} ${path.replace(ID, '*')}`;

/** Whoever has to press presses again, as often as people would. */
const BUTTONS = {
  planned: [ana, 'startPreview'],
  awaitingApproval: [ben, 'approve'],
  approved: [ana, 'runNow'],
} as const;
const MOST_PRESSES = 6;

async function toItsEnd(rewind: ProductUnderTest, id: RecoveryRequest['id']): Promise<string[]> {
  const answers: string[] = [];
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    const name = await until('a request that waits for a person, or is over', async () => {
      const { name: now } = (await rewind.request(id)).state;
      return now in BUTTONS || now === 'recovered' || now === 'failed' ? now : undefined;
    });
    if (!(name in BUTTONS)) break;
    const [person, button] = BUTTONS[name as keyof typeof BUTTONS];
    answers.push(JSON.stringify(await rewind.presses(person, 'groupChat', button)));
    await until('what the press did', async () => (await rewind.request(id)).state.name !== name || isRefused(answers.at(-1)) || undefined); // prettier-ignore
  }
  return answers;
}
const isRefused = (answer = '') => answer.includes('"sentence"');

/** A person who presses this often in one place is asked to wait a little. */
const STORIES_A_PRODUCT = 4;

interface Told {
  readonly operation: string;
  readonly end: string;
  readonly startedPreviews: number;
  readonly startedRecoveries: number;
  readonly isBroken: boolean;
  readonly isCalledBusy: boolean;
}

async function storyOf(rewind: ProductUnderTest, operation: string, meets: () => void): Promise<Told> {
  const { inspect, state } = rewind.sandbox.graph;
  const posted = rewind.sandbox.teams.messagesIn(ana, 'groupChat').length;
  const before = { previews: inspect.startedPreviews().length, recoveries: inspect.startedRecoveries().length };
  state.runIncident('massDisable');
  const { id } = await planned(rewind);
  meets();
  const answers = await toItsEnd(rewind, id);
  rewind.sandbox.graph.faults.clear();
  const words = JSON.stringify([answers, rewind.sandbox.teams.messagesIn(ana, 'groupChat').slice(posted)]);
  return {
    operation,
    end: (await rewind.request(id)).state.name,
    startedPreviews: inspect.startedPreviews().length - before.previews,
    startedRecoveries: inspect.startedRecoveries().length - before.recoveries,
    isBroken: words.includes(BROKE),
    isCalledBusy: /Graph is busy/.test(words),
  };
}

async function withProduct<Result>(deed: (rewind: ProductUnderTest) => Promise<Result>): Promise<Result> {
  const rewind = await startProductUnderTest();
  try {
    return await deed(rewind);
  } finally {
    await rewind.close();
  }
}

const pieces = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const operationsOfAStory = () =>
  withProduct(async (rewind) => {
    const { inspect } = rewind.sandbox.graph;
    await storyOf(rewind, 'undisturbed', () => {
      inspect.forgetCalls();
    });
    return [...new Set(inspect.calls().map(operationOf))];
  });

describe('one no each', () => {
  it.each(FAULTS)('%s, once at each operation: the story ends recovered, and nothing runs twice', async (_, fault) => {
    const operations = await operationsOfAStory();
    expect(operations.length).toBeGreaterThan(8);

    const told: Told[] = [];
    for (const piece of pieces(operations, STORIES_A_PRODUCT))
      await withProduct(async (rewind) => {
        for (const operation of piece) {
          const [method = '', path = ''] = operation.split(' ');
          told.push(
            await storyOf(rewind, operation, () => {
              rewind.sandbox.graph.faults.add({ method, path, fault, times: 1 });
            }),
          );
        }
      });

    const isBusy = fault.kind === 'dropBefore';
    expect(told.map((one) => ({ ...one, isCalledBusy: one.isCalledBusy && !isBusy }))).toEqual(
      operations.map((operation) => ({ operation, end: 'recovered', startedPreviews: 1, startedRecoveries: 1, isBroken: false, isCalledBusy: false })), // prettier-ignore
    );
  });
});
