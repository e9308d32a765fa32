import { verifyRecord, type KnownHead, type RecordVerdict } from '../approvals/verify-record';
import type { RecordStore } from '../requests/record-ports';

/**
 * Verifies the record against everything that is kept beside it. While Rewind writes, only in one snapshot of the database: a chain
 * that grows between two readings would look broken.
 */
export async function verifyKeptRecord(record: RecordStore, knownHead?: KnownHead): Promise<RecordVerdict> {
  const [chainHead, requestHeads] = [await record.head(), await record.requestHeads()];
  return await verifyRecord(record.kept(), { chainHead, requestHeads, knownHead });
}
