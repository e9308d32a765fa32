/** An answer that cannot be given in the turn of its press: it is posted. A person's own view goes to no shared place. */
import { unreachable } from '../../shared/unreachable';
import type { Card, Listener, Post, Press, PressAnswer, Teams } from '../conversation';
import { textCard } from './outgoing';

export interface PostedAnswerParts {
  readonly teams: Teams;
  readonly listener: Listener;
}

export async function postAnswer(
  press: Press,
  answer: PressAnswer,
  { teams, listener }: PostedAnswerParts,
): Promise<void> {
  // prettier-ignore
  const { place, speaker } = press;
  const say = async (post: Post) => {
    const mentions = place.kind === 'personal' ? [] : [speaker];
    await teams.post(place.conversationId, { ...post, mentions });
  };
  switch (answer.kind) {
    case 'sentence':
    case 'exchangeFailed':
      await say({ summary: answer.text, text: answer.text });
      return;
    case 'signIn':
      await say({ summary: answer.text, card: signInCard(answer) });
      return;
    case 'posted':
      return;
    case 'card': {
      const sentence = await listener.bring(answer.requestId, press);
      if (place.kind !== 'personal') await say({ summary: sentence, text: sentence });
      return;
    }
    default:
      unreachable(answer);
  }
}

function signInCard({ text, url }: PressAnswer & { kind: 'signIn' }): Card {
  return textCard(text, [{ type: 'Action.OpenUrl', title: 'Sign in', url }]);
}
