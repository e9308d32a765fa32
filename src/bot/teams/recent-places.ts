import type { KnownConversation } from '../../recovery/store-ports';
import type { ConversationId } from '../../shared/ids';

const MAX_REMEMBERED = 1_000;

/** Where the bot was spoken to last, in memory: it can still answer there while the database is away. */
export class RecentPlaces {
  private readonly known = new Map<ConversationId, KnownConversation>();

  remember(conversation: KnownConversation): void {
    const { conversationId } = conversation.place;
    this.known.delete(conversationId); // the most recent one stands last
    this.known.set(conversationId, conversation);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }

  forget(conversationId: ConversationId): void {
    this.known.delete(conversationId);
  }

  find(conversationId: ConversationId): KnownConversation | undefined {
    return this.known.get(conversationId);
  }
}
