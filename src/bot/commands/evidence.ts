import type { Command, CommandOf } from './command';

export const evidence: Command<CommandOf<'evidence'>> = ({ id }) => ({
  kind: 'file',
  file: { kind: 'evidence', requestId: id },
});
