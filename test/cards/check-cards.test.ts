/** What *Check result* found is said once, and no more than was looked at. */
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryPlan } from '../../src/recovery/plan';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { objectId } from '../jobs/people-and-requests';
import { wordsOf } from './card-reading';

const COUNTS = { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0, byType: {} };
const kira = { type: 'user', id: objectId(7), name: 'Kira Kowalski' } as const;
const { plan, preview } = sampleRequest('previewed');
const check: RecoveryPlan = { ...plan, wantsApproval: false, follows: { requestId: 'R-7K3Q' as never, how: 'check' } };
/** What was chosen, by its ids; Kira was excepted and is still deleted. */
const ofAChoice: RecoveryPlan = {
  ...check,
  scope: { kind: 'objects', objects: [1, 2, 3].map((n) => ({ type: 'user', id: objectId(n), name: `Person ${n}` })) },
  except: [kira],
  whereabouts: [{ id: kira.id, is: { kind: 'deleted' } }],
};
const words = (changed: RecoveryPlan, counts: Partial<typeof COUNTS> = {}, rest: object = {}) =>
  wordsOf(drawRequest(sampleRequest('previewed', { plan: changed, preview: { ...preview, counts: { ...COUNTS, ...counts }, hazards: [], ...rest } }), { ...sampleViewing(VIEWERS.shared), notes: [], rows: [] }).card); // prettier-ignore

const LEFT_OUT = { leftOut: { byType: {}, unchanged: [kira] } };
const times = (text: string, part: RegExp) => [...text.matchAll(part)].length;

it('that nothing is left is said once, and what was looked at', () => {
  const said = words(check);

  expect(said).toContain('Check of R-7K3Q: no difference found');
  expect(said).toContain('Looked at by a fresh preview: users and groups.');
  expect(times(said, /difference|differs|nothing to recover/gi)).toBe(1);
});

it('what was left out is neither looked at nor missing', () => {
  const said = words(ofAChoice, {}, LEFT_OUT);

  expect(said).toContain('Looked at by a fresh preview: the 3 objects that were approved. Left out there, and not looked at: Kira Kowalski'); // prettier-ignore
  expect(times(said, /Kira/g)).toBe(1);
  expect(said).not.toMatch(/may be back|not among the changes|preview the whole kind/);
});

it('objects that are only shown are no difference that is over', () => {
  const said = words(check, { shownOnly: 3 });

  expect(said).toContain('Check of R-7K3Q: nothing is left that can be recovered');
  expect(said).not.toContain('no difference');
});

it('what is left is counted, and why it may be there', () => {
  const said = words(ofAChoice, { update: 1 }, LEFT_OUT);

  expect(said).toContain('Check of R-7K3Q: 1 difference left');
  expect(said).toContain('it was not recovered, or it was changed since');
  expect(times(said, /Kira/g)).toBe(1);
});

it.each<[string, object]>([
  ['nothing was excepted', {}],
  ['what was excepted differs', { leftOut: { byType: { user: 1 }, unchanged: [] } }],
])('an empty preview claims no more than that it found nothing, where %s', (_what, rest) => {
  const said = words({ ...plan, except: 'leftOut' in rest ? [kira] : undefined }, {}, rest);

  expect(said).toContain('No changes were found');
  expect(said).not.toContain('differs');
});
