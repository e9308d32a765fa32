import { createGuard } from '../../../src/bot/teams/guard';
import { isServiceUrlOurs } from '../../../src/bot/teams/service-url';
import type { JsonObject } from '../../../src/shared/json';
import type { TenantId } from '../../../src/shared/ids';

const BOT = 'b0700000-0000-4000-8000-00000000b071';
const settings = {
  botId: BOT,
  tenantId: 't' as TenantId,
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.com',
  serviceUrlHosts: ['smba.trafficmanager.net'],
  fileHosts: ['*.sharepoint.com'],
  allowLoopback: false,
  signOnResource: 'api://x',
};
const guard = createGuard(settings);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS = { iss: settings.tokenIssuer, aud: BOT, exp: Math.floor(Date.now() / 1000) + 600, serviceurl: 'https://smba.trafficmanager.net/emea/' }; // prettier-ignore
const bearer = (claims: JsonObject = {}, header: JsonObject = {}) =>
  `Bearer ${encode({ alg: 'RS256', kid: 'k', ...header })}.${encode({ ...CLAIMS, ...claims })}.c2lnbmVk`;
const verdictOn = (authorization?: string) => guard({ headers: { authorization } })?.status;

describe('before anything of a request is parsed', () => {
  it('a token that looks like the channel’s passes, to be verified later', () => {
    expect(verdictOn(bearer())).toBeUndefined();
  });

  it.each<[string, string | undefined]>([
    ['no token', undefined],
    ['another scheme', bearer().replace('Bearer', 'bearer')],
    ['no signature', `${bearer().split('.').slice(0, 2).join('.')}.`],
    ['no algorithm', bearer({}, { alg: 'none' })],
    ['a shared secret', bearer({}, { alg: 'HS256' })],
    ['Entra’s issuer', bearer({ iss: 'https://login.microsoftonline.com/t/v2.0', azp: BOT, ver: '2.0' })],
    ['another bot', bearer({ aud: 'x' })],
    ['an old token', bearer({ exp: 1 })],
    ['a token for ever', bearer({ exp: null })],
    ['a service of somebody else', bearer({ serviceurl: 'https://strange.example/' })],
    ['no service', bearer({ serviceurl: null })],
    ['claims that are no object', `Bearer ${encode({ alg: 'RS256' })}.${encode('x')}.c2ln`],
    ['claims that are no JSON', `Bearer ${encode({ alg: 'RS256' })}.AAAA.c2ln`],
    ['100,000 dots', `Bearer ${'.'.repeat(100_000)}`],
  ])('%s is refused', (_name, authorization) => {
    expect(verdictOn(authorization)).toBe(401);
  });
});

describe('the bot’s own token goes', () => {
  const hosts = { serviceUrlHosts: ['smba.trafficmanager.net', 'localhost', '127.0.0.1'] };

  it.each([
    ['https://smba.trafficmanager.net/emea/', false, true],
    ['https://smba.trafficmanager.net:8443/', false, true],
    ['http://smba.trafficmanager.net/', true, false],
    ['https://smba.trafficmanager.net.strange.example/', false, false],
    ['https://smba.trafficmanager.net@strange.example/', false, false],
    ['https://user:word@smba.trafficmanager.net/', false, false],
    ['https://localhost:9/', false, false],
    ['https://localhost:9/', true, true],
    ['http://127.0.0.1:9/', true, true],
    ['http://127.0.0.2:9/', true, false],
    ['file://localhost/etc/passwd', true, false],
    ['smba.trafficmanager.net', false, false],
  ])('to %s (loopback allowed: %s): %s', (url, allowLoopback, expected) => {
    expect(isServiceUrlOurs(url, { ...hosts, allowLoopback })).toBe(expected);
  });
});
