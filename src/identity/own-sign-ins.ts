/**
 * What Rewind itself signs in with, asked for once at start and then again and again: a wrong or expired secret is found before anybody
 * needs it, and one that was mended is found, too.
 *
 * | Entra says                 | then                                                                      |
 * | -------------------------- | ------------------------------------------------------------------------- |
 * | a token                    | it works                                                                  |
 * | no                         | an error in the log names the settings, never a value; not ready until it works |
 * | nothing, or that it is busy | it is away: no reason to be unready; what needs a token says so            |
 *
 * The process does not end itself: a start again and again mends no secret, and `/readyz` tells what is wrong meanwhile.
 */
import { RewindError } from '../shared/errors';
import type { Log } from '../shared/log';
import { ApplicationRefusedError, type Blamed } from './application-refused';

/** Names of settings, for whoever reads the log. */
interface SignInSettings {
  readonly id: string;
  /** Its secret, or whose word it presents instead of one. */
  readonly proof: string;
  readonly tenant: string;
}

export interface OwnSignIn {
  /** As the log calls it: `the reading identity`. */
  readonly who: string;
  /** @throws ApplicationRefusedError, or another UnavailableError where Entra is away */
  readonly prove: () => Promise<unknown>;
  readonly settings: SignInSettings;
}

export interface OwnSignIns {
  /** Asks for each. What changed since the last time is logged. Never throws for anything that Entra says. */
  readonly ask: () => Promise<void>;
  /** @throws ApplicationRefusedError where Entra refused one of them when it was last asked */
  readonly check: () => Promise<void>;
}

type Standing = ApplicationRefusedError | 'works' | 'away';

export function createOwnSignIns(signIns: readonly OwnSignIn[], log: Log): OwnSignIns {
  const standings = new Map<OwnSignIn, Standing>();
  const askOne = async (signIn: OwnSignIn): Promise<void> => {
    const before = standings.get(signIn);
    const now = await standingOf(signIn);
    // Nobody's word is no new word: what was refused before Entra went away is refused still.
    if (now === 'away' && before instanceof ApplicationRefusedError) return;
    standings.set(signIn, now);
    if (labelOf(now) !== (before && labelOf(before))) tell(signIn, now, log);
  };
  return {
    ask: async () => {
      await Promise.all(signIns.map(askOne));
    },
    check: async () => {
      await Promise.resolve();
      const refusal = [...standings.values()].find((standing) => standing instanceof ApplicationRefusedError);
      if (refusal) throw refusal;
    },
  };
}

async function standingOf({ prove }: OwnSignIn): Promise<Standing> {
  try {
    await prove();
    return 'works';
  } catch (error) {
    if (error instanceof ApplicationRefusedError) return error;
    if (error instanceof RewindError) return 'away';
    throw error;
  }
}

const labelOf = (standing: Standing): string => (typeof standing === 'string' ? standing : standing.why);

function tell({ who, settings }: OwnSignIn, standing: Standing, log: Log): void {
  if (standing === 'works') log.info({ who }, 'Entra takes this sign-in of Rewind’s own');
  else if (standing === 'away') log.warn({ who }, 'Entra cannot be asked about a sign-in of Rewind’s own now');
  else {
    const names = blamedSettings(standing.blamed, settings);
    const text = `Entra refuses ${who}: check ${names.join(', ')}. Not ready until it works`;
    log.error({ who, settings: names, why: standing.why, code: standing.code }, text);
  }
}

/** Which settings to look at. */
export function blamedSettings(blamed: Blamed, { id, proof, tenant }: SignInSettings): readonly string[] {
  switch (blamed) {
    case 'proof':
      return [proof];
    case 'application':
      return [id, tenant];
    case 'tenant':
      return [tenant];
    case 'unknown':
      return [...new Set([id, proof, tenant])];
  }
}
