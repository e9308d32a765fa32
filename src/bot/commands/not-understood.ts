import { says } from '../reply';
import type { Command, CommandOf } from './command';

export const unknown: Command<CommandOf<'unknown'>> = () => says('unknown');
export const malformed: Command<CommandOf<'malformed'>> = () => says('malformed');
