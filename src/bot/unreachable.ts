import { RewindError } from '../shared/errors';

/** The bot is not, or no longer, where it should speak. */
export function isUnreachable(error: unknown): error is RewindError {
  return error instanceof RewindError && (error.code === 'teams/unreachable' || error.code === 'teams/given-up');
}
