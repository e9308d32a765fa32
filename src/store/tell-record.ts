import type { KeptEntry } from '../approvals/record-entry';
import type { JsonObject } from '../shared/json';
import type { Log } from '../shared/log';

/**
 * Every entry is also one line of the log, so that a copy lives elsewhere: all of it but the reason, which is what a person typed.
 * `record` and `head` are what `npm run verify-record -- --head` takes.
 */
export function tellRecord(log: Log, { number, hash, previousHash, requestId, content }: KeptEntry): void {
  const { reason, ...said } = JSON.parse(content) as JsonObject;
  const links = { record: number, head: hash, previousHead: previousHash };
  const kept = reason === undefined ? said : { ...said, hasReason: true };
  log.info({ ...(requestId === '' ? {} : { requestId }), ...kept, ...links }, requestId === '' ? 'record pruned' : 'request moved'); // prettier-ignore
}
