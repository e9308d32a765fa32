/**
 * Reads the record once, from its first entry to its last, and says what is wrong first. It keeps one line for each request, never
 * the entries, so that years of them can be read.
 *
 * | what somebody did                          | is found by                                                     |
 * | ------------------------------------------ | --------------------------------------------------------------- |
 * | changed an entry                           | its hash; where that was computed anew, the next entry          |
 * | took an entry out, put two in another order | the numbers                                                    |
 * | cut off the beginning                      | no checkpoint says that it was pruned                           |
 * | and forged a checkpoint                    | its times; a head known elsewhere, with the time of its entry   |
 * | cut off the end, or wrote the last one anew | the chain's head, the requests' heads, a head known elsewhere  |
 * | changed a request's row or head            | the request's entries, folded (recorded-request.ts)             |
 */
import type { JsonObject } from '../shared/json';
import { CHECKPOINT, contentOfEntry, FIRST_PREVIOUS_HASH, hashOfEntry, type KeptEntry, type RecordHead } from './record-entry'; // prettier-ignore
import type { RecordFault, RequestHead } from './record-fault';
import { recordedAfter, type RecordedRequest } from './recorded-request';
import { faultOfHead } from './verify-story';

/** `at`: when the log says that the entry was written. Of one that was pruned, only that tells whether retention could remove it. */
export interface KnownHead extends RecordHead {
  readonly at?: Date | undefined;
}

/** What stands outside the entries, and has to agree with them. */
export interface RecordClaims {
  readonly chainHead?: RecordHead | undefined;
  /** Of every request that is kept. */
  readonly requestHeads?: readonly RequestHead[] | undefined;
  /** From a log, or from an earlier verification. */
  readonly knownHead?: KnownHead | undefined;
}

/** When retention cut the chain, and the time before which everything was old enough to go. */
interface PrunedBy {
  readonly at: Date;
  readonly limit: Date;
}

export type RecordVerdict =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'sound';
      readonly entries: number;
      readonly first: number;
      readonly head: RecordHead;
      readonly pruned?: PrunedBy;
    }
  | { readonly kind: 'broken'; readonly fault: RecordFault };

export async function verifyRecord(
  entries: AsyncIterable<KeptEntry> | Iterable<KeptEntry>,
  claims: RecordClaims = {},
): Promise<RecordVerdict> {
  const walk = new Walk(claims.knownHead);
  for await (const entry of entries) {
    const fault = walk.take(entry);
    if (fault) return { kind: 'broken', fault };
  }
  const fault =
    walk.faultOfBegin() ??
    walk.faultOfStories() ??
    walk.faultOfEnd(claims) ??
    walk.faultOfRequests(claims.requestHeads);
  return fault ? { kind: 'broken', fault } : walk.verdict();
}

interface LastOfRequest extends RecordHead {
  /** Nothing from an entry on that does not go on from the one before it. */
  readonly told: RecordedRequest | undefined;
}

class Walk {
  private readonly known: KnownHead | undefined;
  private readonly lastOf = new Map<string, LastOfRequest>();
  private first: KeptEntry | undefined;
  private last: RecordHead | undefined;
  private knownIsSeen = false;
  private checkpoint: JsonObject | undefined;
  private count = 0;
  private storyFault: RecordFault | undefined;

  constructor(known: KnownHead | undefined) {
    this.known = known;
  }

  take(entry: KeptEntry): RecordFault | undefined {
    const content = contentOfEntry(entry);
    const fault =
      this.faultOfForm(entry) ?? this.faultOfPlace(entry) ?? faultOfContent(entry, content) ?? this.faultOfLink(entry);
    if (!fault && content) this.remember(entry, content);
    return fault;
  }

  faultOfBegin(): RecordFault | undefined {
    if (!this.first) return undefined;
    const { number, requestId, previousHash } = this.first;
    const begin = beginOf(this.checkpoint);
    if (number > begin.number) return { because: 'beginMissing', number: begin.number, last: number - 1 };
    const isWhole = number === begin.number && previousHash === begin.behindHash;
    if (!isWhole) return { because: 'beginChanged', number, requestId };
    return this.checkpoint && !prunedBy(this.checkpoint) ? { because: 'checkpointUnfit', number } : undefined;
  }

  /** Asked behind the beginning: where that is missing, so are the first entries of requests. */
  faultOfStories(): RecordFault | undefined {
    return this.storyFault;
  }

  faultOfEnd({ chainHead, knownHead }: RecordClaims): RecordFault | undefined {
    const end = this.last?.number ?? 0;
    const claimed = Math.max(0, ...[chainHead, knownHead].map((head) => head?.number ?? 0));
    if (claimed > end) return { because: 'tailMissing', number: end + 1, last: claimed };
    if (end === 0) return undefined;
    if (chainHead && !sameHead(chainHead, this.last)) return { because: 'chainHeadDiffers', number: end };
    return this.faultOfKnown();
  }

