import { mightOf, type Might } from '../../cards/request-buttons';
import type { RecoveryRequest } from '../../recovery/request';
import type { CommandName } from '../command-words';
import { isTwin, twinRefusal } from './bring-button';
import type { Asker } from './command';

const NEEDED: Readonly<Partial<Record<CommandName, keyof Might>>> = {
  approve: 'vote',
  reject: 'vote',
  withdraw: 'withdraw',
  cancel: 'stop',
  start: 'isRequester',
  ask: 'ask',
  runNow: 'run',
};

/** Whether this command about this request brings this person what it promises: only then is it an example. */
export function wouldWork(name: CommandName, request: RecoveryRequest, asker: Asker): boolean {
  if (isTwin(name)) {
    const might = mightOf(request, { viewer: { ...asker, isShared: false } });
    const needed = NEEDED[name];
    return needed !== undefined && might[needed] && twinRefusal(name, request, asker) === undefined;
  }
  if (name === 'changes') return request.preview !== undefined;
  return name === 'failed' ? (request.outcome?.failedChanges ?? 0) > 0 : true;
}
