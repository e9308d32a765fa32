import type { Viewer } from '../../src/cards/card';
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryRequest } from '../../src/recovery/request';
import { BEN, VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { wordsOf } from './card-reading';

describe('what comes of a plain preview', () => {
  const { plan, requesterId } = sampleRequest('planned');
  const by = (standing: 'administrator' | 'reader', personId = requesterId) => ({ personId, standing, isShared: false }) as const; // prettier-ignore
  const wordsSeenBy = (viewer: Viewer, request: RecoveryRequest) => wordsOf(drawRequest(request, sampleViewing(viewer)).card); // prettier-ignore
  const typed = 'an Entra Backup Administrator, who types: restore users and groups from 2026-03-28T22:00:00Z';

  it.each([
    ['planned', by('administrator'), 'Then a recovery can be asked for'],
    ['planned', by('reader'), typed],
    ['planned', by('administrator', BEN), 'Then its requester can ask for a recovery, with the Administrator role'],
    ['planned', VIEWERS.shared, 'Then its requester can ask for a recovery, with the Administrator role'],
    ['previewed', by('administrator'), 'Ask for recovery asks a second Backup Administrator'],
    ['previewed', by('reader'), typed],
    ['previewed', by('reader', BEN), 'Only its requester, with the Administrator role, can ask for the recovery'],
  ] as const)('%s, to %j: %s', (state, viewer, words) => {
    expect(wordsSeenBy(viewer, sampleRequest(state, { plan: { ...plan, wantsApproval: false } }))).toContain(words);
  });

  it.each([
    ['2026-03-28T22:00:00.250Z', 'restore users and groups from 2026-03-28T22:00:01Z'],
    ['2026-03-28T22:00:00.000Z', 'restore users and groups from 2026-03-28T22:00:00Z'],
  ])('the snapshot of %s is the newest one until the time that is typed', (at, command) => {
    const request = sampleRequest('planned', { plan: { ...plan, wantsApproval: false, snapshotAt: new Date(at) } });
    expect(wordsSeenBy(by('reader'), request)).toContain(command);
  });
});
