/** Microsoft as the product sees it: what the reading identity reads, and the power that one press brings. */
import type { Config } from './config';
import { createAuditReader } from './graph/audit-reader';
import { createBackupReader } from './graph/backup-reader';
import { createGraphClient, type GraphSettings } from './graph/client';
import { createDirectoryReader } from './graph/directory-reader';
import { createPower } from './graph/power';
import { createFederatedAssertion, createReadingCredential } from './identity/application-credential';
import type { ClientProof, ClientSettings } from './identity/client-proof';
import { createCodeFlow, type CodeFlow } from './identity/code-flow';
import { createPersonExchange } from './identity/person-exchange';
import { createSignOn } from './identity/sign-on';
import { createSignOnVerifier } from './identity/sign-on-verifier';
import type { AuditReader, BackupReader, DirectoryReader, Power } from './recovery/ports';
import type { SignOn } from './recovery/press-ports';
import type { Clock } from './shared/clock';
import type { PersonId } from './shared/ids';
import type { Log } from './shared/log';

export interface Microsoft {
  readonly backup: BackupReader;
  readonly directory: DirectoryReader;
  readonly audit: AuditReader;
  readonly signOn: SignOn;
  readonly codeFlow: CodeFlow;
  readonly powerOf: (personId: PersonId, accessToken: string) => Power;
}

/** Shorter than the listing's lag: a start that was not answered by then is looked for in the list, never still on its way. */
const PERSON_TIMEOUT_MS = 10_000;

export function microsoftOf({
  config,
  clock,
  log,
}: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}): Microsoft {
  const { authorityHost, tenantId, administratorRoleIds, readerRoleIds } = config;
  const authority = { authorityHost, tenantId };
  const roles = { administratorRoleIds, readerRoleIds };
  const graph: GraphSettings = { ...config.graph, log };
  const credential = createReadingCredential({ ...authority, ...config.reading });
  const readingToken = () => credential.accessToken();
  const reading = createGraphClient(graph, readingToken);
  const powerOf = (personId: PersonId, accessToken: string) =>
    createPower({ graph: { ...graph, timeoutMs: PERSON_TIMEOUT_MS }, accessToken, personId, reading, ...roles });
  const client: ClientSettings = { ...authority, clientId: config.signOn.clientId, ...proofOf(config) };
  return {
    backup: createBackupReader({ client: reading }),
    directory: createDirectoryReader({ client: reading, clock, ...roles }),
    audit: createAuditReader(graph, readingToken),
    signOn: createSignOn({
      verifier: createSignOnVerifier({ ...authority, audience: config.signOn.clientId, clock }),
      exchange: createPersonExchange(client),
      clock,
      powerOf,
    }),
    codeFlow: createCodeFlow({ ...client, clock }),
    powerOf,
  };
}

/** The sign-on application's secret, or the word of the bot's managed identity. */
function proofOf({ signOn, bot }: Config): ClientProof {
  const { clientSecret } = signOn;
  return clientSecret === undefined ? { assertion: createFederatedAssertion(bot.id) } : { clientSecret };
}
