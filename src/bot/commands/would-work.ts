import type { RecoveryRequest } from '../../recovery/request';
import type { CommandName } from '../command-words';
import { isTwin, twinRefusal, type TwinAsker } from './twin-rules';

/** Whether this command about this request brings this person what it promises: only then is it an example. */
export function wouldWork(name: CommandName, request: RecoveryRequest, asker: TwinAsker): boolean {
  if (isTwin(name)) return twinRefusal(name, request, asker) === undefined;
  if (name === 'changes') return request.preview !== undefined;
  return name === 'failed' ? (request.outcome?.failedChanges ?? 0) > 0 : true;
}
