import type { Sandbox } from '../start-sandbox';
import type { CommandHint } from './wire';

/** One run of the pretend tenant with its Rewind. Another one after everything started anew. */
export interface ConsoleWorld {
  readonly id: string;
  readonly sandbox: Pick<Sandbox, 'clock' | 'graph' | 'entra' | 'teams'>;
  /** Base address of Rewind's own pages, without a trailing slash. */
  readonly productUrl: string;
}

export interface ConsolePorts {
  /** @returns undefined between two worlds */
  world(): ConsoleWorld | undefined;
  readonly commands: readonly CommandHint[];
  /** Tenant, chats and Rewind's stores start anew. Left out where that would not be true. */
  readonly reset?: (() => Promise<void>) | undefined;
  /** Why there is no `reset`. */
  readonly noResetBecause?: string | undefined;
}
