import { outcomeSentence } from '../../src/cards/outcome-sentence';
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryStateName } from '../../src/recovery/request';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { ago, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { wordsOf } from './card-reading';

const cardWords = (state: RecoveryStateName, request: object = {}) =>
  wordsOf(drawRequest(sampleRequest(state, request), sampleViewing(VIEWERS.shared)).card);

describe('where another recovery overtook the preview', () => {
  const overtaken = { jobId: 'outside', startedAt: ago(6) };
  const said = (state: RecoveryStateName) =>
    `${cardWords(state, { overtaken })} ${outcomeSentence({ kind: 'done', request: sampleRequest(state, { overtaken }) })}`;

  it('the re-check is not said to be for the preview’s age', () => {
    expect(said('rechecking')).toContain('A recovery was started outside Rewind at');
    expect(said('rechecking')).not.toMatch(/older than|too old/);
    expect(cardWords('rechecking')).toContain('the preview was older than 30 min');
    expect(outcomeSentence({ kind: 'done', request: sampleRequest('rechecking') })).toContain('too old');
  });

  it.each(['planned', 'awaitingApproval', 'approved', 'rechecking', 'rejected', 'withdrawn', 'expired'] as const)(
    'a %s request does not say that nothing has been changed: something has, by the other one',
    (state) => {
      expect(said(state)).not.toMatch(/Nothing (has been|was) changed/);
    },
  );
});
