/**
 * What is remembered for minutes, and where the queues stand. Losing all of it costs time, never a request or a vote.
 */
import type { FileOffers, HeldPresses, SeenActivities, SpeakingLimits } from '../recovery/press-ports';
import type { Clock } from '../shared/clock';
import { RewindError } from '../shared/errors';
import type { Log } from '../shared/log';
import { checkWrite } from './check-write';
import {
  COMMAND_TIMEOUT_MS,
  connect,
  disconnect,
  isUsableWithin,
  type RedisAddress,
  type RedisConnection,
} from './connections';
import { startEmbeddedServer } from './embedded-server';
import { createFileOffers } from './file-offers';
import { createHeldPresses } from './held-presses';
import { DEFAULT_PREFIX, type Keyspace } from './keys';
import { createSeenActivities } from './seen-activities';
import { createSpeakingLimits } from './speaking-limits';
import { TokenLines, type RedisSignIn } from './token-line';

/** What a queue needs: a producer that gives up, a worker connection that waits (BullMQ duplicates it for its blocking command). */
export interface QueueConnections extends Keyspace {
  readonly producer: RedisConnection;
  readonly worker: RedisConnection;
}

export interface OpenRedis extends QueueConnections {
  readonly heldPresses: HeldPresses;
  readonly fileOffers: FileOffers;
  readonly seenActivities: SeenActivities;
  readonly speakingLimits: SpeakingLimits;
  /** One key is written again. @throws UnavailableError while Redis does not answer, or takes nothing */
  checkWrite(): Promise<void>;
  /** After everything that uses the connections is closed; the embedded server goes last. */
  close(): Promise<void>;
}

export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly url?: string | undefined;
  /** Instead of an address with a password. */
  readonly signedIn?: SignedInHost | undefined;
  /** Starts a server in memory instead: sandbox and tests only. */
  readonly embedded?: boolean | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly prefix?: string | undefined;
  /** Seals what Redis keeps of presses and file offers; without one (a managed identity) none can be changed there, but one can be invented. */
  readonly sealKey?: string | undefined;
  /** How long a start waits for Redis before it goes on without: readiness tells, and the connections keep trying. Default 5 s. */
  readonly startWaitMs?: number | undefined;
  /** How long a person's command waits for Redis. Default 2 s. */
  readonly commandTimeoutMs?: number | undefined;
}

/** A Redis that takes tokens of an identity. */
interface SignedInHost {
  readonly host: string;
  readonly port: number;
  readonly signIn: () => Promise<RedisSignIn>;
}

const START_WAIT_MS = 5000;

export async function openRedis(options: RedisOptions): Promise<OpenRedis> {
  const { clock, log, prefix = DEFAULT_PREFIX, sealKey = '' } = options;
  const silenceMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS;
  const server = await serverOf(options);
  const producer = connect(server.address, 'producer', options);
  const worker = connect(server.address, 'worker', options);
  const waits = [producer, worker].map((line) => isUsableWithin(line, options.startWaitMs ?? START_WAIT_MS));
  if (!(await Promise.all(waits)).every(Boolean)) log.warn('Redis does not answer yet');

  return {
    prefix,
    producer,
    worker,
    heldPresses: createHeldPresses({ redis: producer, clock, prefix, sealKey }),
    fileOffers: createFileOffers({ redis: producer, clock, prefix, sealKey }),
    seenActivities: createSeenActivities({ redis: producer, prefix }),
    speakingLimits: createSpeakingLimits({ redis: producer, clock, prefix }),
    checkWrite: () => checkWrite({ producer, worker, clock, prefix, silenceMs }),
    close: async () => {
      await Promise.all([disconnect(producer), disconnect(worker)]);
      await server.close();
    },
  };
}

interface Server {
  readonly address: RedisAddress;
  close(): Promise<void>;
}

async function serverOf({ url, signedIn, embedded, log }: RedisOptions): Promise<Server> {
  if (embedded) {
    const server = await startEmbeddedServer();
    return { address: { url: server.url }, close: () => server.close() };
  }
  if (signedIn) return await serverWithTokens(signedIn, log);
  if (!url) throw new RewindError('redis/no-address', 'neither a Redis address nor the embedded server was asked for');
  return { address: { url }, close: () => Promise.resolve() };
}

async function serverWithTokens({ host, port, signIn }: SignedInHost, log: Log): Promise<Server> {
  const lines = new TokenLines({ ask: signIn, log });
  await lines.renew();
  const close = (): Promise<void> => {
    lines.close();
    return Promise.resolve();
  };
  return { address: { host, port, lines }, close };
}
