/** What a recovery would be told to touch, and what may ride along. */
import type { ChangeCounts } from '../recovery/counts';
import type { RecoveryPlan } from '../recovery/plan';
import { isRider, pinningOf, typesToRun } from '../recovery/recovery-scope';
import { objectsOf, type PreviewResult } from '../recovery/request';
import { typesWords } from './entity-words';
import { counted } from './wording';

/** A13: exactly these ids, or by type with whatever rides along. The same rule decides what Graph is told. */
export function pinSentence({ counts }: PreviewResult, plan: RecoveryPlan): string {
  const types = Object.keys(counts.byType).filter((type) => (counts.byType[type] ?? 0) > 0);
  const objects = objectsOf(counts);
  switch (pinningOf(counts, plan)) {
    case 'mixed':
      return mixedWords(counts);
    case 'types':
      return `It runs by type (${typesWords(typesToRun(counts))}): whatever else of these types changes until then rides along.${unpinnableWords(counts)}`;
    case 'asked':
      return `It runs on all that was asked for, the whole scope: whatever else of it changes until then rides along.${unpinnableWords(counts)}`;
    case 'ids': {
      const pinned = objects === 1 ? 'this object' : `these ${objects} objects`;
      if (!types.some(isRider)) return `It is pinned to exactly ${pinned}.`;
      return `It is pinned to ${pinned}; a grant or assignment comes with its service principal, whose other grants and assignments ride along.`;
    }
  }
}

const mixedWords = ({ unpinnable }: ChangeCounts): string =>
  unpinnable === 0
    ? 'It cannot be recovered in one go: settings that the tenant has only once cannot be pinned together with other objects. Make two requests.'
    : `It cannot be recovered in one go: Microsoft does not tell the service principal of ${grantsWords(unpinnable)}, so they run by type, and nothing else can be pinned beside that. Make two requests: service principals, and everything else.`;

const grantsWords = (count: number): string => counted(count, 'grant or assignment', 'grants or assignments');

const unpinnableWords = ({ unpinnable }: ChangeCounts): string =>
  unpinnable === 0 ? '' : ` It cannot be pinned: Microsoft does not tell the service principal of ${grantsWords(unpinnable)}.`; // prettier-ignore
