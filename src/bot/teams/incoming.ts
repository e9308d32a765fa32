/** An activity as Teams sends it: parsed once, before the SDK sees it. Only the fields that are used here are named. */
import { z } from 'zod/v4';
import type { Place } from '../../approvals/approval';
import { isGuid, type ConversationId, type PersonId } from '../../shared/ids';
import { isZone } from '../../times/zone';
import type { Speaker } from '../conversation';

const present = z.string().min(1);
const optional = z.string().nullish();

export const mentionSchema = z.looseObject({
  type: z.literal('mention'),
  text: present,
  mentioned: z.looseObject({ id: present, name: optional, aadObjectId: optional }),
});

export const incomingSchema = z.looseObject({
  type: present,
  id: optional,
  name: optional,
  channelId: present,
  serviceUrl: present,
  from: z.looseObject({ id: present, name: optional, aadObjectId: optional, role: optional }),
  recipient: z.looseObject({ id: present }),
  conversation: z.looseObject({ id: present, conversationType: optional, tenantId: optional }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: optional }).nullish(),
      team: z.looseObject({ aadGroupId: optional }).nullish().catch(undefined),
    })
    .nullish(),
  text: optional,
  localTimezone: optional,
  replyToId: optional,
  entities: z.array(z.looseObject({ type: optional })).nullish(),
  attachments: z.array(z.looseObject({ contentType: optional, name: optional })).nullish(),
  value: z.unknown(),
});
export type Incoming = z.infer<typeof incomingSchema>;

const KINDS: Readonly<Record<string, Place['kind']>> = { personal: 'personal', groupChat: 'group', channel: 'channel' };

/** `undefined` for kinds of conversations that Rewind does not know. */
export function placeKindOf({ conversation }: Incoming): Place['kind'] | undefined {
  return KINDS[conversation.conversationType ?? ''];
}

/** The Entra group behind a channel's team, where Teams tells. */
export function groupIdOf({ channelData }: Incoming): string | undefined {
  const groupId = channelData?.team?.aadGroupId ?? '';
  return isGuid(groupId) ? groupId.toLowerCase() : undefined;
}

/** A channel message's conversation is its thread. Only for activities that passed the gate. */
export function placeOf(incoming: Incoming): Place {
  return { conversationId: incoming.conversation.id as ConversationId, kind: placeKindOf(incoming) ?? 'channel' };
}

/** Clients tell it in either place, or in none. */
function zoneIn({ localTimezone, entities }: Incoming): string | undefined {
  const told = entities?.find(({ type }) => type === 'clientInfo')?.['timezone'];
  return [localTimezone, told].find((zone): zone is string => typeof zone === 'string' && isZone(zone));
}

export function speakerOf(incoming: Incoming): Speaker {
  const { from } = incoming;
  return {
    personId: (from.aadObjectId ?? '').toLowerCase() as PersonId,
    teamsId: from.id,
    name: from.name ?? '',
    zone: zoneIn(incoming),
  };
}
