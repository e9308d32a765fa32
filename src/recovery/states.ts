/**
 * What one state is, in one row: every list of states is made from this table, and a state that is forgotten here does not compile. Its
 * words are in src/cards/state-words.ts, its step in src/jobs/steps.ts, who moves it on in request.ts.
 */
import type { Windows } from '../approvals/windows';
import type { RecoveryState, RecoveryStateName } from './request';

/** What *Cancel* stops; the state holds the tenant's slot for it. */
export const STOPPABLES = ['preview', 'recheck', 'recovery'] as const;
export type Stoppable = (typeof STOPPABLES)[number];

interface StateRow {
  /** Nothing but a new wish leads out of it. `previewed` rests too, but a person may still ask for the recovery. */
  readonly rests: boolean;
  /** What a failure in it happened during; a place in the queue takes that of the state it goes back to. */
  readonly phase?: 'preview' | 'reading' | 'approval' | 'recheck' | 'recovery';
  /** A job of Microsoft's that runs for it, or is about to. */
  readonly runs?: Stoppable;
  /** A person's press is awaited, inside this window. */
  readonly window?: keyof Pick<Windows, 'plan' | 'approval' | 'execution'>;
  /** Not every change is read yet: nothing can be decided (A10). */
  readonly isUnread?: true;
  /** The preview stands on the card and somebody may act on it: another recovery may overtake it. */
  readonly isActedOn?: true;
  /** A press that starts something may follow, or one that leads to it: the kill switch is said. */
  readonly leadsToStart?: true;
  /** A person's own card differs from the shared one in more than what everybody may press. */
  readonly hasOwnViews?: true;
  /** It is a finish, as its notice tells it. */
  readonly isFinish?: true;
}

const STATES = {
  planned: { rests: false, phase: 'preview', window: 'plan', isUnread: true, leadsToStart: true },
  waitingForSlot: { rests: false, isActedOn: true, leadsToStart: true },
  previewing: { rests: false, phase: 'preview', runs: 'preview', isUnread: true },
  reading: { rests: false, phase: 'reading', isUnread: true },
  previewed: { rests: true, isActedOn: true, leadsToStart: true, hasOwnViews: true, isFinish: true },
  awaitingApproval: { rests: false, phase: 'approval', window: 'approval', isActedOn: true, leadsToStart: true, hasOwnViews: true },
  rechecking: { rests: false, phase: 'recheck', runs: 'recheck', leadsToStart: true },
  approved: { rests: false, phase: 'approval', window: 'execution', isActedOn: true, leadsToStart: true, hasOwnViews: true },
  recovering: { rests: false, phase: 'recovery', runs: 'recovery' },
  recovered: { rests: true, isFinish: true },
  failed: { rests: true },
  canceled: { rests: true, isFinish: true },
  rejected: { rests: true, isFinish: true },
  withdrawn: { rests: true, isFinish: true },
  expired: { rests: true },
  split: { rests: true },
} as const satisfies { readonly [Name in RecoveryStateName]: StateRow }; // prettier-ignore

/** The states whose row has this. */
type NamesWith<Fact extends keyof StateRow> = {
  [Name in RecoveryStateName]: (typeof STATES)[Name] extends { readonly [Key in Fact]: unknown } ? Name : never;
}[RecoveryStateName];
export type StateWith<Fact extends keyof StateRow> = Extract<RecoveryState, { name: NamesWith<Fact> }>;

/** What somebody wrote into the database may be no state of ours: nothing is true of it. */
const NO_STATE: StateRow = { rests: false };

export const rowOf = (name: RecoveryStateName): StateRow => (Object.hasOwn(STATES, name) ? STATES[name] : NO_STATE);

/** @returns whether the state's row has this, and then its type says so */
export const has =
  <Fact extends keyof StateRow>(fact: Fact) =>
  (state: RecoveryState): state is StateWith<Fact> =>
    rowOf(state.name)[fact] !== undefined;

/** A job of the request runs, or is about to. */
export type RunningStateName = NamesWith<'runs'>;
export const stoppableOf = (name: RunningStateName): Stoppable => STATES[name].runs;
export const isRunning = (name: RecoveryStateName): name is RunningStateName => rowOf(name).runs !== undefined;

/** Microsoft's id of what runs now; missing until its answer to the start is saved. */
export const runningJobOf = (state: StateWith<'runs'>) =>
  state.name === 'recovering' ? state.recoveryJobId : state.previewJobId;

export const isAtRest = (name: RecoveryStateName): boolean => rowOf(name).rests;

/** The request holds the tenant's slot: the store keeps the slot row by it. */
export const holdsSlot = (state: RecoveryState): boolean =>
  isRunning(state.name) || (state.name === 'failed' && state.mayRun !== undefined);
