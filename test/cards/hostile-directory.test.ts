/** A directory whose every name and value tries to be something else, and one that tries to be too much. */
import type { DrawnCard, Viewing } from '../../src/cards/card';
import { drawChanges, drawFailedChanges } from '../../src/cards/changes-card';
import { drawChoices } from '../../src/cards/choices-card';
import { drawHelp } from '../../src/cards/help-card';
import { drawNotice } from '../../src/cards/notice';
import { drawRequest } from '../../src/cards/request-card';
import { drawHistory, drawRequests } from '../../src/cards/requests-card';
import { HAZARD_KINDS } from '../../src/recovery/hazard';
import type { Change } from '../../src/recovery/change';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { ObjectId } from '../../src/shared/ids';
import { sampleViewing, STATE_NAMES } from '../../src/tools/gallery/gallery';
import { ANA, BEN, VIEWERS } from '../../src/tools/gallery/sample-people';
import { NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { activityBytes, buttonsOf, textsOf } from './card-reading';

const objectId = (number: number) => `3f2a91c7-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;
const COUNTS = { update: 300_000, restore: 300_000, softDelete: 300_000, unknown: 300_000, shownOnly: 300_000, links: 300_000, byType: { user: 300_000, group: 300_000, servicePrincipal: 300_000, appRoleAssignment: 300_000 } }; // prettier-ignore

/** Everything that comes from people or the directory is this text. */
function everythingIs(text: string) {
  const examples = Array.from({ length: 20 }, (_, number) => ({ id: objectId(number), name: text }));
  const hazards = HAZARD_KINDS.map((kind) => ({ kind, severity: 'danger', count: 300_000, examples }));
  const values = Object.fromEntries(Array.from({ length: 25 }, (_, number) => [`${text}${number}`, text.repeat(20)]));
  const links = Array.from({ length: 200 }, (_, number) => ({ relation: text, objectId: objectId(number), does: number % 2 ? 'add' : 'remove' }) as const); // prettier-ignore
  const changes = Array.from({ length: 40 }, (_, number): Change => ({
    type: 'unknown', id: objectId(number), action: number < 20 ? 'softDelete' : 'update', displayName: text, now: { ...values, userPrincipalName: text },
    target: values, links, raw: { type: text, action: text }, shownOnly: false, failureMessage: text.repeat(10),
  })); // prettier-ignore
  const names = new Map([ANA, BEN, ...changes.map(({ id }) => id)].map((id) => [id as string, text]));
  const request = (state: (typeof STATE_NAMES)[number]): RecoveryRequest => {
    const sample = sampleRequest(state);
    const scope = { kind: 'objects', objects: examples.map((example) => ({ ...example, type: 'user' })) };
    const preview = sample.preview && { ...sample.preview, counts: COUNTS, hazards };
    return sampleRequest(state, {
      preview,
      reason: text.repeat(30),
      plan: { ...sample.plan, scope, timePhrase: text },
    });
  };
  const viewing = (viewer: Viewing['viewer']): Viewing => ({ ...sampleViewing(viewer), names, rows: changes, notes: Array.from({ length: 20 }, () => text.repeat(10)), mayShowValues: true }); // prettier-ignore
  const page = { changes, page: 2, pageCount: 9000, total: 300_000, filterWords: text, mayShowValues: true, names };
  const seen = { names, now: NOW, zone: 'Europe/Oslo' };
  const commands = Array.from({ length: 25 }, () => ({ name: text, usage: text, summary: text, example: text }));
  return {
    states: STATE_NAMES.flatMap((state) => [VIEWERS.shared, VIEWERS.approver].map((viewer) => [state, drawRequest(request(state), viewing(viewer))] as const)), // prettier-ignore
    lists: [
      ['changes', drawChanges({ request: request('awaitingApproval'), ...page })],
      ['failed changes', drawFailedChanges({ request: request('recovered'), changes, hasMore: true, names, mayShowValues: true })],
      ['few failed changes', drawFailedChanges({ request: request('recovered'), changes: changes.slice(0, 20), hasMore: false, names, mayShowValues: true })],
      ['requests', drawRequests({ ...seen, requests: new Array<RecoveryRequest>(200).fill(request('awaitingApproval')) })],
      ['history', drawHistory({ ...seen, days: 400, requests: new Array<RecoveryRequest>(500).fill(request('recovered')) })],
      ['choices', drawChoices({ question: text.repeat(10), choices: Array.from({ length: 10 }, () => ({ label: text, command: `restore ${text.repeat(8)} from yesterday` })) })],
      ['help', drawHelp({ commands, standing: 'none' })],
    ] as readonly (readonly [string, DrawnCard])[],
    notice: drawNotice({ kind: 'approvalNeeded' }, request('awaitingApproval'), seen),
  }; // prettier-ignore
}

/** `**` is ours on a row: it stands around the name. */
const MEANS_SOMETHING = /<|>|\]\(|:\/\/|\$\{|\{\{|`|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]|[\n\r]|(?<!^)\*\*(?! ·)/u;

describe.each([
  ['Markdown', '**Approved** _by_ all'],
  ['a link', '[Approve](https://evil.example/?q=1)'],
  ['a mention', '<at>Ben Okafor</at>'],
  ['HTML', '<b onclick="x">Ana</b>&lt;at&gt;'],
  ['a template', '${$root.x} {{DATE(2026-01-01T00:00:00Z,SHORT)}}'],
  ['lines', 'Ana\n\n# Nothing to see\r\n- here'],
  ['overrides', '\u202eanA\u2066 \u200bx\u0007'],
])('a directory full of %s', (_what, text) => {
  const { states, lists, notice } = everythingIs(text);

  it.each([...states, ...lists])('means nothing on the card: %s', (_name, { card, summary }) => {
    expect([...textsOf(card), summary].filter((shown) => MEANS_SOMETHING.test(shown))).toEqual([]);
  });

  it('means nothing in a message', () => {
    expect([notice.text, notice.summary].filter((shown) => MEANS_SOMETHING.test(shown))).toEqual([]);
  });
});

const LONG_NAMES = ['漢', '😀', '\\'].map((character) => [character, character.repeat(200)] as const);

describe.each(LONG_NAMES)('a huge tenant with names of 200 times %s', (_character, text) => {
  const { states, lists } = everythingIs(text);

  it.each([...states, ...lists])('%s stays below 28 KB', (_name, { card, summary }) => {
    expect(activityBytes(card, summary)).toBeLessThanOrEqual(28 * 1024 - 6 * 1024);
  });

  it('keeps the button of power, and says how much is left out', () => {
    const [, { card } = { card: {} }] = states.find(([state]) => state === 'awaitingApproval') ?? [];

    expect(buttonsOf(card).map(({ title }) => title)).toContain('Approve 4f2a91c7');
    expect(textsOf(card).join('\n')).toMatch(/1,4\d\d,\d\d\d more: changes R-7K3Q|1,500,000 objects: changes R-7K3Q/);
  });
});
