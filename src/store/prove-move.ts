import type { Selectable } from 'kysely';
import { peopleTold, verifyStory } from '../approvals/verify-story';
import type { RecoveryRequest } from '../recovery/request';
import { isRunning } from '../recovery/states';
import { RecordDiffersError } from '../shared/errors';
import type { Database } from './database';
import { readStory } from './read-story';
import type { Tables } from './schema';

interface Moving {
  readonly before: RecoveryRequest;
  readonly after: RecoveryRequest;
  /** As it stands in the same transaction, before it is written. */
  readonly row: Selectable<Tables['requests']>;
}

/**
 * Where a vote comes to count, something is to be started, or two requests take its place, the request has to be what its own entries say: who can write rows cannot
 * vote with that.
 *
 * @throws RecordDiffersError
 */
export async function proveMove(db: Database, { before, after, row }: Moving): Promise<void> {
  const isProved = isStart(before, after) || addsApproval(before, after) || after.state.name === 'split';
  if (!isProved) return;
  const story = await readStory(db, row);
  const fault = verifyStory(story);
  if (fault) throw new RecordDiffersError(row.id, fault, peopleTold(story));
}

/** The intent to start a job: the states that hold the slot are entered by that alone. */
const isStart = (before: RecoveryRequest, after: RecoveryRequest): boolean =>
  isRunning(after.state.name) && !isRunning(before.state.name);

function addsApproval({ votes: known }: RecoveryRequest, { votes }: RecoveryRequest): boolean {
  const isKnown = (id: string) => known.some(({ voterId, answer }) => voterId === id && answer === 'approve');
  return votes.some(({ voterId, answer }) => answer === 'approve' && !isKnown(voterId));
}