  faultOfRequests(heads: readonly RequestHead[] | undefined): RecordFault | undefined {
    if (!heads) return undefined;
    const ids = new Set(heads.map(({ requestId }) => requestId));
    const gone = [...this.lastOf].filter(([requestId]) => !ids.has(requestId)).map(([requestId, { number }]): RecordFault => ({ because: 'requestGone', number, requestId })); // prettier-ignore
    const faults = [...heads.flatMap((head) => this.faultOfRequest(head) ?? []), ...gone];
    return faults.sort((one, other) => one.number - other.number)[0];
  }

  verdict(): RecordVerdict {
    const { first, last, count } = this;
    const pruned = prunedBy(this.checkpoint);
    if (!first || !last) return { kind: 'empty' };
    return { kind: 'sound', entries: count, first: first.number, head: last, ...(pruned && { pruned }) };
  }

  private remember(entry: KeptEntry, content: JsonObject): void {
    const { number, requestId, hash } = entry;
    this.first ??= entry;
    this.last = { number, hash };
    this.count += 1;
    if (this.known?.number === number) this.knownIsSeen = true;
    if (requestId !== '') this.lastOf.set(requestId, { number, hash, told: this.toldBy(entry, content) });
    else if (content['what'] === CHECKPOINT) this.checkpoint = content;
  }

  private toldBy({ number, requestId }: KeptEntry, content: JsonObject): RecordedRequest | undefined {
    const last = this.lastOf.get(requestId);
    if (last && !last.told) return undefined;
    const told = recordedAfter(last?.told, content);
    if (typeof told !== 'string') return told;
    this.storyFault ??= { because: told, number, requestId };
    return undefined;
  }

  /** SQLite keeps whatever is written into a column: a number may turn out to be a word. */
  private faultOfForm({ number, requestId, previousHash, hash, content }: KeptEntry): RecordFault | undefined {
    const texts: readonly unknown[] = [requestId, previousHash, hash, content];
    const isEntry = Number.isSafeInteger(number) && texts.every((text) => typeof text === 'string');
    return isEntry ? undefined : { because: 'unreadable', number: (this.last?.number ?? 0) + 1 };
  }

  private faultOfPlace({ number, requestId }: KeptEntry): RecordFault | undefined {
    if (!this.last) return undefined;
    const expected = this.last.number + 1;
    if (number > expected) return { because: 'missing', number: expected, last: number - 1 };
    return number < expected ? { because: 'outOfOrder', number, requestId, behind: this.last.number } : undefined;
  }

  private faultOfLink({ number, requestId, previousHash, hash }: KeptEntry): RecordFault | undefined {
    const isKnown = this.known?.number === number;
    if (this.last && previousHash !== this.last.hash) return { because: 'linkBroken', number, requestId };
    return isKnown && this.known.hash !== hash ? { because: 'knownHeadDiffers', number, requestId } : undefined;
  }

  /** Whether the known head is the link at the beginning, where it was not met on the way. */
  private faultOfKnown(): RecordFault | undefined {
    const { known, first } = this;
    if (!known || !first || this.knownIsSeen) return undefined;
    const { number, hash } = known;
    const tooEarly = faultOfAge(known, prunedBy(this.checkpoint));
    if (tooEarly) return tooEarly;
    if (number !== first.number - 1) return { because: 'knownHeadPruned', number };
    return hash === first.previousHash ? undefined : { because: 'knownHeadDiffers', number };
  }

  private faultOfRequest(head: RequestHead): RecordFault | undefined {
    const { requestId, number, hash } = head;
    const last = this.lastOf.get(requestId);
    const end = this.last?.number ?? 0;
    if (number > end) return { because: 'tailMissing', number: end + 1, last: number, requestId };
    if (!last || !sameHead(last, { number, hash })) return { because: 'requestHeadDiffers', number, requestId, found: last?.number }; // prettier-ignore
    return faultOfHead(last.told, head);
  }
}

function faultOfContent(entry: KeptEntry, content: JsonObject | undefined): RecordFault | undefined {
  const { number, requestId, hash } = entry;
  if (!content) return { because: 'unreadable', number, requestId };
  return hashOfEntry(entry, content) === hash ? undefined : { because: 'contentChanged', number, requestId };
}

/** Retention removes only what was written before its limit. */
function faultOfAge({ number, at }: KnownHead, pruned: PrunedBy | undefined): RecordFault | undefined {
  return at && pruned && at >= pruned.limit ? { because: 'prunedTooEarly', number, limit: pruned.limit } : undefined;
}

/** A chain begins with entry 1, or where its newest checkpoint says that it was cut. */
function beginOf(checkpoint: JsonObject | undefined) {
  const { beginsAt, behindHash } = checkpoint ?? {};
  const number = typeof beginsAt === 'number' ? beginsAt : 1;
  return { number, behindHash: checkpoint ? behindHash : FIRST_PREVIOUS_HASH };
}

/** `undefined` where the checkpoint does not tell both times as retention writes them, the limit not after the other. */
function prunedBy(checkpoint: JsonObject | undefined): PrunedBy | undefined {
  const [at, limit] = ['at', 'olderThan'].map((name) => new Date(textOf(checkpoint?.[name])));
  return at && limit && limit <= at ? { at, limit } : undefined;
}

const sameHead = (one: RecordHead, other: RecordHead | undefined): boolean =>
  one.number === other?.number && one.hash === other.hash;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
