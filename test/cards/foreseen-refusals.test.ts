import type { ForeseenRefusals } from '../../src/cards/card';
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryStateName } from '../../src/recovery/request';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { powerOf, wordsOf } from './card-reading';

const cardOf = (state: RecoveryStateName, who: keyof typeof VIEWERS, refusals: ForeseenRefusals) =>
  drawRequest(sampleRequest(state), { ...sampleViewing(VIEWERS[who]), refusals }).card;

describe('a press that would be refused has no button', () => {
  it.each([
    ['sameHuman', 'Your account belongs to the person who asked'],
    ['voterInChanges', 'The changes touch your own power'],
    ['roleNotActive', 'must approve exactly this'],
  ] as const)('nobody whose vote would be refused gets a ballot: %s', (because, words) => {
    const card = cardOf('awaitingApproval', 'approver', { approve: because, reject: because });

    expect(powerOf(card)).toEqual([]);
    expect(wordsOf(card)).toContain(words);
    expect(wordsOf(card)).not.toContain('approve R-7K3Q');
  });
});
