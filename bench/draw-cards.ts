/** What filling a card's template costs: parsed once, as the product does, against parsed at every drawing. Side by side in one run. */
import { Template } from 'adaptivecards-templating/lib/template-engine';
import { expand, type View } from '../src/cards/expand';
import approval from '../src/cards/templates/approval.card.json';
import list from '../src/cards/templates/list.card.json';
import plan from '../src/cards/templates/plan.card.json';

const ROUNDS = 200;
const TEMPLATES = [approval, list, plan];
const VIEW: View = {};

export function measureDrawing(): void {
  const perCard = (draw: (template: object) => void): number => {
    const began = process.hrtime.bigint();
    for (let round = 0; round < ROUNDS; round += 1) for (const template of TEMPLATES) draw(template);
    return Number(process.hrtime.bigint() - began) / 1_000_000 / (ROUNDS * TEMPLATES.length);
  };
  const parsedOnce = (template: object): void => {
    expand(template, VIEW);
  };
  const parsedEachTime = (template: object): void => {
    new Template(template).expand({ $root: VIEW });
  };
  parsedOnce(approval);
  const each = perCard(parsedEachTime);
  const once = perCard(parsedOnce);
  console.log(
    `filling a template: parsed once ${format(once)}, parsed each time ${format(each)} (${(each / once).toFixed(1)} times)`,
  );
}

const format = (ms: number): string => `${ms.toFixed(3)} ms`;
