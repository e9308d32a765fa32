import { says } from '../reply';
import type { Command, CommandOf } from './command';

export const help: Command<CommandOf<'help'>> = () => says('help');
