/** A request that waits for its last vote on a preview that is too old to run, and what stories about the re-check look at. */
import { CAST } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { JsonObject } from '../../src/shared/json';
import { awaitingApproval } from './recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from './start-product';
import { until } from './until';

const { ana, ben } = CAST;
const MINUTE_MS = 60_000;

export interface AgedApproval {
  readonly rewind: ProductUnderTest;
  /** Who started a preview, oldest first. */
  starters(): readonly string[];
  recoveries(): readonly { readonly byId: string }[];
  /** What the first recovery was pinned to. */
  pinned(): readonly string[];
  passes(minutes: number): void;
  cardSays(words: string): Promise<unknown>;
  /** By a message in the group chat. */
  isTold(words: string): Promise<unknown>;
  runs(): Promise<RecoveryRequest>;
  /** Ids that a recovery of this revision would touch. */
  changedIds(revision: number): Promise<readonly string[]>;
  /** As the snapshot has it. */
  before(id: string): JsonObject;
}

export async function agedApproval(): Promise<AgedApproval> {
  const rewind = await startProductUnderTest();
  const { inspect, state } = rewind.sandbox.graph;
  const passes = (minutes: number) => {
    rewind.sandbox.clock.jump(minutes * MINUTE_MS);
  };
  const messages = () => rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content }) => content.text ?? '');
  state.runIncident('massDisable');
  await awaitingApproval(rewind);
  passes(31);
  return {
    rewind,
    passes,
    starters: () => inspect.startedPreviews().map(({ byId }) => byId),
    recoveries: () => inspect.startedRecoveries(),
    pinned: () => {
      const scope = inspect.startedRecoveries()[0]?.scope;
      return scope?.kind === 'objects' ? scope.values.flatMap(({ ids }) => ids).sort() : [];
    },
    cardSays: (words) => until(`"${words}" on the card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined), // prettier-ignore
    isTold: (words) => until(`"${words}"`, () => messages().some((text) => text.includes(words)) || undefined),
    runs: async () => {
      await until('the button Run now', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'runNow') || undefined);
      await rewind.presses(ben, 'groupChat', 'runNow');
      return await rewind.requestIn('recovered');
    },
    changedIds: async (revision) => {
      const { store } = rewind.product;
      const [request] = await store.requests.since(new Date(0));
      const ids: string[] = [];
      if (!request) return ids;
      for await (const change of store.changes.changes(request.id, revision))
        if (!change.shownOnly) ids.push(change.id);
      return ids.sort();
    },
    before: (id) => {
      const { directory } = state.tenant;
      const [snapshot] = directory.snapshots();
      return (snapshot && directory.findAt(snapshot, id)?.attributes) ?? {};
    },
  };
}
