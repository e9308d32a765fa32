import fc from 'fast-check';
import { broken, knives, sentences } from './offer-sentences';
import { faultOf, offersFor } from './offer-oracle';
import { PATIENCE_MS, runs } from './runs';

/** Always the same sentences; `REWIND_SEED=7` says others. A failure prints its own. */
const SEED = 20260329;

describe('an offered button never covers more than what was typed', () => {
  it(
    'whatever one word of a sentence is broken, and how',
    () => {
      let [said, offered] = [0, 0];
      fc.assert(
        fc.property(sentences, knives, (sentence, knife) => {
          const mistake = broken(sentence, knife);
          said += 1;
          for (const offer of offersFor(mistake.text)) {
            offered += 1;
            const fault = faultOf(offer, sentence.meaning, mistake);
            if (fault !== undefined) throw new Error(`${mistake.how}: ${mistake.text} → ${offer}: ${fault}`);
          }
        }),
        { seed: SEED, ...runs(20_000) },
      );
      expect(said).toBeGreaterThan(0);
      expect(offered).toBeGreaterThan(said / 4);
    },
    PATIENCE_MS,
  );
});
