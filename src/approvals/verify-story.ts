/**
 * One request's entries by themselves: unchanged, each linked to what stands beside it in the chain, none left out between two of them, and
 * the request's row what they say it is.
 */
import { contentOfEntry, hashOfEntry, type KeptEntry } from './record-entry';
import type { RecordFault, RequestHead } from './record-fault';
import { faultOfRow, recordedAfter, type RecordedRequest } from './recorded-request';

/** An entry, and what its neighbours in the chain say of the links between them; nothing where a neighbour is not there. */
export interface LinkedEntry extends KeptEntry {
  /** The hash of the entry before it. */
  readonly behind?: string | undefined;
  /** What the entry after it names as the one before; of the last one, what the chain names as its head. */
  readonly ahead?: string | undefined;
}

export interface KeptStory {
  readonly entries: readonly LinkedEntry[];
  readonly head: RequestHead;
}

/** Whether the entries of others around them are whole too, only the whole record tells (verify-record.ts). */
export function verifyStory({ entries, head }: KeptStory): RecordFault | undefined {
  const { told, fault } = foldStory(entries);
  return fault ?? faultOfEnd(entries.at(-1), head) ?? faultOfHead(told, head);
}

/** Who asked and who voted, as far as the entries can be read. */
export function peopleTold({ entries }: Pick<KeptStory, 'entries'>): readonly string[] {
  const { told } = foldStory(entries);
  return told ? [told.requesterId, ...told.votes.map(({ voterId }) => voterId)] : [];
}

interface Folded {
  readonly told?: RecordedRequest | undefined;
  /** The first; what is told is what stands before it. */
  readonly fault?: RecordFault;
}

function foldStory(entries: readonly LinkedEntry[]): Folded {
  let told: RecordedRequest | undefined;
  for (const entry of entries) {
    const after = recordedWith(told, entry);
    const { number, requestId } = entry;
    if (typeof after === 'string') return { told, fault: { because: after, number, requestId } };
    told = after;
  }
  return { told };
}

function recordedWith(told: RecordedRequest | undefined, entry: LinkedEntry): RecordedRequest | RecordFault['because'] {
  const content = contentOfEntry(entry);
  if (!content) return 'unreadable';
  if (hashOfEntry(entry, content) !== entry.hash) return 'contentChanged';
  const { previousHash, hash, behind = previousHash, ahead = hash } = entry;
  if (behind !== previousHash || ahead !== hash) return 'linkBroken';
  return recordedAfter(told, content);
}

function faultOfEnd(last: KeptEntry | undefined, { number, requestId, hash }: RequestHead): RecordFault | undefined {
  const isSame = last?.number === number && last.hash === hash;
  return isSame ? undefined : { because: 'requestHeadDiffers', number, requestId, found: last?.number };
}

/** @param told - by all entries of the request */
export function faultOfHead(told: RecordedRequest | undefined, head: RequestHead): RecordFault | undefined {
  const { number, requestId, row, state } = head;
  const because = told && faultOfRow(told, row, state);
  if (!because) return undefined;
  if (because !== 'stateDiffers') return { because, number, requestId };
  return { because, number, requestId, said: told.state, state: state === told.state ? row.state : state };
}
