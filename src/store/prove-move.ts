import type { Selectable } from 'kysely';
import type { RecordFault } from '../approvals/record-fault';
import { peopleTold, verifyStory, type KeptStory } from '../approvals/verify-story';
import type { RecoveryRequest } from '../recovery/request';
import { has, isRunning } from '../recovery/states';
import { RecordDiffersError, StaleRequestError } from '../shared/errors';
import type { Database } from './database';
import { readStory } from './read-story';
import { hashOfRow } from './record-content';
import type { Tables } from './schema';

interface Moving {
  /** As it was read when it was judged. */
  readonly judged: RecoveryRequest;
  readonly before: RecoveryRequest;
  readonly after: RecoveryRequest;
  /** As it stands in the same transaction, before it is written. */
  readonly row: Selectable<Tables['requests']>;
}

/**
 * Where a vote comes to count, something is to be started, or two requests take its place, the request has to be what its own entries say,
 * and what was judged has to be that: who can write rows cannot vote with that, not even for the moment in which they are read.
 *
 * What a step judged, and people are to decide about next, is judged again where it was on another row.
 *
 * @throws RecordDiffersError; StaleRequestError
 */
export async function proveMove(db: Database, { judged, before, after, row }: Moving): Promise<void> {
  const isProved = isStart(before, after) || addsApproval(before, after) || after.state.name === 'split';
  if (!isProved) {
    if (isPutToPeople(before, after) && judged.rowHash !== hashOfRow(row.content)) throw new StaleRequestError(row.id);
    return;
  }
  const story = await readStory(db, row);
  const fault = verifyStory(story) ?? faultOfMove(story, { judged, after });
  if (fault) throw new RecordDiffersError(row.id, fault, peopleTold(story));
}

function faultOfMove(
  { head: { number, requestId, row } }: KeptStory,
  { judged, after }: Pick<Moving, 'judged' | 'after'>,
): RecordFault | undefined {
  if (judged.rowHash !== row.hash) return { because: 'rowDiffers', number, requestId };
  const isOwn = after.votes.some(({ voterId }) => voterId === after.requesterId);
  return isOwn ? { because: 'ownVote', number, requestId } : undefined;
}

const isActedOn = has('isActedOn');
const isPutToPeople = (before: RecoveryRequest, after: RecoveryRequest): boolean =>
  before.state.name !== after.state.name && isActedOn(after.state);

/** The intent to start a job: the states that hold the slot are entered by that alone. */
const isStart = (before: RecoveryRequest, after: RecoveryRequest): boolean =>
  isRunning(after.state.name) && !isRunning(before.state.name);

function addsApproval({ votes: known }: RecoveryRequest, { votes }: RecoveryRequest): boolean {
  const isKnown = (id: string) => known.some(({ voterId, answer }) => voterId === id && answer === 'approve');
  return votes.some(({ voterId, answer }) => answer === 'approve' && !isKnown(voterId));
}
