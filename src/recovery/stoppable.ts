/**
 * What *Cancel* stops. A request has one after the other, even several of a kind, and a press may come late: the button says which
 * kind it means, for the power that it takes, and which job.
 */
import type { RecoveryState, RecoveryStateName } from './request';

export const STOPPABLES = ['preview', 'recheck', 'recovery'] as const;
export type Stoppable = (typeof STOPPABLES)[number];

/** States in which a job of the request runs, or is about to. */
export type RunningStateName = Extract<RecoveryStateName, 'previewing' | 'rechecking' | 'recovering'>;
type RunningState = Extract<RecoveryState, { name: RunningStateName }>;

const STOPPABLE_OF: { readonly [Name in RunningStateName]: Stoppable } = {
  previewing: 'preview',
  rechecking: 'recheck',
  recovering: 'recovery',
};

export const stoppableOf = (name: RunningStateName): Stoppable => STOPPABLE_OF[name];

/** Microsoft's id of what runs now; missing until its answer to the start is saved. */
export const runningJobOf = (state: RunningState) =>
  state.name === 'recovering' ? state.recoveryJobId : state.previewJobId;
