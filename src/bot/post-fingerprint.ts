import { createHash } from 'node:crypto';
import { withoutAges } from '../cards/as-of';
import type { Post } from './conversation';

/** Equal for drawings between which nothing but time has passed: no reason to edit, because an edit wipes what somebody is writing. */
export const fingerprintOf = (post: Post): string =>
  createHash('sha256')
    .update(withoutAges(JSON.stringify(post)))
    .digest('hex');
