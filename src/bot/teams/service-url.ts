import type { TeamsSettings } from './teams-settings';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

interface OurHosts {
  /** `*.` in front stands for any name below. */
  readonly hosts: readonly string[];
  readonly allowLoopback: boolean;
}

/** True for https on a known host, and for loopback only where the settings say so. */
export function isAddressAt(text: string, { hosts, allowLoopback }: OurHosts): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '' || !hosts.some((host) => isHostAt(hostname, host))) return false;
  if (LOOPBACK.includes(hostname)) return allowLoopback && (protocol === 'https:' || protocol === 'http:');
  return protocol === 'https:';
}

const isHostAt = (hostname: string, host: string): boolean =>
  host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;

/** True where the bot may send its own token to. */
export function isServiceUrlOurs(
  text: string,
  { serviceUrlHosts, allowLoopback }: Pick<TeamsSettings, 'serviceUrlHosts' | 'allowLoopback'>,
): boolean {
  return isAddressAt(text, { hosts: serviceUrlHosts, allowLoopback });
}
