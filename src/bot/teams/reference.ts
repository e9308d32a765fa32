/** Where the bot can speak unasked: the channel's own reference, as JSON. It comes back from a database, so it is judged again each time. */
import type { ConversationReference } from 'botbuilder';
import { z } from 'zod/v4';
import type { KnownConversation } from '../../recovery/store-ports';
import { RewindError } from '../../shared/errors';
import type { ConversationId, PersonId } from '../../shared/ids';
import { placeOf, speakerOf, type Incoming } from './incoming';
import { isServiceUrlOurs } from './service-url';
import type { TeamsSettings } from './teams-settings';

const referenceSchema = z.object({
  channelId: z.literal('msteams'),
  serviceUrl: z.string(),
  bot: z.object({ id: z.string(), name: z.string() }),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string(),
    tenantId: z.string(),
    isGroup: z.boolean(),
    name: z.string(),
  }),
  /** Of the team whose channel it is: addresses of its messages name it. */
  groupId: z.string().optional(),
});

export function knownConversationOf(
  incoming: Incoming,
  { tenantId, botId }: TeamsSettings,
  groupId?: string,
): KnownConversation {
  const place = placeOf(incoming);
  const { id, conversationType } = incoming.conversation;
  const reference: z.infer<typeof referenceSchema> = {
    channelId: 'msteams',
    serviceUrl: incoming.serviceUrl,
    bot: { id: `28:${botId}`, name: 'Rewind' },
    conversation: {
      id,
      conversationType: conversationType ?? '',
      tenantId,
      isGroup: place.kind !== 'personal',
      name: '',
    },
    ...(groupId === undefined ? {} : { groupId }),
  };
  const personId = place.kind === 'personal' ? speakerOf(incoming).personId : undefined;
  return { place, reference: JSON.stringify(reference), personId };
}

/** A personal chat that was opened from another conversation, at the same service. */
export function personalFrom(
  reference: Partial<ConversationReference>,
  { id, personId }: { readonly id: ConversationId; readonly personId: PersonId },
): KnownConversation {
  const conversation = { ...reference.conversation, id, conversationType: 'personal', isGroup: false };
  return {
    place: { conversationId: id, kind: 'personal' },
    reference: JSON.stringify({ ...reference, conversation }),
    personId,
  };
}

/** @throws RewindError `teams/unreachable` where the stored reference is not one of ours */
export function referenceOf(
  { place, reference }: KnownConversation,
  settings: TeamsSettings,
): Partial<ConversationReference> & { readonly groupId?: string | undefined } {
  // prettier-ignore
  const parsed = referenceSchema.safeParse(parse(reference)).data;
  const isOurs =
    parsed !== undefined &&
    parsed.conversation.id === place.conversationId &&
    parsed.conversation.tenantId.toLowerCase() === settings.tenantId.toLowerCase() &&
    isServiceUrlOurs(parsed.serviceUrl, settings);
  if (!isOurs) throw new RewindError('teams/unreachable', 'the stored conversation reference is not one of ours');
  return parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
