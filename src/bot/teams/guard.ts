/**
 * What a request must look like before anything of it is parsed: a bearer token that claims to come from the channel, for this bot.
 * It proves nothing (the SDK checks the signature afterwards); it closes the SDK's other doors (emulator, skills) and keeps unsigned
 * noise away from it.
 */
import { parseJsonObject } from '../../http/json-body';
import type { HttpResponse, RequestHead } from '../../http/route';
import { text } from '../../http/responses';
import { isServiceUrlOurs } from './service-url';
import type { TeamsSettings } from './teams-settings';

const BEARER = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/;
const MAX_HEADER = 8_192;
const SKEW_SECONDS = 300;
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

export function createGuard(settings: TeamsSettings): (head: Pick<RequestHead, 'headers'>) => HttpResponse | undefined {
  return ({ headers }) =>
    isChannelToken(headers['authorization'] ?? '', settings) ? undefined : text(401, 'Not from the channel.\n');
}

function isChannelToken(header: string, settings: TeamsSettings): boolean {
  const parts = header.length <= MAX_HEADER ? BEARER.exec(header) : null;
  if (!parts) return false;
  const { alg } = decode(parts[1]);
  return typeof alg === 'string' && ALGORITHMS.includes(alg) && areChannelClaims(decode(parts[2]), settings);
}

/** The claims only the channel's own tokens have; also asked of a token whose signature was checked. */
export function areChannelClaims(claims: Readonly<Record<string, unknown>>, settings: TeamsSettings): boolean {
  const { iss, aud, exp, serviceurl } = claims;
  if (iss !== settings.tokenIssuer || aud !== settings.botId) return false;
  if (typeof exp !== 'number' || exp < Date.now() / 1000 - SKEW_SECONDS) return false;
  return typeof serviceurl === 'string' && isServiceUrlOurs(serviceurl, settings);
}

const decode = (part = '') => parseJsonObject(Buffer.from(part, 'base64url').toString('utf8')) ?? {};
