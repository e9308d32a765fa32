import type { Place } from '../approvals/approval';
import type { ConversationStore } from '../recovery/store-ports';
import type { Message, Teams } from './conversation';

interface PersonalChatPorts {
  readonly conversations: Pick<ConversationStore, 'personalOf'>;
  readonly teams: Pick<Teams, 'openPersonal'>;
}

/** Where only the speaker reads along; opened where the person has the app and never wrote there. `undefined`: without the app. */
export async function personalChatOf(
  { place, speaker }: Pick<Message, 'place' | 'speaker'>,
  { conversations, teams }: PersonalChatPorts,
): Promise<Place | undefined> {
  if (place.kind === 'personal') return place;
  const known = await conversations.personalOf(speaker.personId);
  return known ?? (await teams.openPersonal(place.conversationId, speaker));
}
