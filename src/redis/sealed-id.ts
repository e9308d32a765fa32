/** Ids that are a seal over what is kept under them: whoever can write Redis can neither change it nor, without the key, invent it. */
import { createHmac, randomBytes } from 'node:crypto';

const NONCE_LENGTH = 32;

export interface SealedIds {
  /** A fresh one, that cannot be guessed. */
  over(text: string): string;
  isOver(id: string, text: unknown): text is string;
}

/** @param kind - what is sealed as one kind is nothing of another */
export function createSealedIds(sealKey: string, kind: 'press' | 'file'): SealedIds {
  const sealedId = (nonce: string, text: string): string => {
    const seal = createHmac('sha256', sealKey).update(`${kind}.${nonce}.${text}`).digest('base64url');
    return `${nonce}${seal}`;
  };
  return {
    over: (text) => sealedId(randomBytes(24).toString('base64url'), text),
    isOver: (id, text): text is string => typeof text === 'string' && sealedId(id.slice(0, NONCE_LENGTH), text) === id,
  };
}
