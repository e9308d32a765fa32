import type { ConversationStore } from '../../recovery/store-ports';
import type { ConversationId } from '../../shared/ids';
import { groupIdOf, type Incoming } from './incoming';
import type { RecentPlaces } from './recent-places';
import { knownConversationOf } from './reference';
import type { TeamsSettings } from './teams-settings';

const MAX_REMEMBERED = 1_000;

interface KnownPlacesParts {
  readonly conversations: ConversationStore;
  readonly recent: RecentPlaces;
  readonly settings: TeamsSettings;
}

/** Remembers where the bot was spoken to or installed; of talk it writes only what is new, not once a message. */
export class KnownPlaces {
  private readonly conversations: ConversationStore;
  private readonly recent: RecentPlaces;
  private readonly settings: TeamsSettings;
  private readonly written = new Map<string, string>();
  /** By channel: Teams does not tell it with every activity. */
  private readonly groupIds = new Map<string, string>();

  constructor({ conversations, recent, settings }: KnownPlacesParts) {
    this.conversations = conversations;
    this.recent = recent;
    this.settings = settings;
  }

  /** The place, and for a thread the channel around it: a notice may have to begin a thread of its own there. */
  async remember(incoming: Incoming): Promise<void> {
    const { conversation } = incoming;
    if (isRemoval(incoming)) {
      this.recent.forget(conversation.id as ConversationId);
      await this.conversations.unreachable(conversation.id as ConversationId, 'teams/unreachable');
      return;
    }
    const around = channelOf(incoming);
    await this.write(incoming);
    if (around !== conversation.id) await this.write({ ...incoming, conversation: { ...conversation, id: around } });
  }

  private groupIdOf(incoming: Incoming): string | undefined {
    const channel = channelOf(incoming);
    const told = groupIdOf(incoming);
    if (told !== undefined) this.groupIds.set(channel, told);
    return told ?? this.groupIds.get(channel);
  }

  private async write(incoming: Incoming): Promise<void> {
    const known = knownConversationOf(incoming, this.settings, this.groupIdOf(incoming));
    const { conversationId } = known.place;
    this.recent.remember(known);
    if (isTalk(incoming) && this.written.get(conversationId) === known.reference) return;
    await this.conversations.remember(known);
    if (this.written.size >= MAX_REMEMBERED) this.written.clear();
    this.written.set(conversationId, known.reference);
  }
}

const channelOf = ({ conversation }: Incoming): string => conversation.id.replace(/;messageid=.*$/s, '');

const isTalk = ({ type }: Incoming): boolean => type === 'message' || type === 'invoke';

/** `remove`, and `remove-upgrade`, which an `add-upgrade` follows. */
const isRemoval = ({ type, action }: Incoming): boolean =>
  type === 'installationUpdate' && typeof action === 'string' && action.startsWith('remove');
