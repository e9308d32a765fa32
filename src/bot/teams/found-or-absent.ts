import type { Member } from './connector';
import { ConnectorError } from './connector-http';

/** A single "not found" may pass, and somebody would not be heard, called or shown anything for it: it is asked twice. */
export async function foundOrAbsent(ask: () => Promise<Member>): Promise<Member | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  try {
    return await ask();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

const isAbsence = (error: unknown): boolean =>
  error instanceof ConnectorError && (error.status === 404 || error.status === 403);
