/** An answer that cannot be given in the turn of its press: it is posted. A person's own view goes to no shared place. */
import type { ConversationStore } from '../../recovery/store-ports';
import { unreachable } from '../../shared/unreachable';
import type { Card, Post, Press, PressAnswer, Teams } from '../conversation';
import { textCard } from './outgoing';

export interface PostedAnswerParts {
  readonly teams: Teams;
  readonly conversations: ConversationStore;
}

const SENT_TO_YOU = 'I have sent it to your personal chat with me: only you should see it.';
const ADD_ME_FIRST = 'Only you should see this. Add me to your personal apps, say hello to me there, and press again.';

export async function postAnswer(
  press: Press,
  answer: PressAnswer,
  { teams, conversations }: PostedAnswerParts,
): Promise<void> {
  // prettier-ignore
  const { place, speaker } = press;
  const say = async (post: Post) => {
    const mentions = place.kind === 'personal' ? [] : [{ personId: speaker.personId, name: speaker.name }];
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
    case 'card': {
      const post = { summary: 'Your view of the request', card: answer.card };
      const own = place.kind === 'personal' ? place : await conversations.personalOf(speaker.personId);
      if (own) await teams.post(own.conversationId, post);
      const sentence = own ? SENT_TO_YOU : ADD_ME_FIRST;
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
