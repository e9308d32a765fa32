/** `preview` and `restore`: a plan card, or the question that is still open. Nothing is started. */
import { drawChoices } from '../../cards/choices-card';
import { planRecovery, type Planned } from '../../usecases/plan-recovery';
import { commandText } from '../command-text';
import { refuses, shows, type Reply } from '../reply';
import type { Asker, Command, CommandOf } from './command';

type Wish = CommandOf<'preview'> | CommandOf<'restore'>;

export const plan: Command<'preview' | 'restore'> = async (wish, asker, ports) => {
  const planned = await planRecovery(
    {
      sender: asker,
      standing: asker.standing,
      scope: wish.scope,
      time: wish.time,
      timeText: wish.timeText,
      reason: wish.kind === 'restore' ? wish.reason : undefined,
      wantsApproval: wish.kind === 'restore',
    },
    ports,
  );
  return replyTo(planned, wish, asker);
};

const READER_PREVIEWS =
  'You hold Entra Backup Reader, so this is a plain preview: asking for the recovery takes Entra Backup Administrator.';
