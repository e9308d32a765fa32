/**
 * Step-up: what starts a recovery or counts as approval may demand more of a sign-on than that it is one. An authentication context
 * (what Conditional Access made the person prove) and a fresh proof are judged apart; what the sign-on does not tell is refused.
 * Source: https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
import { refused, type Refusal } from './refusal';

/** What is demanded; undefined is off. */
export interface StepUp {
  /** An authentication context of Conditional Access, `c1` to `c99`. */
  readonly context: string | undefined;
  /** How long ago the person may have proved who they are. */
  readonly maxAgeMinutes: number | undefined;
}

/** How somebody signed on. */
export interface SignOnProof {
  readonly authContexts: readonly string[];
  readonly authTime?: Date | undefined;
}

const MINUTE_MS = 60_000;
const SKEW_MS = MINUTE_MS;

export function judgeStepUp(proof: SignOnProof, { context, maxAgeMinutes }: StepUp, now: Date): Refusal | undefined {
  if (context !== undefined && !proof.authContexts.includes(context)) return refused('contextMissing', { context });
  return maxAgeMinutes === undefined ? undefined : judgeAge(proof, maxAgeMinutes, now);
}

function judgeAge({ authTime }: SignOnProof, maxAgeMinutes: number, now: Date): Refusal | undefined {
  const ageMs = now.getTime() - (authTime?.getTime() ?? Number.NaN);
  if (!(ageMs >= -SKEW_MS)) return refused('signOnTimeUnknown');
  const isFresh = ageMs <= maxAgeMinutes * MINUTE_MS + SKEW_MS;
  return isFresh ? undefined : refused('signOnTooOld', { minutes: String(maxAgeMinutes) });
}
