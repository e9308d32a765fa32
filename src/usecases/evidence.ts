/**
 * One request's whole story as JSON, for whoever has to prove later what was asked, shown, approved and done. It repeats what is kept
 * and judges nothing but its own entries and its own digest; hashes and failed changes are streamed into it.
 */
import { shortDigest } from '../approvals/digest';
import { exportedEntry } from '../approvals/record-entry';
import type { RecordFault } from '../approvals/record-fault';
import { verifyStory, type KeptStory } from '../approvals/verify-story';
import { refused, type Refusal } from '../approvals/refusal';
import { digestSubjectOf } from '../recovery/digest-subject';
import { changesRevisionOf, isRechecked, type RecoveryRequest } from '../recovery/request';
import type { RecordStore } from '../requests/record-ports';
import type { ChangeStore, NoticeStore, RequestStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import type { RequestId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import type { MadeFile } from './made-file';
import { digestAgain } from './stored-changes';

export interface EvidencePorts {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly changes: Pick<ChangeStore, 'itemHashes' | 'failed' | 'has' | 'pages' | 'countHashes'>;
  readonly notices: Pick<NoticeStore, 'ofRequest'>;
  readonly record: Pick<RecordStore, 'storyOf'>;
  readonly clock: Clock;
}

const FORMAT = 1;

/** The file, and what is wrong with the request's record: whoever reads the file finds the same in it. */
export interface Evidence extends MadeFile {
  readonly fault?: RecordFault | undefined;
}

export async function evidence(requestId: RequestId, ports: EvidencePorts): Promise<Evidence | Refusal> {
  const request = await ports.requests.find(requestId);
  const story = await ports.record.storyOf(requestId);
  if (!request || !story) return refused('noSuchRequest', { requestId });
  const fault = verifyStory(story);
  const entries = story.entries.map((entry) => JSON.parse(exportedEntry(entry)) as JsonObject);
  const revisions = await revisionsOf(request, entries, ports);
  const facts = {
    format: FORMAT,
    requestId,
    madeAt: ports.clock.now(),
    request,
    digest: await digestFacts(request, ports),
    runs: {
      revision: changesRevisionOf(request),
      digest: isRechecked(request) ? request.recheck?.freshDigest : request.digest,
    },
    votes: votesIn(entries, request),
    revisions,
    jobIds: allOf(entries, 'jobIds'),
    graphRequestIds: allOf(entries, 'graphRequestIds'),
    notices: await ports.notices.ofRequest(requestId),
    record: { entries, ...recordFacts(story, fault) },
  };
  const readable = revisions.filter(({ areItemHashesKept }) => areItemHashesKept).map(({ revision }) => revision);
  return { name: `evidence-${requestId}.json`, text: () => textOf(facts, readable, ports), fault };
}

/** The digest, and what the kept item hashes give when they are hashed again. */
async function digestFacts(request: RecoveryRequest, { changes }: EvidencePorts): Promise<object | undefined> {
  const { id, revision, digest } = request;
  if (digest === undefined) return undefined;
  const subject = digestSubjectOf(request);
  const isKept = await changes.has(id, revision);
  const again = isKept ? await digestAgain(request, revision, changes) : undefined;
  const hashedAgain = isKept ? { hashedAgain: again ?? null, isSame: again === digest } : {};
  return { digest, shortDigest: shortDigest(digest), revision, subject, ...hashedAgain };
}

/**
 * What was shown, revision by revision, and what its kept changes give when they are hashed again. The fresh preview of a re-check stands
 * as a revision of its own, behind the one that was approved.
 */
async function revisionsOf(request: RecoveryRequest, entries: readonly JsonObject[], ports: EvidencePorts) {
  const recorded = entries.map(({ revision }) => (typeof revision === 'number' ? revision : 0));
  const last = Math.max(request.lastRevision ?? 0, changesRevisionOf(request), ...recorded) + 1;
  const told = [];
  for (let revision = 1; revision <= last; revision += 1) {
    const one = await revisionOf(request, { revision, entries }, ports);
    if (one.entries.length > 0 || one.areItemHashesKept) told.push(one);
  }
  return told;
}

async function revisionOf(
  request: RecoveryRequest,
  { revision, entries }: { readonly revision: number; readonly entries: readonly JsonObject[] },
  { changes }: EvidencePorts,
) {
  const own = entries.filter((entry) => entry['revision'] === revision);
  const digests = digestsOf(request, revision, own);
  const areItemHashesKept = await changes.has(request.id, revision);
  const told = { revision, digests, entries: own.map(({ number }) => number), areItemHashesKept };
  if (!areItemHashesKept || digests.length === 0) return told;
  const again = await digestAgain(request, revision, changes);
  return { ...told, hashedAgain: again ?? null, isSame: digests.some((digest) => digest === again) };
}

/** As its entries say; of a re-check that found nothing new the request itself does. */
function digestsOf({ recheck }: RecoveryRequest, revision: number, entries: readonly JsonObject[]) {
  const fresh = recheck?.freshRevision === revision ? [recheck.freshDigest] : [];
  return [...new Set([...entries.flatMap(({ digest }) => digest ?? []), ...fresh])];
}

const VOTES = /^(?:approved|rejected|withdrewVote)\b/;

/** Every vote that was ever given, also those that were dismissed or taken back. */
function votesIn(entries: readonly JsonObject[], { votes }: RecoveryRequest) {
  return entries
    .filter(
      ({ by, vote, what }) => by !== 'rewind' && (vote !== undefined || (typeof what === 'string' && VOTES.test(what))),
    ) // prettier-ignore
    .map(({ number, by, what, at, revision, digest, reason }) => {
      const counts = votes.some((vote) => vote.voterId === by && vote.revision === revision && vote.digest === digest);
      return { entry: number, by, what, at, revision, digest, reason, counts: counts && what !== 'withdrewVote' };
    });
}

function recordFacts({ head: { requestId, number, hash, state } }: KeptStory, fault: RecordFault | undefined) {
  return {
    head: { requestId, number, hash, state },
    verification: { isWhole: fault === undefined, ...(fault && { fault }) },
  };
}

function allOf(entries: readonly JsonObject[], name: 'jobIds' | 'graphRequestIds'): readonly unknown[] {
  return [...new Set(entries.flatMap((entry) => entry[name] ?? []))];
}

async function* textOf(
  facts: { readonly requestId: RequestId } & Readonly<Record<string, unknown>>,
  revisions: readonly number[],
  { changes }: EvidencePorts,
): AsyncIterable<string> {
  yield '{\n';
  for (const [name, value] of Object.entries(facts)) yield `${JSON.stringify(name)}: ${JSON.stringify(value ?? null, null, 1)},\n`; // prettier-ignore
  yield '"itemHashes": {';
  for (const [index, revision] of revisions.entries()) {
    yield `${index === 0 ? '' : ','}\n"${String(revision)}": [`;
    yield* listed(changes.itemHashes(facts.requestId, revision));
    yield ']';
  }
  yield '},\n"failedChanges": [';
  yield* listed(changes.failed(facts.requestId));
  yield ']\n}\n';
}

async function* listed(items: AsyncIterable<unknown>): AsyncIterable<string> {
  let separator = '\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
}
