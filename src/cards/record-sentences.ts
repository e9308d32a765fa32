/** What verification found, in sentences. Whatever came from the record may have been tampered with: it is data. */
import type { RecordFault } from '../approvals/record-fault';
import type { RecordVerdict } from '../approvals/verify-record';
import { requestIdSchema } from '../shared/schemas';
import { neutralise } from './neutralise';

const entries = ({ number, last = number }: RecordFault): string =>
  number === last ? `Entry ${String(number)} is` : `Entries ${String(number)} to ${String(last)} are`;
const requestOf = ({ requestId = '' }: RecordFault): string =>
  requestIdSchema.safeParse(requestId).success ? requestId : 'a request that has no id';
const named = (fault: RecordFault): string =>
  `Entry ${String(fault.number)}${fault.requestId ? ` (${requestOf(fault)})` : ''}`;
const word = (text = ''): string => neutralise(text, { maxLength: 40 });

const SENTENCES: Readonly<Record<RecordFault['because'], (fault: RecordFault) => string>> = {
  unreadable: (fault) => `${named(fault)} is broken: it is not written as the record writes an entry.`,
  contentChanged: (fault) =>
    `${named(fault)} is broken: what it says does not give its hash, so one of the two was changed.`,
  linkBroken: (fault) =>
    `${named(fault)} is broken: it names another hash of entry ${String(fault.number - 1)} than that one has, so one of the two was changed.`,
  missing: (fault) =>
    `${entries(fault)} missing: behind entry ${String(fault.number - 1)} stands entry ${String((fault.last ?? fault.number) + 1)}.`,
  outOfOrder: (fault) => `${named(fault)} is out of order: it stands behind entry ${String(fault.behind)}.`,
  beginMissing: (fault) => `${entries(fault)} missing, and no checkpoint says that they were pruned.`,
  beginChanged: (fault) => `${named(fault)} is where the record begins, and its newest checkpoint says another place.`,
  tailMissing: (fault) => {
    const who = fault.requestId ? ` ${requestOf(fault)} keeps entry ${String(fault.last)} as its last one.` : '';
    return `${entries(fault)} missing: the end of the record was cut off.${who}`;
  },
  chainHeadDiffers: (fault) =>
    `${named(fault)} is broken: it is the last one, and the database keeps another end of the record.`,
  requestHeadDiffers: (fault) => {
    const said = fault.found === undefined ? 'the record has none of it' : `in the record it is entry ${String(fault.found)}`; // prettier-ignore
    const how = fault.found === fault.number ? 'the record has it with another hash' : said;
    return `${named(fault)} is broken: the request keeps it as its last one, and ${how}.`;
  },
  stateDiffers: (fault) =>
    `${requestOf(fault)} is “${word(fault.state)}”, and its last entry, ${String(fault.number)}, left it “${word(fault.said)}”: the request was changed without the record.`,
  requestGone: (fault) =>
    `${requestOf(fault)} is missing: entry ${String(fault.number)} is its last one, and it was removed without the record.`,
  storyBroken: (fault) =>
    `${named(fault)} does not go on from the request’s entry before it: one between them is missing, or the request’s state was changed without the record.`,
  changedBetween: (fault) =>
    `Before entry ${String(fault.number)} was written, ${requestOf(fault)} was changed without the record: it was found as no entry had left it.`,
  requesterDiffers: (fault) =>
    `${requestOf(fault)} names another requester than its entries, the last of them ${String(fault.number)}, do: the request was changed without the record.`,
  votesDiffer: (fault) =>
    `${requestOf(fault)} has other votes than its entries, up to ${String(fault.number)}, tell of: the request was changed without the record.`,
  ownVote: (fault) =>
    `Entry ${String(fault.number)} keeps a vote of the person who asked for ${requestOf(fault)}: Rewind counts no such vote, so somebody wrote it.`,
  rowDiffers: (fault) =>
    `${requestOf(fault)} is not as its last entry, ${String(fault.number)}, left it: the request was changed without the record.`,
  knownHeadDiffers: (fault) => `${named(fault)} is broken: its hash is not the one that you named.`,
  knownHeadPruned: (fault) =>
    `${named(fault)}, which you named, was pruned, so it proves nothing here. Name a newer one from the log.`,
  prunedTooEarly: (fault) =>
    `${named(fault)}, which you named, is gone, and retention removed only what was written before ${fault.limit?.toISOString() ?? 'its limit'}: the checkpoint hides a piece of the record.`,
  checkpointUnfit: (fault) =>
    `The record begins at entry ${String(fault.number)}, and its checkpoint does not say when and up to when retention pruned, as Rewind writes it.`,
};

export const recordFaultSentence = (fault: RecordFault): string => SENTENCES[fault.because](fault);

function beginSentence({ first, pruned }: Extract<RecordVerdict, { kind: 'sound' }>): string {
  if (!pruned) return '';
  const [on, before] = [pruned.at, pruned.limit].map((time) => time.toISOString());
  return ` It begins at entry ${String(first)}: its checkpoint says that retention pruned what stood before on ${on ?? ''}, all of it written before ${before ?? ''}.`;
}

export function verdictSentence(verdict: RecordVerdict): string {
  switch (verdict.kind) {
    case 'empty':
      return 'The record is empty: nothing has been asked for yet.';
    case 'sound': {
      const count = verdict.entries.toLocaleString('en-US');
      const span = `${String(verdict.first)} to ${String(verdict.head.number)}`;
      return `The record is whole: ${count} entries, ${span}.${beginSentence(verdict)}`;
    }
    case 'broken':
      return recordFaultSentence(verdict.fault);
  }
}
