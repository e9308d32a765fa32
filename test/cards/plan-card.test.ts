import { drawRequest } from '../../src/cards/request-card';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { titlesOf, wordsOf } from './card-reading';

const planWith = (request: object = {}) =>
  drawRequest(sampleRequest('planned', request), sampleViewing(VIEWERS.requester)).card;

describe('a plan', () => {
  it.each([
    ['doubledLocalTime', 'The clock in Europe/Oslo was set back that day and showed “02:30” twice: the earlier time was taken.'],
    ['missingLocalTime', 'The clock in Europe/Oslo was set forward that day and never showed “02:30”: the time before that was taken.'],
  ] as const)('a clock time that is no single moment is said on the plan: %s', (note, words) => {
    const { plan } = sampleRequest('planned');
    const card = planWith({ plan: { ...plan, timePhrase: '02:30', timeNotes: [note] } });

    expect(wordsOf(card)).toContain(words);
    expect(wordsOf(planWith())).not.toContain('The clock in');
  }); // prettier-ignore

  it('an earlier snapshot is offered with the whole reason, or not at all', () => {
    const { plan } = sampleRequest('planned');
    const late = { reason: 'x'.repeat(201), plan: { ...plan, incidentAt: new Date('2026-03-28T20:00:00Z') } };
    const card = planWith(late);

    expect(wordsOf(card)).toContain('may already hold the damage');
    expect(titlesOf(card)).not.toContain('Earlier snapshot');
  });
});
