/** Everything that the doctor looks at, in the order in which an administrator would mend it. Nothing is changed anywhere. */
import type { Config } from '../../config';
import { consentedForAll } from '../../graph/consents';
import { createGraphClient } from '../../graph/client';
import { OPERATIONS } from '../../graph/operations';
import { authorityOf } from '../../identity/authority';
import { ApplicationRefusedError } from '../../identity/application-refused';
import { blamedSettings, type OwnSignIn } from '../../identity/own-sign-ins';
import { rolesInToken } from '../../identity/roles-in-token';
import { createDatabasePassword } from '../../identity/store-sign-in';
import { microsoftOf, type Microsoft } from '../../microsoft';
import { openRedisOf } from '../../open-stores';
import { DELEGATED_SCOPES } from '../../recovery/acts';
import { createEvictionWatch } from '../../redis/eviction-policy';
import type { OpenRedis } from '../../redis/open-redis';
import { persistenceOf } from '../../redis/persistence';
import type { Clock } from '../../shared/clock';
import type { Log } from '../../shared/log';
import { inspectDatabase } from '../../store/inspect-database';
import { answerFrom, offMsOf } from './addresses';
import { failed, ok, warning, type Look } from './finding';

export interface Patient {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** `20.20.1` */
  readonly nodeVersion: string;
}

/** Node 20 is past its end; it still runs. */
const SUPPORTED_NODE = 22;
/** SPEC 4: farther off than this, a process decides nothing; tokens have a skew of their own. */
const MOST_OFF_MS = 5_000;
const REDIS_WAIT_MS = 3_000;

/** @internal Tests compare it with what the operations say. */
export const neededPermissions = (): readonly string[] =>
  [...new Set(OPERATIONS.flatMap(({ permission }) => permission.application ?? []))].sort();

export function looksAt(patient: Patient): readonly Look[] {
  const { config, clock, log } = patient;
  const microsoft = microsoftOf({ config, clock, log });
  return [
    { what: 'Node', look: () => nodeVersion(patient.nodeVersion) },
    ...addressLooks(patient),
    ...microsoft.signIns.map(signInLook),
    { what: 'permissions', look: () => permissions(microsoft) },
    { what: 'consent', look: () => consent(patient, microsoft) },
    { what: 'organization', look: () => organization(microsoft) },
    { what: 'database', look: () => database(patient) },
    { what: 'Redis', look: () => redis(patient) },
  ];
}

function nodeVersion(version: string) {
  const isSupported = Number(version.split('.')[0]) >= SUPPORTED_NODE;
  return isSupported ? ok(version) : warning(`${version} is past its end of life: Rewind runs on it, use 24`);
}

function addressLooks({ config, clock }: Patient): readonly Look[] {
  const { keysUrl } = authorityOf(config);
  const away = (name: string, says: string) => failed(`${name} ${says}`);
  return [
    {
      what: 'authority',
      look: async () => {
        const { says, status } = await answerFrom(keysUrl);
        return status === 200 ? ok(config.authorityHost) : away('AUTHORITY_HOST, TENANT_ID:', says);
      },
    },
    {
      what: 'Graph',
      look: async () => {
        const { says, status } = await answerFrom(config.graph.baseUrl);
        return status === undefined ? away('GRAPH_BASE_URL:', says) : ok(config.graph.baseUrl);
      },
    },
    {
      what: 'channel',
      look: async () => {
        const { says, status } = await answerFrom(config.channel.openIdMetadataUrl);
        return status === 200 ? ok(config.channel.openIdMetadataUrl) : away('CHANNEL_OPENID_METADATA_URL:', says);
      },
    },
    {
      what: 'own address',
      look: async () => {
        const { says, status } = await answerFrom(`${config.publicUrl}/about`);
        return status === 200 ? ok(config.publicUrl) : warning(`PUBLIC_URL: ${says}; is Rewind running, and is it reached from here?`);
      },
    }, // prettier-ignore
    {
      what: 'clock',
      look: async () => {
        const offMs = offMsOf(await answerFrom(keysUrl), clock);
        if (offMs === undefined) return warning('nobody told the time');
        return offMs > MOST_OFF_MS ? failed(`${seconds(offMs)} off Entra’s`) : ok('as Entra’s');
      },
    },
  ];
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

function signInLook({ who, prove, settings }: OwnSignIn): Look {
  return {
    what: who.replace(/^the /, ''),
    look: async () => {
      try {
        await prove();
        return ok('signs in to the tenant');
      } catch (error) {
        if (!(error instanceof ApplicationRefusedError)) throw error;
        return failed(`Entra refuses it (${error.why}): check ${blamedSettings(error.blamed, settings).join(', ')}`);
      }
    },
  };
}

async function permissions({ readingToken }: Microsoft) {
  const roles = rolesInToken(await readingToken());
  if (!roles) return warning('the token of the reading identity cannot be read');
  const needed = neededPermissions();
  const missing = needed.filter((name) => !roles.includes(name));
  if (missing.length > 0) return failed(`the reading identity (WORKER_CLIENT_ID) lacks ${missing.join(', ')}`);
  const writing = roles.filter((name) => !/\.Read(\.|$|Basic)/.test(name));
  if (writing.length > 0) return warning(`the reading identity may do more than read: ${writing.join(', ')}`);
  return ok(needed.join(', '));
}

async function consent({ config, log }: Patient, { readingToken }: Microsoft) {
  const client = createGraphClient({ ...config.graph, log }, readingToken);
  const given = await consentedForAll(client, config.signOn.clientId);
  const missing = DELEGATED_SCOPES.filter((scope) => !given.includes(scope));
  if (missing.length === 0) return ok(DELEGATED_SCOPES.join(', '));
  return failed(`no administrator has consented for the sign-on application (SSO_CLIENT_ID) to ${missing.join(', ')}`);
}

async function organization({ backup }: Microsoft) {
  const snapshots = await backup.listSnapshots();
  if (snapshots.length === 0) return warning('Microsoft has no snapshot of it yet: the first takes up to two days');
  return ok(`${snapshots.length} snapshots`);
}

async function database({ config, clock, log }: Patient) {
  const password = createDatabasePassword(config.managedIdentity.clientId);
  const { missing, unknown, now } = await inspectDatabase({ url: config.databaseUrl, password, log });
  if (unknown.length > 0) return failed(`DATABASE_URL: a newer Rewind has changed it (${unknown.join(', ')})`);
  if (missing.length > 0) return failed(`DATABASE_URL: not migrated, ${missing.length} to go: start Rewind once`);
  const offMs = now ? Math.abs(clock.now().getTime() - now.getTime()) : 0;
  if (offMs > MOST_OFF_MS) return failed(`its clock and this one are ${seconds(offMs)} apart`);
  return ok('migrated');
}

async function redis({ config, clock, log }: Patient) {
  const opened = await openRedisOf({ config, clock, log, startWaitMs: REDIS_WAIT_MS });
  try {
    return await judged(opened, log);
  } finally {
    await opened.close();
  }
}

async function judged(opened: OpenRedis, log: Log) {
  await opened.checkWrite();
  const eviction = createEvictionWatch({ redis: opened.producer, log });
  await eviction.look();
  await eviction.check();
  switch (await persistenceOf(opened.producer)) {
    case 'onDisk':
      return ok('noeviction, kept on disk');
    case 'inMemory':
      return warning(
        'noeviction, in memory only: after a restart of Redis work is found again from the database, later',
      );
    case 'untold':
      return warning('does not say whether it is kept on disk: see to it that it is');
  }
}
