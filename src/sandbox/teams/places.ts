/** Where people of the pretend tenant talk: one team with a channel, one group chat, and a personal chat with the bot for each person. */
import { MEMBERS, type CastMember } from '../cast';

export type PlaceName = 'incidentRoom' | 'groupChat' | 'personal';

export interface PretendPlace {
  /** Of the whole place; a message of a channel belongs to a thread inside it. */
  readonly conversationId: string;
  readonly type: 'personal' | 'groupChat' | 'channel';
  readonly name: string;
  readonly people: readonly CastMember[];
}

export const TEAM_ID = '19:rewind-team@thread.tacv2';
/** The Entra group behind the team. */
export const TEAM_GROUP_ID = '5b1f0c7e-8a44-4d0e-9a3b-2f6d1c9e7a10';

const INCIDENT_ROOM: PretendPlace = {
  conversationId: '19:incident-room@thread.tacv2',
  type: 'channel',
  name: 'Incident room',
  people: MEMBERS,
};

const GROUP_CHAT: PretendPlace = {
  conversationId: '19:backup-administrators@thread.v2',
  type: 'groupChat',
  name: 'Backup administrators',
  people: MEMBERS.filter(({ isGuest }) => !isGuest),
};

const PERSONAL: ReadonlyMap<string, PretendPlace> = new Map(
  MEMBERS.map((person) => [
    person.id,
    { conversationId: `a:${person.alias}`, type: 'personal', name: `${person.name} and Rewind`, people: [person] },
  ]),
);

const PLACES: readonly PretendPlace[] = [INCIDENT_ROOM, GROUP_CHAT, ...PERSONAL.values()];

export const sharedPlace = (name: Exclude<PlaceName, 'personal'>): PretendPlace =>
  name === 'incidentRoom' ? INCIDENT_ROOM : GROUP_CHAT;

export function placeFor(person: CastMember, name: PlaceName): PretendPlace {
  if (name !== 'personal') return sharedPlace(name);
  const place = PERSONAL.get(person.id);
  if (!place) throw new Error(`${person.name} is not of the cast`);
  return place;
}

/** The place of a conversation id as the Bot Connector knows it, with the thread that stands behind a channel's. */
export function findPlace(
  conversationId: string,
): { readonly place: PretendPlace; readonly threadId: string | undefined } | undefined {
  // prettier-ignore
  const [id, threadId] = conversationId.split(';messageid=');
  const place = PLACES.find((known) => known.conversationId === id);
  return place ? { place, threadId } : undefined;
}

/** The channel's own id of a person: never the Entra object id. */
export const teamsIdOf = ({ alias }: CastMember): string => `29:1pretend-${alias}`;

export function personByAnyId(id: string): CastMember | undefined {
  return MEMBERS.find((person) => person.id === id || teamsIdOf(person) === id);
}
