/**
 * What the record says a request is, folded from the request's own entries: who asked, whose votes are kept, in which state it is. The row
 * in the database is there to be read quickly; before a vote counts and before anything starts, it has to say the same.
 *
 * | an entry                                | tells                                                              |
 * | --------------------------------------- | ------------------------------------------------------------------ |
 * | without `from`                          | who asked: `requesterId`, in old entries `by`                      |
 * | with `vote`, by a person                | a vote on its revision and digest; old entries tell it in words    |
 * | `withdrewVote`                          | that the votes of `by` are taken back                              |
 * | `startRefused`                          | that the press of the entry before it counts for nothing           |
 * | with `voterIds`                         | whose votes are kept from now on; old entries do not tell          |
 * | with `found` and `written`              | the hash of the row before and after it; old entries do not tell   |
 */
import type { Json, JsonObject } from '../shared/json';

interface RecordedVote {
  readonly voterId: string;
  readonly answer: string;
  readonly revision: number;
  readonly digest: string;
}

export interface RecordedRequest {
  readonly requesterId: string;
  readonly state: string;
  readonly votes: readonly RecordedVote[];
  /** As they were before the newest entry, which the next one may undo. */
  readonly votesBefore: readonly RecordedVote[];
  /** Whether the newest entry says whose votes are kept: otherwise some of them may have been dismissed by now. */
  readonly tellsVoters: boolean;
  /** SHA-256 of the row's content as it was written with the newest entry. */
  readonly written?: string | undefined;
}

/** The same as the row in the database has it. */
export interface RequestRow {
  readonly requesterId: string;
  /** What stands in the content; the column is the head's. */
  readonly state: string;
  readonly votes: readonly RecordedVote[];
  readonly hash: string;
  /** The columns are those of the content. */
  readonly isOfOnePiece: boolean;
}

/** What an entry cannot say behind the one before it. */
export type StoryFault = 'storyBroken' | 'changedBetween' | 'votesDiffer' | 'ownVote';
/** What a row cannot be after its last entry. */
export type RowFault = 'requesterDiffers' | 'stateDiffers' | 'votesDiffer' | 'rowDiffers';

/** @param before - what the entries before it tell; nothing before the first one */
export function recordedAfter(before: RecordedRequest | undefined, entry: JsonObject): RecordedRequest | StoryFault {
  if (entry['from'] !== before?.state) return 'storyBroken';
  if (wasChangedBefore(entry, before)) return 'changedBetween';
  const { voterIds, to, written } = entry;
  const votes = keptBy(voterIds, votesAfter(before, entry));
  if (!votes) return 'votesDiffer';
  const { requesterId: askedById, votes: votesBefore } = before ?? askedWith(entry);
  // No rule lets it count, so nobody but the owner of the database can have written it.
  if (votes.some(({ voterId }) => voterId === askedById)) return 'ownVote';
  return {
    requesterId: askedById,
    state: textOf(to),
    votes,
    votesBefore,
    tellsVoters: Array.isArray(voterIds),
    written: isText(written) ? written : undefined,
  };
}

const askedWith = ({ requesterId, by }: JsonObject): Pick<RecordedRequest, 'requesterId' | 'votes'> => ({
  requesterId: textOf(requesterId ?? by),
  votes: [],
});

/** Somebody wrote into the row between two entries, and Rewind moved the request on from there. */
function wasChangedBefore({ found }: JsonObject, before: RecordedRequest | undefined): boolean {
  return isText(found) && before?.written !== undefined && found !== before.written;
}

/** @param state - the row's column */
export function faultOfRow(told: RecordedRequest, row: RequestRow, state: string): RowFault | undefined {
  if (told.state !== state || told.state !== row.state) return 'stateDiffers';
  if (told.requesterId !== row.requesterId) return 'requesterDiffers';
  if (!areVotesTold(told, row.votes)) return 'votesDiffer';
  const isWritten = told.written === undefined || told.written === row.hash;
  return isWritten && row.isOfOnePiece ? undefined : 'rowDiffers';
}

const VOTES: Readonly<Record<string, string>> = { approved: 'approve', rejected: 'reject' };

function votesAfter(before: RecordedRequest | undefined, entry: JsonObject): readonly RecordedVote[] {
  const { votes = [], votesBefore = [] } = before ?? {};
  const { by, what } = entry;
  if (what === 'startRefused') return votesBefore;
  if (what === 'withdrewVote') return votes.filter(({ voterId }) => voterId !== by);
  const vote = voteOf(entry);
  return vote ? lastOfEach([...votes, vote]) : votes;
}

/** Whoever votes again, after the first vote was dismissed, has voted once. */
const lastOfEach = (votes: readonly RecordedVote[]): readonly RecordedVote[] => [
  ...new Map(votes.map((vote) => [vote.voterId, vote])).values(),
];

/** In old entries `approved, quorum 2 not reachable` is an approval, too. */
function voteOf({ by, vote, what, revision, digest }: JsonObject): RecordedVote | undefined {
  const answer = isText(vote) ? vote : VOTES[textOf(what).split(',')[0] ?? ''];
  if (answer === undefined || !isText(by) || by === 'rewind' || !isText(digest)) return undefined;
  return { voterId: by, answer, revision: typeof revision === 'number' ? revision : 0, digest };
}

/** `undefined` where somebody is among the voters who never voted. */
function keptBy(voterIds: Json | undefined, votes: readonly RecordedVote[]): readonly RecordedVote[] | undefined {
  if (!Array.isArray(voterIds)) return votes;
  const isTold = voterIds.every((id: Json) => votes.some(({ voterId }) => voterId === id));
  return isTold ? votes.filter(({ voterId }) => voterIds.includes(voterId)) : undefined;
}

function areVotesTold({ votes, tellsVoters }: RecordedRequest, shown: readonly RecordedVote[]): boolean {
  const told = new Set(votes.map(keyOf));
  const last = lastOfEach(shown);
  return last.every((vote) => told.has(keyOf(vote))) && (!tellsVoters || last.length === told.size);
}

const keyOf = ({ voterId, answer, revision, digest }: RecordedVote): string =>
  JSON.stringify([voterId, answer, revision, digest]);

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const textOf = (value: Json | undefined): string => (isText(value) ? value : '');
