/** What an administrator of the pretend tenant has registered and consented to: applications, their secrets and permissions. */
import { APPLICATIONS, VOUCHING_IDENTITY } from '../cast';

export const GRAPH = 'https://graph.microsoft.com';
export const GRAPH_APPLICATION_ID = '00000003-0000-0000-c000-000000000000';
export const BOT_FRAMEWORK = 'https://api.botframework.com';
/** What a managed identity's token for a federated credential is made out to. */
export const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange';
export const TEAMS_DESKTOP = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

export interface Registration {
  readonly id: string;
  readonly secret: string;
  /** Application permissions on Graph, consented. */
  readonly roles: readonly string[];
  /** Delegated permissions on Graph, consented. */
  readonly scopes: readonly string[];
  /** Object ids of the managed identities whose word is taken instead of the secret (federated credentials). */
  readonly vouchers: readonly string[];
}

/** The object id of the service principal behind an application or a managed identity. */
export const principalOf = (clientId: string): string => clientId.replace(/^.{8}/, '0b1ec71d');

/** The vouching one, and the bot where it is a managed identity itself. */
const VOUCHERS = [VOUCHING_IDENTITY, APPLICATIONS.bot.id].map(principalOf);

export const REGISTRATIONS: readonly Registration[] = [
  { ...APPLICATIONS.bot, roles: [], scopes: [], vouchers: [principalOf(VOUCHING_IDENTITY)] },
  {
    ...APPLICATIONS.signOn,
    roles: [],
    scopes: [
      'User.Read',
      'EntraBackup.Read.All',
      'EntraBackup.ReadWrite.Preview',
      'EntraBackup.ReadWrite.Recovery',
      'Synchronization.ReadWrite.All',
    ],
    vouchers: VOUCHERS,
  },
  {
    ...APPLICATIONS.reading,
    roles: [
      'EntraBackup.Read.All',
      'AuditLog.Read.All',
      'RoleManagement.Read.Directory',
      'Directory.Read.All',
      'Policy.Read.All',
      'Synchronization.Read.All',
    ],
    scopes: [],
    vouchers: [],
  },
];

/** Scopes that name no resource: MSAL adds them by itself. */
const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access', 'email'];

export interface AskedScopes {
  /** The one resource that is asked for; `undefined` where there is none, or several, or one that this tenant does not know. */
  readonly resource: typeof GRAPH | typeof BOT_FRAMEWORK | undefined;
  readonly names: readonly string[];
  readonly wantsIdToken: boolean;
}

/** Reads `openid https://graph.microsoft.com/User.Read`: a bare name is one of Graph's. */
export function readScopes(scope: string): AskedScopes {
  const words = scope.split(' ').filter((word) => word !== '');
  const asked = words.filter((word) => !SIGN_IN_SCOPES.includes(word)).map(readScope);
  const resources = new Set(asked.map(({ resource }) => resource));
  return {
    resource: resources.size === 1 ? [...resources][0] : undefined,
    names: asked.map(({ name }) => name),
    wantsIdToken: words.includes('openid'),
  };
}

function readScope(word: string): { resource: AskedScopes['resource']; name: string } {
  const cut = word.lastIndexOf('/');
  const name = word.slice(cut + 1);
  const prefix = word.slice(0, Math.max(0, cut)).replace(/\/$/, '');
  if (prefix === '' || prefix === GRAPH || prefix === GRAPH_APPLICATION_ID) return { resource: GRAPH, name };
  return { resource: prefix === BOT_FRAMEWORK ? BOT_FRAMEWORK : undefined, name };
}
