/**
 * Whether a request's changes lie ahead, were asked of Microsoft, or never came to it: chosen here from the state, for every row. Of a
 * recovery that ran only the failed changes are told, so no word says of an object that it was changed.
 */
import { mayBeFollowed } from '../recovery/follow-up';
import type { RecoveryRequest } from '../recovery/request';
import { isAtRest } from '../recovery/states';
import type { ACTIONS } from '../recovery/terms';

export type Tense = 'ahead' | 'ran' | 'dropped';

export function tenseOf({ state }: Pick<RecoveryRequest, 'state'>): Tense {
  if (state.name === 'recovering' || mayBeFollowed({ state })) return 'ran';
  return isAtRest(state.name) && state.name !== 'previewed' ? 'dropped' : 'ahead';
}

interface TenseWords {
  readonly actions: { readonly [Action in (typeof ACTIONS)[number]]: string };
  /** `department: Sales → will become Engineering` */
  readonly value: (name: string, now: string, target: string) => string;
  /** Of what Microsoft shows and cannot recover, and of what the snapshot has no word for. */
  readonly beside: (name: string, now: string, inSnapshot: string) => string;
  readonly add: string;
  readonly remove: string;
}

export const TENSES: { readonly [When in Tense]: TenseWords } = {
  ahead: {
    actions: { update: 'would be changed', restore: 'would be brought back', softDelete: 'would be deleted' },
    value: (name, now, target) => `${name}: ${now} → will become ${target}`,
    beside: (name, now, inSnapshot) => `${name}: ${now} → ${inSnapshot}`,
    add: 'will add',
    remove: 'will remove',
  },
  ran: {
    actions: { update: 'was to be changed', restore: 'was to be brought back', softDelete: 'was to be deleted' },
    value: (name, now, target) => `${name}, before: ${now} → snapshot: ${target}`,
    beside: (name, now, inSnapshot) => `${name}, before: ${now} → ${inSnapshot}`,
    add: 'was to add',
    remove: 'was to remove',
  },
  dropped: {
    actions: {
      update: 'would have been changed',
      restore: 'would have been brought back',
      softDelete: 'would have been deleted',
    },
    value: (name, now, target) => `${name}: ${now} → would have become ${target}`,
    beside: (name, now, inSnapshot) => `${name}: ${now} → ${inSnapshot}`,
    add: 'would have added',
    remove: 'would have removed',
  },
};
