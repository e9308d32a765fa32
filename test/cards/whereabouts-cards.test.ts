/** What the plan card says of a named object that is deleted, renamed, gone or unknown, and the preview card of one that it does not show. */
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryPlan } from '../../src/recovery/plan';
import type { Whereabouts } from '../../src/tenant/whereabouts';
import type { ObjectId } from '../../src/shared/ids';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { wordsOf } from './card-reading';

const ID = '3f2a91c7-0000-4000-8000-000000000001' as ObjectId;
const HR = { kind: 'application', name: 'HR' } as const;
const today = new Date('2026-03-29T02:14:00Z');
const before = new Date('2026-03-28T22:00:00Z');

function planOf(is: Whereabouts): RecoveryPlan {
  const { plan } = sampleRequest('planned');
  const scope = {
    kind: 'objects',
    objects: [{ type: 'user', id: ID, name: 'Kira [x](https://evil.example)' }],
  } as const;
  return { ...plan, scope: { ...scope, objects: [...scope.objects] }, whereabouts: [{ id: ID, is }] };
}
const planWords = (is: Whereabouts) =>
  wordsOf(drawRequest(sampleRequest('planned', { plan: planOf(is) }), sampleViewing(VIEWERS.shared)).card);

it.each<[string, Whereabouts, string]>([
  ['deleted today', { kind: 'deleted', at: today }, 'deleted 04:14'],
  ['deleted on another day', { kind: 'deleted', at: before }, 'deleted Sat 28 Mar 23:00'],
  ['deleted, nobody knows when', { kind: 'deleted' }, 'deleted'],
  ['renamed', { kind: 'renamed', was: 'Kira *K*' }, 'renamed since, was "Kira ∗K∗"'],
  ['gone', { kind: 'deletedForGood', at: today, actor: HR }, 'deleted for good 04:14, by the application HR. Microsoft cannot bring it back: the preview will show nothing of it.'],
  ['unknown', { kind: 'unknown', isLogRead: true }, 'neither living nor deleted. If the snapshot knows it, the preview shows it.'],
  ['unknown, the log away', { kind: 'unknown', isLogRead: false }, 'the audit log could not be read'],
])('a plan says that what it names is %s', (_what, is, words) => {
  const said = planWords(is);

  expect(said).toContain(words);
  expect(said).not.toContain('](https://');
}); // prettier-ignore

it('a preview without what was named as deleted says that this proves nothing', () => {
  const preview = sampleRequest('previewed').preview;
  if (!preview) throw new Error('the sample has no preview');
  const counts = { ...preview.counts, update: 0, restore: 0, softDelete: 0, unknown: 0 };
  const empty = { plan: planOf({ kind: 'deleted', at: today }), preview: { ...preview, counts } };
  const words = (changed: object) =>
    wordsOf(drawRequest(sampleRequest('previewed', changed), sampleViewing(VIEWERS.shared)).card);

  expect(words(empty)).toContain('(deleted 04:14): nothing of it is in this preview.');
  expect(words({ ...empty, preview })).not.toContain('nothing of it is in this preview');
});

it.each<[string, Whereabouts]>([
  ['gone for good', { kind: 'deletedForGood', at: today, actor: HR }],
  ['unknown', { kind: 'unknown', isLogRead: true }],
])('of what is excepted and %s a plan says what is known, and promises nothing of the preview', (_what, is) => {
  const { plan } = sampleRequest('planned');
  const except = [{ type: 'user' as const, id: ID, name: 'Kira Kowalski' }];
  const request = sampleRequest('planned', { plan: { ...plan, except, whereabouts: [{ id: ID, is }] } });
  const said = wordsOf(drawRequest(request, sampleViewing(VIEWERS.shared)).card);

  expect(said).toMatch(/Kira Kowalski (deleted for good|not in the directory)/);
  expect(said).not.toMatch(/the preview (shows|will show)/);
});
