import type { ConversationStore } from '../../recovery/store-ports';
import type { Incoming } from './incoming';
import { knownConversationOf } from './reference';
import type { TeamsSettings } from './teams-settings';

const MAX_REMEMBERED = 1_000;

/** Remembers where the bot was spoken to; writes only what is new, not once a message. */
export class KnownPlaces {
  private readonly conversations: ConversationStore;
  private readonly settings: TeamsSettings;
  private readonly written = new Map<string, string>();

  constructor(conversations: ConversationStore, settings: TeamsSettings) {
    this.conversations = conversations;
    this.settings = settings;
  }

  /** The place, and for a thread the channel around it: a notice may have to begin a thread of its own there. */
  async remember(incoming: Incoming): Promise<void> {
    const { conversation } = incoming;
    const around = conversation.id.replace(/;messageid=.*$/s, '');
    await this.write(incoming);
    if (around !== conversation.id) await this.write({ ...incoming, conversation: { ...conversation, id: around } });
  }

  private async write(incoming: Incoming): Promise<void> {
    const known = knownConversationOf(incoming, this.settings);
    const { conversationId } = known.place;
    if (this.written.get(conversationId) === known.reference) return;
    await this.conversations.remember(known);
    if (this.written.size >= MAX_REMEMBERED) this.written.clear();
    this.written.set(conversationId, known.reference);
  }
}
