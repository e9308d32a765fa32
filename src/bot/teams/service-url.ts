import type { TeamsSettings } from './teams-settings';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** True where the bot may send its own token to: https on a known host, and loopback only where the settings say so. */
export function isServiceUrlOurs(
  text: string,
  { serviceUrlHosts, allowLoopback }: Pick<TeamsSettings, 'serviceUrlHosts' | 'allowLoopback'>,
): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '' || !serviceUrlHosts.includes(hostname)) return false;
  if (LOOPBACK.includes(hostname)) return allowLoopback && (protocol === 'https:' || protocol === 'http:');
  return protocol === 'https:';
}
