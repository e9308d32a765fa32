/** What came of a press, in one line: only what is known. */
import { outcomeSentence } from '../../src/cards/outcome-sentence';
import type { OutcomeNote } from '../../src/recovery/outcome-note';
import type { RecoveryJobId } from '../../src/shared/ids';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { recovering, requestIn } from '../jobs/people-and-requests';

const NOTES: readonly OutcomeNote[] = ['slotBusy', 'startWasLost', 'startUnclear', 'slotUnclear', 'voteCounted', 'voteWithdrawn', 'cancelAsked']; // prettier-ignore
const ended = (outcome: object) => {
  const request = sampleRequest('recovered');
  return outcomeSentence({ kind: 'done', request: { ...request, outcome: request.outcome && { ...request.outcome, ...outcome } } }); // prettier-ignore
};
const failed = (facts: object) =>
  outcomeSentence({ kind: 'done', request: sampleRequest('failed', { state: { name: 'failed', at: new Date(0), during: 'recovery', ...facts } }) }); // prettier-ignore

describe('the outcome of a press', () => {
  it('tells a recovery that runs from one that may run', () => {
    const running = outcomeSentence({ kind: 'done', request: requestIn(recovering('job' as RecoveryJobId)) });
    const unclear = outcomeSentence({ kind: 'done', request: requestIn(recovering()), note: 'startUnclear' });

    expect(running).toBe('R-7K3Q is running: the recovery has started.');
    expect(unclear).toContain('Microsoft has not said yet whether the recovery began');
    expect(unclear).toContain('it is never started twice');
    expect(unclear).not.toMatch(/has started|[Nn]othing/);
  });

  it('tells a recovery that went well from one of which a part failed, or nobody knows, or that found nothing to do', () => {
    expect(ended({ changedObjects: 12, failedChanges: 0 })).toBe('R-7K3Q is finished: 12 of 12 objects changed, 0 failed.'); // prettier-ignore
    expect(ended({ changedObjects: 12, failedChanges: 2 })).toBe('R-7K3Q is finished: 12 of 12 objects changed, 2 failed.'); // prettier-ignore
    expect(ended({ changedObjects: 12, failedChanges: undefined })).toContain('how many failed is not known');
    expect(ended({ changedObjects: 0, changedLinks: 0, failedChanges: 0 })).toBe('R-7K3Q is finished: nothing was left to change.'); // prettier-ignore
  });

  it('does not say that a request failed of which nobody knows how it ended', () => {
    expect(failed({ because: 'couldNotBeRead', mayRun: 'recovery' })).toBe('R-7K3Q is followed no longer: how its recovery ended is not known.'); // prettier-ignore
    expect(failed({ because: 'recoveryFailed' })).toBe('R-7K3Q has failed.');
  });

  it.each(NOTES)('%s adds one sentence to the state', (note) => {
    const request = requestIn(recovering());
    const [plain, noted] = [undefined, note].map((one) => outcomeSentence({ kind: 'done', request, ...(one && { note: one }) })); // prettier-ignore

    expect(noted?.startsWith(`${plain ?? ''} `)).toBe(true);
  });
});
