import { SandboxClock } from '../../src/sandbox/clock';
import { TENANT_ID } from '../../src/sandbox/cast';
import { createEntraEmulator, type EntraEmulator } from '../../src/sandbox/entra/entra-emulator';
import { serveOnLoopback } from '../../src/sandbox/loopback-server';
import { testCertificates } from './certificates';

export interface ServedEntra {
  readonly entra: EntraEmulator;
  readonly clock: SandboxClock;
  /** What AUTHORITY_HOST would be. */
  readonly authorityHost: string;
  /** `authorityHost/<tenant>` */
  readonly authority: string;
  close(): Promise<void>;
}

/** A pretend Entra of its own, over TLS. */
export async function serveEntra(): Promise<ServedEntra> {
  const clock = new SandboxClock();
  let authorityHost = '';
  const entra = createEntraEmulator({ clock, getOrigin: () => authorityHost });
  const server = await serveOnLoopback(entra.fetch, { certificates: await testCertificates() });
  authorityHost = server.url;
  return { entra, clock, authorityHost, authority: `${authorityHost}/${TENANT_ID}`, close: () => server.close() };
}
