import { refused } from '../../approvals/refusal';
import { refuses } from '../reply';
import type { Command, CommandOf } from './command';

export const status: Command<CommandOf<'status'>> = async ({ id }, _asker, { requests }) => {
  const request = await requests.find(id);
  return request ? { kind: 'request', requestId: id } : refuses(refused('noSuchRequest', { requestId: id }));
};
