/**
 * One entry of the record as it is kept: what it says as the JSON text that was written, and what links it to the entry before it.
 * Written flat, as an export has it, an entry proves itself: its hash is the SHA-256 of the canonical JSON of all its other fields.
 */
import type { Json, JsonObject } from '../shared/json';
import { canonicalJson, sha256 } from './digest';

export interface KeptEntry {
  readonly number: number;
  /** Empty for a checkpoint, which is about no request. */
  readonly requestId: string;
  readonly previousHash: string;
  readonly hash: string;
  /** JSON text, byte for byte as it was written. */
  readonly content: string;
}

/** The number and hash of an entry: whoever knows them elsewhere can tell whether everything up to it is still there. */
export interface RecordHead {
  readonly number: number;
  readonly hash: string;
}

/** What the first entry of a chain names as the one before it. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** What a checkpoint says it did, in the place where other entries say what a person did. */
export const CHECKPOINT = 'checkpoint';

type Links = Pick<KeptEntry, 'number' | 'requestId' | 'previousHash'>;
const LINK_NAMES: readonly string[] = ['number', 'requestId', 'previousHash', 'hash'];

export function hashOfEntry({ number, requestId, previousHash }: Links, content: JsonObject): string {
  return sha256(canonicalJson({ ...content, number, requestId, previousHash }));
}

/** What the entry says; `undefined` where that is not JSON as the record writes it, or where it says a link a second time. */
export function contentOfEntry({ content }: Pick<KeptEntry, 'content'>): JsonObject | undefined {
  const parsed = parsedOrNothing(content);
  if (!isObject(parsed) || JSON.stringify(parsed) !== content) return undefined;
  return LINK_NAMES.some((name) => Object.hasOwn(parsed, name)) ? undefined : parsed;
}

/** One line of an export. */
export function exportedEntry({ number, requestId, previousHash, hash, content }: KeptEntry): string {
  const said = parsedOrNothing(content);
  return JSON.stringify({ number, requestId, ...(isObject(said) ? said : { content }), previousHash, hash });
}

/** The entry that a line of an export holds; `undefined` where it holds none. */
export function importedEntry(line: string): KeptEntry | undefined {
  const parsed = parsedOrNothing(line);
  if (!isObject(parsed) || JSON.stringify(parsed) !== line) return undefined;
  const { number, requestId, previousHash, hash, ...content } = parsed;
  if (!Number.isSafeInteger(number) || typeof number !== 'number' || typeof requestId !== 'string') return undefined;
  if (typeof previousHash !== 'string' || typeof hash !== 'string') return undefined;
  return { number, requestId, previousHash, hash, content: JSON.stringify(content) };
}

function parsedOrNothing(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
