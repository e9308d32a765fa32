/** Activities as the Bot Connector delivers them to a bot. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../shared/json';
import { APPLICATIONS, TENANT_ID, type CastMember } from '../cast';
import { teamsIdOf, TEAM_GROUP_ID, TEAM_ID, type PretendPlace } from './places';

const BOT_ID = `28:${APPLICATIONS.bot.id}`;
const BOT_TAG = '<at>Rewind</at>';

export interface Scene {
  readonly person: CastMember;
  readonly place: PretendPlace;
  readonly threadId?: string | undefined;
  readonly serviceUrl: string;
  readonly at: Date;
  /** Of the person's client. */
  readonly zone?: string | undefined;
}

export interface Said {
  readonly id: string;
  readonly text: string;
  /** `@Name` in the text becomes a mention of these people. */
  readonly mentions: readonly CastMember[];
  readonly file?: { readonly name: string; readonly downloadUrl: string } | undefined;
}

export function messageActivity(scene: Scene, { id, text, mentions, file }: Said): JsonObject {
  const isToBot = scene.place.type !== 'personal';
  const tagged = mentions.reduce((rest, { name }) => rest.replaceAll(`@${name}`, tagOf(name)), text);
  const said = isToBot ? `${BOT_TAG}&nbsp;${tagged}\n` : tagged;
  const entities = mentions.map((person) => mentionEntity(teamsIdOf(person), person.name));
  return {
    ...activity('message', scene),
    id,
    text: said,
    textFormat: 'plain',
    attachments: [
      // Real Teams puts this beside nearly every message.
      { contentType: 'text/html', content: `<p>${said}</p>` },
      ...(file ? [fileAttachment(file)] : []),
    ],
    entities: [...(isToBot ? [mentionEntity(BOT_ID, 'Rewind')] : []), ...entities, clientInfo(scene)],
  };
}

/** A Submit button: a message without text that carries a value. */
export function submitActivity(scene: Scene, value: JsonObject, replyToId: string): JsonObject {
  return { ...activity('message', scene), id: randomUUID(), value, replyToId, entities: [clientInfo(scene)] };
}

export function invokeActivity(
  scene: Scene,
  name: string,
  { value, replyToId }: { readonly value: JsonObject; readonly replyToId?: string | undefined },
): JsonObject {
  // prettier-ignore
  return {
    ...activity('invoke', scene),
    id: `f:${randomUUID()}`,
    name,
    value,
    entities: [clientInfo(scene)],
    ...(replyToId ? { replyToId } : {}),
  };
}

export function installActivity(scene: Scene): JsonObject {
  return { ...activity('installationUpdate', scene), id: `f:${randomUUID()}`, action: 'add' };
}

function activity(type: string, { person, place, threadId, serviceUrl, at, zone }: Scene): JsonObject {
  const id = place.type === 'channel' && threadId ? `${place.conversationId};messageid=${threadId}` : place.conversationId; // prettier-ignore
  return {
    type,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: teamsIdOf(person), name: person.name, aadObjectId: person.id },
    recipient: { id: BOT_ID, name: 'Rewind' },
    conversation: {
      id,
      conversationType: place.type,
      tenantId: TENANT_ID,
      ...(place.type === 'personal' ? {} : { isGroup: true }),
    },
    channelData: {
      tenant: { id: TENANT_ID },
      ...(place.type === 'channel'
        ? {
            team: { id: TEAM_ID, ...(type === 'message' ? { aadGroupId: TEAM_GROUP_ID } : {}) },
            channel: { id: place.conversationId },
          }
        : {}),
    },
    locale: 'en-GB',
    ...(zone ? { localTimezone: zone } : {}),
  };
}

const tagOf = (name: string): string => `<at>${name}</at>`;

/** Teams' mentions do not name the Entra object id. */
const mentionEntity = (id: string, name: string): JsonObject => ({
  type: 'mention',
  text: tagOf(name),
  mentioned: { id, name },
});

const fileAttachment = ({ name, downloadUrl }: NonNullable<Said['file']>): JsonObject => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name,
  content: { downloadUrl, uniqueId: randomUUID(), fileType: name.split('.').at(-1) ?? '' },
});

const clientInfo = ({ zone }: Scene): JsonObject => ({
  type: 'clientInfo',
  locale: 'en-GB',
  platform: 'Web',
  ...(zone ? { timezone: zone } : {}),
});
