/**
 * Where Rewind may send tokens: Microsoft's global cloud, or, for acceptance runs against substitutes, loopback. Never some of
 * both: a real token must not reach a substitute, nor a pretended approval the real tenant. National clouds are not supported.
 */
import type { Problem, SettingName, Settings } from './settings';

const ADDRESSES = ['GRAPH_BASE_URL', 'AUTHORITY_HOST', 'CHANNEL_OPENID_METADATA_URL', 'CHANNEL_LOGIN_URL', 'PUBLIC_URL'] as const; // prettier-ignore
const HOST_LISTS = ['SERVICE_URL_HOSTS', 'FILE_HOSTS'] as const;

/** The only hosts outside loopback that an address may have. PUBLIC_URL is ours and may be anywhere. */
const MICROSOFT_HOSTS = {
  GRAPH_BASE_URL: 'graph.microsoft.com',
  AUTHORITY_HOST: 'login.microsoftonline.com',
  CHANNEL_OPENID_METADATA_URL: 'login.botframework.com',
  CHANNEL_LOGIN_URL: 'login.microsoftonline.com',
} as const;

/** By default files come from where the other addresses are. */
export function fileHostsOf({ FILE_HOSTS, GRAPH_BASE_URL }: Settings): readonly string[] {
  const isLoopback = LOOPBACK.test(new URL(GRAPH_BASE_URL).hostname);
  return FILE_HOSTS ?? (isLoopback ? ['localhost', '127.0.0.1', '[::1]'] : ['*.sharepoint.com']);
}

const LOOPBACK = /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function addressProblems(settings: Settings): readonly Problem[] {
  const loopback = [...ADDRESSES, ...HOST_LISTS].map((setting) => ({ setting, kind: kindOf(settings, setting) }));
  return [
    ...ADDRESSES.flatMap((setting) => problemOfAddress(settings, setting)),
    ...(settings.ALLOW_LOOPBACK ? mixed(loopback) : forbidden(loopback)),
  ];
}

type Kind = 'loopback' | 'elsewhere' | 'both' | 'unset';
interface Placed {
  readonly setting: SettingName;
  readonly kind: Kind;
}

function kindOf(settings: Settings, setting: (typeof ADDRESSES)[number] | (typeof HOST_LISTS)[number]): Kind {
  const value = settings[setting];
  if (value === undefined) return 'unset';
  const hosts = typeof value === 'string' ? [new URL(value).hostname] : value;
  const onLoopback = hosts.filter((host) => LOOPBACK.test(host)).length;
  if (onLoopback === 0) return 'elsewhere';
  return onLoopback === hosts.length ? 'loopback' : 'both';
}

const forbidden = (placed: readonly Placed[]): readonly Problem[] =>
  placed
    .filter(({ kind }) => kind === 'loopback' || kind === 'both')
    .map(({ setting }) => ({ setting, problem: 'is a loopback address, which needs ALLOW_LOOPBACK=true' }));

function mixed(placed: readonly Placed[]): readonly Problem[] {
  const isAny = placed.some(({ kind }) => kind === 'loopback' || kind === 'both');
  if (!isAny) return [];
  return placed
    .filter(({ kind }) => kind === 'elsewhere' || kind === 'both')
    .map(({ setting }) => ({ setting, problem: 'is not (only) loopback, while other addresses are: all of them or none' })); // prettier-ignore
}

function problemOfAddress(settings: Settings, setting: (typeof ADDRESSES)[number]): readonly Problem[] {
  const value = settings[setting];
  if (value === undefined) return [];
  const url = new URL(value);
  const problem = (LOOPBACK.test(url.hostname) ? undefined : hostProblem(url, setting)) ?? pathProblem(url, setting);
  return problem === undefined ? [] : [{ setting, problem }];
}

function hostProblem({ protocol, host }: URL, setting: (typeof ADDRESSES)[number]): string | undefined {
  if (protocol !== 'https:') return 'is not https';
  if (setting === 'PUBLIC_URL' || host === MICROSOFT_HOSTS[setting]) return undefined;
  return `is not at ${MICROSOFT_HOSTS[setting]}: Rewind works in Microsoft’s global cloud only`;
}

function pathProblem({ pathname }: URL, setting: (typeof ADDRESSES)[number]): string | undefined {
  if (setting === 'CHANNEL_LOGIN_URL') return /^\/[^/]+$/.test(pathname) ? undefined : 'does not end with the tenant';
  const isOrigin = setting === 'GRAPH_BASE_URL' || setting === 'AUTHORITY_HOST';
  return isOrigin && pathname !== '/' ? 'has a path' : undefined;
}
