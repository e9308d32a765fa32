import fc from 'fast-check';
import { broken, knives, sentences } from '../properties/offer-sentences';
import { faultOf, offersFor } from '../properties/offer-oracle';
it('x', () => {
  const N = Number(process.env['N'] ?? 5000);
  const out: string[] = []; let said = 0, offered = 0, looks = 0;
  const t = Date.now();
  for (const [sentence, knife] of fc.sample(fc.tuple(sentences, knives), { numRuns: N, seed: Number(process.env['S'] ?? 1) })) {
    const mistake = broken(sentence, knife); said++;
    for (const offer of offersFor(mistake.text)) {
      offered++; if (/^(help|requests|status)/.test(offer)) looks++;
      const f = faultOf(offer, sentence.meaning, mistake);
      if (f) out.push(`${f}\n   ${mistake.how}(${mistake.part}): ${mistake.text}\n   → ${offer}`);
    }
  }
  console.log(said, offered, looks, out.length, (Date.now() - t) / N, '\n' + out.slice(0, 40).join('\n'));
});
