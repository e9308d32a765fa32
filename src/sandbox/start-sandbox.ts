/** All of pretend Microsoft on loopback, and the settings with which Rewind uses it: the same ones that production uses. */
import type { Certificates } from './certificates';
import { APPLICATIONS, TENANT_ID } from './cast';
import { SandboxClock } from './clock';
import { createEntraEmulator, type EntraEmulator } from './entra/entra-emulator';
import { createGraphEmulator, type GraphEmulator, type GraphEmulatorOptions } from './graph/graph-emulator';
import { serveOnLoopback } from './loopback-server';
import type { BotTimeouts } from './teams/bot-line';
import { TeamsEmulator } from './teams/teams-emulator';

export interface SandboxOptions {
  readonly certificates: Certificates;
  /** Base address of Rewind's own door (`/api/messages`, sign-in page), without a trailing slash. */
  readonly productUrl: string;
  /** Where Teams delivers, asked for at each delivery: several processes may share the work. By default `productUrl`. */
  readonly getBotUrl?: () => string;
  readonly clock?: SandboxClock;
  readonly seed?: GraphEmulatorOptions['seed'];
  readonly durations?: GraphEmulatorOptions['durations'];
  readonly shape?: GraphEmulatorOptions['shape'];
  readonly timeouts?: BotTimeouts;
}

export interface Sandbox {
  readonly clock: SandboxClock;
  readonly graph: GraphEmulator;
  readonly entra: EntraEmulator;
  readonly teams: TeamsEmulator;
  /** Names as in the environment. Addresses of our own doors and stores are the caller's. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { certificates, productUrl } = options;
  const origins = { entra: '', teams: '' };
  const services = servicesOf(options, origins);
  const { entra, teams, graph } = services;
  const [entraServer, teamsServer, graphServer] = await Promise.all([
    serveOnLoopback(entra.fetch, { certificates }),
    serveOnLoopback(teams.fetch, { certificates }),
    serveOnLoopback(graph.app.fetch, { certificates }),
  ]);
  origins.entra = entraServer.url;
  origins.teams = teamsServer.url;
  entra.allowRedirectTo(`${productUrl}/sign-in/done`);
  const { metadataUrl } = teams;
  return {
    ...services,
    settings: settingsOf({ entraUrl: entraServer.url, graphUrl: graphServer.url, metadataUrl, productUrl }),
    close: async () => {
      await Promise.all([entraServer.close(), teamsServer.close(), graphServer.close()]);
    },
  };
}

/** The ports are known only after the servers listen, so every service asks for the addresses when it needs them. */
function servicesOf(options: SandboxOptions, origins: { readonly entra: string; readonly teams: string }) {
  const { productUrl, getBotUrl = () => productUrl, seed, durations, shape, timeouts } = options;
  const { clock = new SandboxClock() } = options;
  const entra = createEntraEmulator({ clock, getOrigin: () => origins.entra });
  const teams = new TeamsEmulator({
    clock,
    getOrigin: () => origins.teams,
    getBotEndpoint: () => `${getBotUrl()}/api/messages`,
    verifyConnectorBearer: (bearer) => entra.verifyConnectorBearer(bearer),
    signOnToken: (person) => entra.issueSignOnToken(person),
    timeouts,
  });
  const graph = createGraphEmulator({
    clock,
    tokens: (bearer) => {
      const claims = entra.challengeOf(bearer);
      return Promise.resolve(claims === undefined ? entra.verifyGraphBearer(bearer) : { kind: 'challenge', claims });
    },
    ...(seed ? { seed } : {}),
    ...(durations ? { durations } : {}),
    ...(shape ? { shape } : {}),
  });
  return { clock, entra, teams, graph };
}

interface Addresses {
  readonly entraUrl: string;
  readonly graphUrl: string;
  readonly metadataUrl: string;
  readonly productUrl: string;
}

function settingsOf({ entraUrl, graphUrl, metadataUrl, productUrl }: Addresses): Readonly<Record<string, string>> {
  const { bot, signOn, reading } = APPLICATIONS;
  return {
    REWIND_MODE: 'production',
    ALLOW_LOOPBACK: 'true',
    TENANT_ID,
    BOT_ID: bot.id,
    BOT_TYPE: 'SingleTenant',
    BOT_SECRET: bot.secret,
    SSO_CLIENT_ID: signOn.id,
    SSO_RESOURCE: `api://botid-${bot.id}`,
    SSO_CLIENT_SECRET: signOn.secret,
    WORKER_CLIENT_ID: reading.id,
    WORKER_CLIENT_SECRET: reading.secret,
    PUBLIC_URL: productUrl,
    GRAPH_BASE_URL: graphUrl,
    AUTHORITY_HOST: entraUrl,
    CHANNEL_OPENID_METADATA_URL: metadataUrl,
    CHANNEL_LOGIN_URL: `${entraUrl}/${TENANT_ID}`,
    SERVICE_URL_HOSTS: 'localhost',
    FILE_HOSTS: 'localhost',
  };
}
