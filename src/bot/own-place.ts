import type { Place } from '../approvals/approval';
import type { Brought } from '../cards/brought-sentence';
import type { ConversationStore } from '../recovery/store-ports';
import type { Press, Teams } from './conversation';
import { personalChatOf } from './personal-chat';
import { isUnreachable } from './unreachable';

interface OwnPlacePorts {
  readonly conversations: ConversationStore;
  readonly teams: Pick<Teams, 'openPersonal'>;
}

/** For a client that takes no card for an answer: posts in the presser's personal chat, if there is one that Rewind can speak in. */
export async function bringToOwnPlace(
  where: Pick<Press, 'place' | 'speaker'>,
  ports: OwnPlacePorts,
  post: (own: Place) => Promise<unknown>,
): Promise<Brought> {
  const own = await personalChatOf(where, ports);
  if (!own) return 'nowhere';
  try {
    await post(own);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    await ports.conversations.unreachable(own.conversationId, error.code);
    return 'nowhere';
  }
  return own === where.place ? 'here' : 'personalChat';
}
