import type { Clock } from '../../shared/clock';

const PATIENCE_MS = 5_000;

export interface AddressAnswer {
  /** `undefined`: nobody answered. */
  readonly status: number | undefined;
  readonly says: string;
  readonly date?: Date | undefined;
}

/** What an address answers, whoever stands there. No token goes there. */
export async function answerFrom(url: string): Promise<AddressAnswer> {
  try {
    const { status, headers, body } = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await body?.cancel();
    const date = new Date(headers.get('date') ?? '');
    return { status, says: `answers ${status}`, date: Number.isNaN(date.getTime()) ? undefined : date };
  } catch (error) {
    const because = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { status: undefined, says: `does not answer (${because})` };
  }
}

/** The header tells whole seconds. */
export function offMsOf({ date }: AddressAnswer, clock: Clock): number | undefined {
  return date && Math.max(0, Math.abs(clock.now().getTime() - date.getTime()) - 1000);
}
