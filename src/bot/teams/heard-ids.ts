import type { ConversationId, PersonId } from '../../shared/ids';
import type { Speaker } from '../conversation';

const MAX_REMEMBERED = 10_000;

/** The channel's ids (`29:…`) of people who spoke in a place: nobody has to be asked for them again. */
export class HeardIds {
  private readonly known = new Map<string, string>();

  remember(conversationId: ConversationId, { personId, teamsId }: Pick<Speaker, 'personId' | 'teamsId'>): void {
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(keyOf(conversationId, personId), teamsId);
  }

  find(conversationId: ConversationId, personId: PersonId): string | undefined {
    return this.known.get(keyOf(conversationId, personId));
  }
}

/** Whoever speaks in a thread is a member of its channel. */
const keyOf = (conversationId: ConversationId, personId: PersonId): string =>
  `${conversationId.replace(/;messageid=.*$/s, '')} ${personId}`;
