import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod/v4';
import { changeSchema, type Change } from '../recovery/change';
import { UnreadablePageError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { Database } from './database';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const changesSchema = z.array(changeSchema);

export function pack(changes: readonly Change[]): Promise<Buffer> {
  return compress(JSON.stringify(changes));
}

/** @throws UnreadablePageError */
export async function unpack(content: Buffer): Promise<readonly Change[]> {
  try {
    return changesSchema.parse(JSON.parse((await decompress(content)).toString('utf8')));
  } catch (error) {
    throw new UnreadablePageError({ cause: error });
  }
}

export interface StoredPage {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly page: number;
}

/** @throws UnreadablePageError */
export async function changesOfPage(
  db: Database,
  { requestId, revision, page }: StoredPage,
): Promise<readonly Change[]> {
  const stored = await db
    .selectFrom('change_pages')
    .select('content')
    .where('request_id', '=', requestId)
    .where('revision', '=', revision)
    .where('page', '=', page)
    .executeTakeFirst();
  return stored ? await unpack(stored.content) : [];
}
