/**
 * Puts a file where Teams wants it: an upload session in the person's own storage. The address comes from the person's client and carries
 * its own right to write, so no token goes along, and nobody is followed elsewhere.
 */
import { RewindError, UnavailableError } from '../../shared/errors';
import type { SentFile } from '../conversation';

/** Sixteen times 320 KiB, of which every part but the last has to be a multiple. */
const PART_BYTES = 16 * 320 * 1024;
const PART_TIMEOUT_MS = 60_000;
const BUSY = [408, 429, 500, 502, 503, 504];

/** @param uploadUrl - at a host that was judged */
export async function uploadFile(uploadUrl: string, file: Pick<SentFile, 'bytes' | 'text'>): Promise<void> {
  let sent = 0;
  for await (const part of partsOf(file.text())) {
    const end = sent + part.length;
    if (end > file.bytes) throw changed();
    await put(uploadUrl, part, `bytes ${String(sent)}-${String(end - 1)}/${String(file.bytes)}`);
    sent = end;
  }
  if (sent !== file.bytes) throw changed();
}

const changed = () => new RewindError('teams/file-changed', 'the file is another one than was measured');

async function* partsOf(text: AsyncIterable<string>): AsyncIterable<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of text) {
    waiting.push(Buffer.from(piece, 'utf8'));
    bytes += waiting.at(-1)?.length ?? 0;
    if (bytes < PART_BYTES) continue;
    let whole = Buffer.concat(waiting);
    for (; whole.length >= PART_BYTES; whole = whole.subarray(PART_BYTES)) yield whole.subarray(0, PART_BYTES);
    waiting = [whole];
    bytes = whole.length;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

async function put(url: string, part: Buffer, range: string): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(part),
    redirect: 'error',
    signal: AbortSignal.timeout(PART_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new UnavailableError('teams/upload-away', 'the person’s storage does not answer', { cause });
  });
  await response.body?.cancel();
  if (response.ok) return;
  const said = `the person’s storage answered ${String(response.status)}`;
  if (BUSY.includes(response.status)) throw new UnavailableError('teams/upload-away', said);
  throw new RewindError('teams/upload-refused', said);
}
