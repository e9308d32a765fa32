/** One request's entries by themselves: unchanged, none left out between two of them, and the last one the request's own. */
import { contentOfEntry, hashOfEntry, type KeptEntry } from './record-entry';
import type { RecordFault, RequestHead } from './verify-record';

/** Whether the entries of others around them are whole too, only the whole record tells (verify-record.ts). */
export function verifyStory(entries: readonly KeptEntry[], head: RequestHead): RecordFault | undefined {
  let state: unknown;
  for (const entry of entries) {
    const { number, requestId } = entry;
    const content = contentOfEntry(entry);
    if (!content) return { because: 'unreadable', number, requestId };
    if (hashOfEntry(entry, content) !== entry.hash) return { because: 'contentChanged', number, requestId };
    if (content['from'] !== state) return { because: 'storyBroken', number, requestId };
    state = content['to'];
  }
  return faultOfEnd(entries.at(-1), state, head);
}

function faultOfEnd(last: KeptEntry | undefined, state: unknown, head: RequestHead): RecordFault | undefined {
  const { number, requestId } = head;
  if (last?.number !== number || last.hash !== head.hash)
    return { because: 'requestHeadDiffers', number, requestId, found: last?.number };
  if (state === head.state) return undefined;
  return { because: 'stateDiffers', number, requestId, said: String(state), state: head.state };
}
