/**
 * What one press is, in one row: every list of presses is made from this table, and one that is forgotten here does not compile. What it
 * does is in src/bot/press-acts.ts, when it is not the moment in twin-rules.ts, what the sign-in says in src/cards/sign-in-sentences.ts.
 */
import type { RefusalReason } from '../approvals/refusal';
import type { RecoveryStateName } from './request';
import type { Stoppable } from './states';

/** A button of one verb may stand for different jobs: what it says is what is asked for, whatever runs by now. */
export interface PressClaim {
  readonly verb: PressVerb;
  readonly stops?: Stoppable | undefined;
}

/** What the press would meet: some verbs start, or stop, another kind of job in another state. */
export interface PressedRequest {
  readonly state: RecoveryStateName;
  /** The last approval, and *Run now*, start a re-check instead of the recovery (A12). */
  readonly needsRecheck: boolean;
}

type Pressed = Pick<PressClaim, 'stops'> & { readonly pressed: PressedRequest | undefined };

/** Delegated permissions that a press may ask for: no more than this press needs. */
export const DELEGATED_SCOPES = [
  'EntraBackup.ReadWrite.Preview',
  'EntraBackup.ReadWrite.Recovery',
  'User.Read',
] as const;
export type DelegatedScope = (typeof DELEGATED_SCOPES)[number];

interface ActRow {
  /** First word of the command that brings the button. */
  readonly typed: string;
  /** The command wants a reason behind it. */
  readonly wantsReason?: true;
  /** Needs the presser's own sign-on, for this in Microsoft Graph; `User.Read`, for the presser's roles, comes with it. Missing: a role is enough. */
  readonly scope?: (press: Pressed) => DelegatedScope | undefined;
  /** A Reader's role is enough to start a preview, or to stop one; what belongs to requester or approver asks for no more either. */
  readonly takesAdministrator?: (press: Pick<PressClaim, 'stops'>) => boolean;
  /** It starts a recovery or counts as approval: more may be demanded of the sign-on. */
  readonly takesStepUp?: true;
  /** It starts something, or leads to it: the kill switch stops it. */
  readonly leadsToStart?: true;
  /** It decides on what Microsoft has to be asked about first. */
  readonly isReadFirst?: true;
  /** It is judged by this host's clock, and refused while that one is off. */
  readonly isTimed?: true;
  /** It reads what was written on the card. The others are not held up by a field that is required and empty. */
  readonly readsInputs?: true;
}

const PREVIEW = 'EntraBackup.ReadWrite.Preview';
const RECOVERY = 'EntraBackup.ReadWrite.Recovery';

const always = () => true;
const rolesOnly = () => undefined;
const preview = (): DelegatedScope => PREVIEW;
const runs = ({ pressed }: Pressed): DelegatedScope => (pressed?.needsRecheck ? PREVIEW : RECOVERY);

const ACTS = {
  startPreview: { typed: 'start', scope: preview, leadsToStart: true, isTimed: true, readsInputs: true },
  askForRecovery: { typed: 'ask', scope: rolesOnly, takesAdministrator: always, leadsToStart: true, isTimed: true, readsInputs: true },
  approve: { typed: 'approve', scope: runs, takesAdministrator: always, takesStepUp: true, leadsToStart: true, isReadFirst: true, isTimed: true, readsInputs: true },
  reject: { typed: 'reject', wantsReason: true, scope: rolesOnly, takesAdministrator: always, isReadFirst: true, isTimed: true, readsInputs: true },
  // Taking a vote or the request back stops the preview of a re-check.
  withdraw: { typed: 'withdraw', scope: ({ pressed }) => (pressed?.state === 'rechecking' ? PREVIEW : undefined) },
  runNow: { typed: 'run', scope: runs, takesAdministrator: always, takesStepUp: true, leadsToStart: true, isReadFirst: true, isTimed: true },
  cancel: { typed: 'cancel', scope: ({ stops }) => (stops === 'recovery' ? RECOVERY : PREVIEW), takesAdministrator: ({ stops }) => stops !== 'preview' },
  checkResult: { typed: 'check', scope: preview, leadsToStart: true, isTimed: true },
  retryFailed: { typed: 'retry', scope: preview, takesAdministrator: always, leadsToStart: true, isTimed: true },
  split: { typed: 'split', scope: rolesOnly, leadsToStart: true, isTimed: true },
  tellMeWhenFree: { typed: 'status' },
  showChanges: { typed: 'changes' },
  refresh: { typed: 'status' },
} as const satisfies Readonly<Record<string, ActRow>>; // prettier-ignore

export type ActVerb = keyof typeof ACTS;
/** What a button asks for. `say` presses a command's text. */
export type PressVerb = ActVerb | 'say';
/** Those that need the presser's own sign-on. */
export type PoweredVerb = {
  [Verb in ActVerb]: (typeof ACTS)[Verb] extends { readonly scope: unknown } ? Verb : never;
}[ActVerb];

const ACT_VERBS = Object.keys(ACTS) as readonly ActVerb[];
export const PRESS_VERBS: readonly PressVerb[] = [...ACT_VERBS, 'say'];

/** Presses of one person that would be refused, as far as that is known without one, and why. */
export type ForeseenRefusals = { readonly [Verb in PressVerb]?: RefusalReason };

const rowOf = (verb: PressVerb): ActRow => (verb === 'say' ? SAY : ACTS[verb]);
const SAY: ActRow = { typed: '' };

type Fact = 'takesStepUp' | 'leadsToStart' | 'isReadFirst' | 'isTimed' | 'readsInputs';
/** @returns whether the press's row has this */
export const isAct = (fact: Fact, verb: PressVerb): boolean => rowOf(verb)[fact] === true;

/** The same refusal for every press that has this. */
export const refusedWhere = (fact: Fact, because: RefusalReason): ForeseenRefusals =>
  Object.fromEntries(ACT_VERBS.filter((verb) => isAct(fact, verb)).map((verb) => [verb, because]));

export const isPowered = (verb: PressVerb): verb is PoweredVerb => rowOf(verb).scope !== undefined;
export const takesAdministrator = ({ verb, stops }: PressClaim): boolean =>
  rowOf(verb).takesAdministrator?.({ stops }) ?? false;

/** `approve R-7K3Q`, `reject R-7K3Q because …` */
export function typedTwin(verb: ActVerb, id: string): string {
  const { typed, wantsReason = false } = rowOf(verb);
  return wantsReason ? `${typed} ${id} because …` : `${typed} ${id}`;
}

/**
 * What a press asks Entra for, and no more (SPEC 5).
 *
 * @param pressed - missing where there is no such request, and nothing will happen
 */
export function scopesOf({ verb, stops }: PressClaim, pressed: PressedRequest | undefined): readonly DelegatedScope[] {
  const scope = rowOf(verb).scope?.({ stops, pressed });
  return scope === undefined ? ['User.Read'] : [scope, 'User.Read'];
}
