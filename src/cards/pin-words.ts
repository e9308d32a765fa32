/** What a recovery would be told to touch, and what may ride along. */
import type { ChangeCounts } from '../recovery/counts';
import type { RecoveryPlan } from '../recovery/plan';
import { isRider, pinningOf, typesToRun } from '../recovery/recovery-scope';
import type { PreviewResult } from '../recovery/preview-result';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { leftOutObjects } from '../recovery/left-out';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import { typesWords } from './entity-words';
import { counted, listed, nameWithId } from './wording';

const NAMED = 3;

export function pinLines({ preview, plan }: Pick<RecoveryRequest, 'preview' | 'plan'>): readonly string[] {
  if (!preview) return [];
  return [...leftOutLines(preview, plan), ...(objectsOf(preview.counts) > 0 ? [pinSentence(preview, plan)] : [])];
}

/** A13: exactly these ids, or by type with whatever rides along. The same rule decides what Graph is told. */
function pinSentence({ counts }: PreviewResult, plan: RecoveryPlan): string {
  const types = Object.keys(counts.byType).filter((type) => (counts.byType[type] ?? 0) > 0);
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
      if (!types.some(isRider)) return `It is pinned to exactly ${pinned}.`;
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
    : `It cannot be recovered in one go: Microsoft does not tell the service principal of ${grantsWords(unpinnable)}, so they run by type, and nothing else can be pinned beside that. ${SPLIT}`;

const SPLIT = 'Split in two makes two requests of it, without a second preview; each is judged and voted on alone.';

const grantsWords = (count: number): string => counted(count, 'grant or assignment', 'grants or assignments');

const unpinnableWords = ({ unpinnable }: ChangeCounts): string =>
  unpinnable === 0 ? '' : ` It cannot be pinned: Microsoft does not tell the service principal of ${grantsWords(unpinnable)}.`; // prettier-ignore
