/** The state's name picks the step. A state that is forgotten here does not compile. */
import type { RecoveryStateName } from '../recovery/request';
import { rest, type Step } from './step';
import { watchPreview } from './steps/watch-preview';
import { watchRecheck } from './steps/watch-recheck';
import { watchRecovery } from './steps/watch-recovery';
import { readChanges } from './steps/read-changes';
import { watchSlot } from './steps/watch-slot';
import { watchApproval, watchExecution, watchPlan } from './steps/watch-window';

export const STEPS: { readonly [Name in RecoveryStateName]: Step<Name> } = {
  planned: watchPlan, // "Start preview" is a press; here only time passes
  waitingForSlot: watchSlot,
  previewing: watchPreview,
  reading: readChanges,
  awaitingApproval: watchApproval, // reminder while a vote starts at once, others at half the window, expiry at its end
  rechecking: watchRecheck,
  approved: watchExecution, // "Run now" is a press
  recovering: watchRecovery,
  previewed: rest,
  recovered: rest,
  failed: rest,
  canceled: rest,
  rejected: rest,
  withdrawn: rest,
  expired: rest,
  split: rest,
};
