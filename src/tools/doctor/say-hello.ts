/** A card to one person's own chat with Rewind: whether words arrive. Nobody else is written to, and nothing is kept of it. */
import type { Teams } from '../../bot/conversation';
import { createTeamsDoor } from '../../bot/teams/teams-door';
import { helloPost } from '../../cards/hello-card';
import { microsoftOf, type Microsoft } from '../../microsoft';
import { openStores } from '../../open-stores';
import { findPeople } from '../../graph/find-people';
import type { PersonId } from '../../shared/ids';
import { failed, ok, type Look } from './finding';
import type { Patient } from './looks';

export function helloLook(who: string, patient: Patient): Look {
  return { what: 'hello', look: () => sayHello(who, patient) };
}

async function sayHello(who: string, { config, clock, log }: Patient) {
  const microsoft = microsoftOf({ config, clock, log });
  const people = await findPeople(who, microsoft.directory);
  const [person, ...others] = people;
  if (!person) return failed(`nobody is called ${who}: say a sign-in name or an object id`);
  if (others.length > 0)
    return failed(`${who} is the name of ${people.length} people: say a sign-in name or an object id`);
  const { store, redis } = await openStores({ config, clock, log, isBeside: true });
  try {
    const place = await store.conversations.personalOf(person.id as string as PersonId);
    if (!place) return failed(`${person.name} has not written to Rewind, or does not have the app`);
    await teamsOf({ config, microsoft, store, redis, log }).post(place.conversationId, helloPost());
    return ok(`${person.name} has a card from Rewind`);
  } finally {
    await redis.close();
    await store.close();
  }
}

type Opened = Awaited<ReturnType<typeof openStores>>;

function teamsOf(parts: Opened & Pick<Patient, 'config' | 'log'> & { readonly microsoft: Microsoft }): Teams {
  const { config, microsoft, store, redis, log } = parts;
  const { channel, bot, signOn, tenantId, allowLoopback, fileHosts } = config;
  return createTeamsDoor({
    settings: { ...channel, botId: bot.id, tenantId, allowLoopback, fileHosts, signOnResource: signOn.resource },
    conversations: store.conversations,
    seen: redis.seenActivities,
    limits: redis.speakingLimits,
    botToken: microsoft.botToken,
    log,
  }).teams;
}
