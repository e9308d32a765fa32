/**
 * Can work be done now? Every part is asked at the same time, and none for longer than the limit: a probe gets its answer while something
 * hangs. What is told to the outside is a word or a code, never a message.
 */
import { RewindError } from '../shared/errors';
import type { Log } from '../shared/log';

/** Something that work needs. */
export interface ReadinessPart {
  /** As the body of `/readyz` names it. */
  readonly name: string;
  /** Resolves where work can be done, and rejects where it cannot. Asked at every probe. */
  readonly check: () => Promise<unknown>;
}

export interface Readiness {
  readonly isReady: boolean;
  /** `ready`, `no answer`, the code of the RewindError, or `failed`, by the part's name. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface ReadinessOptions {
  readonly parts: readonly ReadinessPart[];
  readonly log: Log;
  /** How long a part may take. Default 2 s. */
  readonly limitMs?: number | undefined;
}

const LIMIT_MS = 2_000;
const READY = 'ready';
const NO_ANSWER = 'no answer';

/** @returns asks all parts; a part that became ready, or is not any more, is logged once */
export function createReadiness({ parts, log, limitMs = LIMIT_MS }: ReadinessOptions): () => Promise<Readiness> {
  const before = new Map<string, string>();
  const ask = async ({ name, check }: ReadinessPart): Promise<readonly [string, string]> => {
    const { found, err } = await checked(check, limitMs);
    if (found !== (before.get(name) ?? READY)) {
      if (found === READY) log.info({ part: name }, 'ready again');
      else log.warn({ part: name, code: found, err }, 'not ready');
    }
    before.set(name, found);
    return [name, found];
  };
  return async () => {
    const answers = await Promise.all(parts.map(ask));
    return { isReady: answers.every(([, found]) => found === READY), parts: Object.fromEntries(answers) };
  };
}

interface Checked {
  readonly found: string;
  readonly err?: unknown;
}

async function checked(check: ReadinessPart['check'], limitMs: number): Promise<Checked> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<Checked>((resolve) => {
    timer = setTimeout(resolve, limitMs, { found: NO_ANSWER });
  });
  const asked = (async (): Promise<Checked> => {
    try {
      await check();
      return { found: READY };
    } catch (err) {
      return { found: err instanceof RewindError ? err.code : 'failed', err };
    }
  })();
  try {
    return await Promise.race([asked, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
