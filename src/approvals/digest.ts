/**
 * The fingerprint of what was shown. Canonical JSON: keys sorted, no white space, so that equal content has equal bytes.
 * A7: SHA-256 over tenant, snapshot, scope and the item hashes in order of hash; it is streamed, never held in memory.
 */
import { createHash } from 'node:crypto';
import type { Digest } from '../shared/ids';
import type { Json } from '../shared/json';

export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @param itemHashes - in ascending order; the caller sorts (the store does it in SQL) */
export async function digestOf(subject: Json, itemHashes: AsyncIterable<string> | Iterable<string>): Promise<Digest> {
  const hash = createHash('sha256').update(canonicalJson(subject));
  for await (const itemHash of itemHashes) hash.update('\n').update(itemHash);
  return hash.digest('hex') as Digest;
}

/** The first 8 hex digits, as they stand on the card, in the button and in the record (A9). */
export function shortDigest(digest: Digest): string {
  return digest.slice(0, 8);
}
