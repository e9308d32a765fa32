/** Which button somebody means who types a part of its title: what carries a press comes before what only repeats words. */
import { buttonsOf, type CardButton } from '../teams/card-reading';
import type { SeenCard } from '../teams/acts';

type Means = (button: { readonly title: string; readonly verb: string }, typed: string) => boolean;

/** The best way to be meant first. */
const WAYS: readonly Means[] = [
  ({ title }, typed) => title === typed,
  ({ verb }, typed) => verb === typed,
  ({ title, verb }, typed) => verb !== 'say' && title.startsWith(typed),
  ({ verb }, typed) => verb.startsWith(typed),
  ({ title }, typed) => title.startsWith(typed),
];

/** @param cards - as the person sees them, oldest first: of equal ways the newest card counts */
export function findTypedButton(
  typed: string,
  cards: readonly SeenCard[],
): { readonly activityId: string; readonly title: string } | undefined {
  const lower = typed.toLowerCase();
  const seen = cards.flatMap(({ activityId, card }) => buttonsOf(card).filter(isEnabled).map((button) => ({ activityId, ...button }))); // prettier-ignore
  for (const means of WAYS) {
    const found = seen.findLast(({ title, verb = '' }) => means({ title: title.toLowerCase(), verb: verb.toLowerCase() }, lower)); // prettier-ignore
    if (found) return { activityId: found.activityId, title: found.title };
  }
  return undefined;
}

const isEnabled = ({ action }: CardButton): boolean => action['isEnabled'] !== false;
