import { judgeStepUp, type SignOnProof, type StepUp } from '../../src/approvals/step-up';

const NOW = new Date('2026-03-29T10:00:00Z');
const BOTH: StepUp = { context: 'c1', maxAgeMinutes: 10 };
const CONTEXT: StepUp = { context: 'c1', maxAgeMinutes: undefined };
const AGE: StepUp = { context: undefined, maxAgeMinutes: 10 };
const OFF: StepUp = { context: undefined, maxAgeMinutes: undefined };

const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const proof = (authContexts: readonly string[], authTime?: Date): SignOnProof => ({ authContexts, authTime });

describe('step-up', () => {
  it.each<[string, SignOnProof, StepUp]>([
    ['both are there', proof(['p1', 'c1'], secondsAgo(60)), BOTH],
    ['only the context is demanded', proof(['c1']), CONTEXT],
    ['only the age is demanded', proof([], secondsAgo(599)), AGE],
    ['it is as old as it may be', proof([], secondsAgo(600)), AGE],
    ['the clocks differ by a minute, late', proof([], secondsAgo(660)), AGE],
    ['the clocks differ by a minute, early', proof([], secondsAgo(-60)), AGE],
    ['nothing is demanded', proof([]), OFF],
  ])('is satisfied when %s', (_when, given, demanded) => {
    expect(judgeStepUp(given, demanded, NOW)).toBeUndefined();
  });

  it.each<[string, SignOnProof, StepUp, string]>([
    ['there is no context', proof([], NOW), BOTH, 'contextMissing'],
    ['it is another context', proof(['p1', 'c2', 'c11'], NOW), BOTH, 'contextMissing'],
    ['it is stale', proof(['c1'], secondsAgo(661)), BOTH, 'signOnTooOld'],
    ['it is stale and no context is demanded', proof([], secondsAgo(661)), AGE, 'signOnTooOld'],
    ['nobody says when it was', proof(['c1']), BOTH, 'signOnTimeUnknown'],
    ['it is in the future', proof(['c1'], secondsAgo(-61)), BOTH, 'signOnTimeUnknown'],
    ['its time is no time', proof(['c1'], new Date(Number.NaN)), BOTH, 'signOnTimeUnknown'],
  ])('refuses when %s', (...[, given, demanded, because]) => {
    expect(judgeStepUp(given, demanded, NOW)).toMatchObject({ because });
  });
});
