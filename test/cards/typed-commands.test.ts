/** Every command that a card gives to type is one, and asks for what the card is about. */
import fc from 'fast-check';
import { parseCommand } from '../../src/bot/parse-command';
import type { Button } from '../../src/cards/buttons';
import { twinLine } from '../../src/cards/buttons';
import { drawChoices } from '../../src/cards/choices-card';
import { earlierButtons } from '../../src/cards/earlier-snapshot';
import { askAgainCommand, restoreCommand } from '../../src/cards/restore-command';
import type { RecoveryRequest } from '../../src/recovery/request';
import { typesWithCompanions, type ScopePhrase } from '../../src/recovery/scope';
import { EVERY_ASKED_TYPE } from '../../src/recovery/scope-vocabulary';
import { chooseSnapshot } from '../../src/recovery/snapshot-choice';
import type { SnapshotId } from '../../src/shared/ids';
import { gallery } from '../../src/tools/gallery/gallery';
import { ago, NOW, object, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { buttonsOf, textsOf } from './card-reading';

const HERE = { zone: 'Europe/Oslo', now: NOW };
const parse = (text: string) => parseCommand({ text, mentions: [] }, HERE);

/** Their commands hold names without quotes, which nothing but a sample does. */
const MADE_UP = /^(?:hostile|unbroken)-/;
const BESIDE = / \(in your personal chat with me\)$/;
const AFTER_COLON = /: ([a-z]+ R-[2-9A-Z]{4,}|(?:restore|preview|who changed) .* (?:from|since) .*?)\.?$/;

function commandsIn(text: string): readonly string[] {
  const [, listed] = /^(?:Or type|Type): (.*)$/s.exec(text) ?? [];
  if (listed !== undefined) return listed.split(' · ').map((command) => command.replace(BESIDE, ''));
  const [, typed] = /who types: (.*)$/s.exec(text) ?? AFTER_COLON.exec(text) ?? [];
  return typed === undefined ? [] : [typed];
}

const shown = [...gallery()].filter(([name]) => !MADE_UP.test(name));
const SAMPLE_ID = /R-[2-9A-HJKMNP-Z]{4,}/;

describe('a command that a card gives to type', () => {
  it('is understood on every card, about the request that it names', () => {
    const commands = new Set(shown.flatMap(([, { card }]) => textsOf(card).flatMap(commandsIn)));
    const wrong = [...commands].filter((text) => {
      const command = parse(text);
      const id = SAMPLE_ID.exec(text)?.[0];
      return (
        ['malformed', 'unknown'].includes(command.kind) || (id !== undefined && 'id' in command && command.id !== id)
      );
    });
    expect(commands.size).toBeGreaterThan(25);
    expect(wrong).toEqual([]);
  });

  it('is what its button says, too', () => {
    const said = new Set(
      shown.flatMap(([, { card }]) => buttonsOf(card).flatMap(({ verb, data }) => (verb === 'say' ? [JSON.stringify(data)] : []))), // prettier-ignore
    );
    const wrong = [...said].filter((data) => {
      const { text } = JSON.parse(data) as { readonly text: string };
      return ['malformed', 'unknown'].includes(parse(text).kind);
    });
    expect(said.size).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  it('is whole, or is left to the button', () => {
    const command = `restore users from yesterday because ${'the HR script ran twice, '.repeat(12)}`.trim();
    const button: Button = { kind: 'say', title: 'Earlier snapshot', twin: command };
    const lines = [twinLine([button]), textsOf(drawChoices({ question: 'Which?', choices: [{ label: 'One', command }] }).card)]; // prettier-ignore
    expect(JSON.stringify(lines)).not.toMatch(/because .*characters\)/);
  });
});

/* ---- what asks for the same again ---- */

const objects = fc
  .uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.map((number) => ({ type: 'user' as const, id: object(number), name: `No ${number}` })));
/** Grants and assignments come with their service principals. */
const ASKED = EVERY_ASKED_TYPE.filter((type) => !['oAuth2PermissionGrant', 'appRoleAssignment'].includes(type));
const plans = fc.record({
  scope: fc.oneof(
    fc.constant({ kind: 'everything' as const }),
    fc.uniqueArray(fc.constantFrom(...ASKED), { minLength: 1, maxLength: 4 }).map((types) => ({ kind: 'types' as const, types: [...typesWithCompanions(types)] })), // prettier-ignore
    objects.map((named) => ({ kind: 'objects' as const, objects: named })),
  ),
  except: fc.option(objects, { nil: undefined }),
  takenMs: fc.nat({ max: 999 }),
  reason: fc.option(fc.constantFrom('HR script ran twice', 'said "never mind" because of INC-4711', 'from friday to yesterday'), { nil: undefined }), // prettier-ignore
});
type Drawn = Parameters<Parameters<typeof plans.map>[0]>[0];

const sample = sampleRequest('expired');
const TAKEN = ago(11 * 60);

function requestWith({ scope, except, takenMs, reason }: Drawn): RecoveryRequest {
  const snapshotAt = new Date(TAKEN.getTime() + takenMs);
  const left = scope.kind === 'objects' ? undefined : except;
  return { ...sample, reason, plan: { ...sample.plan, scope, except: left, snapshotAt, incidentAt: snapshotAt, wantsApproval: true } }; // prettier-ignore
}

const SHELF = [1, 11, 35, 59].map((hours, index) => ({ id: `snapshot-${index}` as SnapshotId, hours }));
const shelfOf = ({ plan }: RecoveryRequest) =>
  SHELF.map(({ id, hours }) => ({ id, createdAt: hours === 11 ? plan.snapshotAt : ago(hours * 60) }));

const idsOf = (phrases: readonly { readonly by: string; readonly id?: string }[]) => phrases.map(({ id }) => id);

function meantBy(scope: ScopePhrase) {
  switch (scope.kind) {
    case 'everything':
      return { kind: scope.kind, except: idsOf(scope.except) };
    case 'types':
      return { kind: scope.kind, types: scope.types.toSorted(), except: idsOf(scope.except) };
    case 'objects':
      return { kind: scope.kind, ids: idsOf(scope.objects) };
  }
}

function planned({ plan: { scope, except = [] } }: RecoveryRequest) {
  const left = except.map(({ id }) => id);
  switch (scope.kind) {
    case 'everything':
      return { kind: scope.kind, except: left };
    case 'types':
      return { kind: scope.kind, types: scope.types.toSorted(), except: left };
    case 'objects':
      return { kind: scope.kind, ids: scope.objects.map(({ id }) => id) };
  }
}

function expectSame(request: RecoveryRequest, text: string, snapshot: string, reason: string | undefined) {
  const command = parse(text);
  if (command.kind !== 'restore') throw new Error(`${text} is ${command.kind}`);
  expect(meantBy(command.scope)).toEqual(planned(request));
  expect(command.reason).toBe(reason);
  expect(chooseSnapshot(command.time, { ...HERE, snapshots: shelfOf(request) })).toMatchObject({ kind: 'chosen', snapshot: { id: snapshot } }); // prettier-ignore
}

it('asks for the very same, whatever the request was', () => {
  let [again, earlier] = [0, 0];
  fc.assert(
    fc.property(plans, (drawn) => {
      const request = requestWith(drawn);
      const [plain, withReason] = [restoreCommand(request), askAgainCommand(request)];
      if (plain !== undefined) expectSame(request, plain, 'snapshot-1', undefined);
      if (withReason !== undefined) expectSame(request, withReason, 'snapshot-1', request.reason);
      for (const { twin } of earlierButtons(request)) {
        expectSame(request, twin, 'snapshot-2', request.reason);
        earlier += 1;
      }
      again += plain === undefined ? 0 : 1;
    }),
    { numRuns: 400, seed: 20260329 },
  );
  expect(again).toBeGreaterThan(100);
  expect(earlier).toBe(400);
});
