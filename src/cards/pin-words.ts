/** What a recovery would be told to touch, and what may ride along. */
import type { ChangeCounts } from '../recovery/counts';
import type { RecoveryPlan } from '../recovery/plan';
import { isRecoverable, isRider, pinningOf, typesToRun } from '../recovery/recovery-scope';
import type { PreviewResult } from '../recovery/preview-result';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { leftOutObjects } from '../recovery/left-out';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import { typesWords } from './entity-words';
import { counted, listed, nameWithId } from './wording';

const NAMED = 3;

type Judged = Pick<RecoveryRequest, 'preview' | 'plan'>;

export function pinLines({ preview, plan, state }: Judged & Pick<RecoveryRequest, 'state'>): readonly string[] {
  if (!preview) return [];
  const isSaidAbove = state.name === 'previewed' && cannotRunWords({ preview, plan }) !== undefined;
  const isEmpty = objectsOf(preview.counts) === 0;
  return [...leftOutLines(preview, plan), ...(isEmpty || isSaidAbove ? [] : [pinSentence(preview, plan)])];
}

/** Why no recovery of it can be asked for as it is, and what can be done; `undefined` where one can. */
export function cannotRunWords({ preview, plan }: Judged): string | undefined {
  if (!preview || objectsOf(preview.counts) === 0 || isRecoverable(preview.counts, plan)) return undefined;
  return pinSentence(preview, plan);
}

/** What somebody approves: nothing rides along only where every object is pinned by its own id. */
export function approvedWords({ preview, plan }: Judged): string {
  const isExact = preview && pinningOf(preview.counts, plan) === 'ids' && !hasRiders(preview.counts);
  return isExact ? 'exactly this' : 'this, and what rides along with it';
}

const hasRiders = ({ byType }: ChangeCounts): boolean =>
  Object.entries(byType).some(([type, count]) => count > 0 && isRider(type));

/** A13: exactly these ids, or by type with whatever rides along. The same rule decides what Graph is told. */
function pinSentence({ counts }: PreviewResult, plan: RecoveryPlan): string {
  const objects = objectsOf(counts);
  switch (pinningOf(counts, plan)) {
    case 'mixed':
      return mixedWords(counts);
    case 'types':
      return `It runs by type (${typesWords(typesToRun(counts))}): whatever else of these types changes until then rides along.${unpinnableWords(counts)}`;
    case 'tooMany':
      return `${counted(objects, 'object is', 'objects are')} left after what was excepted, and what is chosen is pinned to at most ${MAX_OBJECT_IDS} ids: choosing more comes with batches, which Rewind cannot do yet. So nothing can be asked for here. Except more objects, or ask for the whole kinds without except.`;
    case 'ridesAlong':
      return `It cannot be recovered: Microsoft could only be told whole kinds (${typesWords(typesToRun(counts))}), and what was excepted would be changed, too. Ask for the other kinds, or for these without except.`;
    case 'asked':
      return `It runs on all that was asked for, the whole scope: whatever else of it changes until then rides along.${unpinnableWords(counts)}`;
    case 'ids': {
      const pinned = objects === 1 ? 'this object' : `these ${objects} objects`;
      if (!hasRiders(counts)) return `It is pinned to exactly ${pinned}.`;
      return `It is pinned to ${pinned}; a grant or assignment comes with its service principal, whose other grants and assignments ride along.`;
    }
  }
}

/** What was excepted: how much of it would have been changed, and what of it is as in the snapshot already. */
function leftOutLines({ leftOut }: PreviewResult, { scope }: RecoveryPlan): readonly string[] {
  // A preview of what was chosen never looked for it.
  if (!leftOut || scope.kind === 'objects') return [];
  const { unchanged } = leftOut;
  const objects = leftOutObjects(leftOut);
  const named = listed(unchanged.slice(0, NAMED).map((object) => nameWithId(object)), { total: unchanged.length }); // prettier-ignore
  return [
    ...(objects === 0 ? [] : [`Left out, as asked: ${counted(objects, 'change')} (${typesWords(Object.keys(leftOut.byType))}). Nothing of it is counted here or recovered.`]), // prettier-ignore
    ...(unchanged.length === 0 ? [] : [`Excepted, but not among the changes that were found: ${named}.`]),
  ];
}

const mixedWords = ({ unpinnable }: ChangeCounts): string =>
  unpinnable === 0
    ? `It cannot be recovered in one go: settings that the tenant has only once cannot be pinned together with other objects. ${SPLIT}`
    : `It cannot be recovered in one go: the preview does not say with which service principal each of ${grantsWords(unpinnable)} is recovered, so they run by type, and nothing else can be pinned beside that. ${SPLIT}`;

const SPLIT = 'Split in two makes two requests of it, without a second preview; each is judged and voted on alone.';

const grantsWords = (count: number): string => counted(count, 'grant or assignment', 'grants or assignments');

const unpinnableWords = ({ unpinnable }: ChangeCounts): string =>
  unpinnable === 0 ? '' : ` ${grantsWords(unpinnable)} cannot be pinned: the preview does not say with which service principal each of them is recovered.`; // prettier-ignore
