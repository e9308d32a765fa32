import { refused } from '../../approvals/refusal';
import { refuses } from '../reply';
import type { Command } from './command';

export const status: Command<'status'> = async ({ id }, _asker, { requests }) => {
  const request = await requests.find(id);
  return request ? { kind: 'request', requestId: id } : refuses(refused('noSuchRequest', { id }));
};
