/** Where the bot can speak unasked: the channel's own reference, as JSON. It comes back from a database, so it is judged again each time. */
import type { ConversationReference } from 'botbuilder';
import { z } from 'zod/v4';
import type { KnownConversation } from '../../recovery/store-ports';
import { RewindError } from '../../shared/errors';
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
});

export function knownConversationOf(incoming: Incoming, { tenantId, botId }: TeamsSettings): KnownConversation {
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
  };
  const personId = place.kind === 'personal' ? speakerOf(incoming).personId : undefined;
  return { place, reference: JSON.stringify(reference), personId };
}

/** @throws RewindError `teams/unreachable` where the stored reference is not one of ours */
export function referenceOf(
  { place, reference }: KnownConversation,
  settings: TeamsSettings,
): Partial<ConversationReference> {
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
