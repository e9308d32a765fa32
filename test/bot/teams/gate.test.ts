import { gateRefusal } from '../../../src/bot/teams/gate';
import { incomingSchema } from '../../../src/bot/teams/incoming';
import type { TeamsSettings } from '../../../src/bot/teams/teams-settings';
import { TENANT_ID } from '../../../src/sandbox/cast';
import type { TenantId } from '../../../src/shared/ids';

const PERSON = '00000000-0000-4000-8000-0000000000a1';
const settings: TeamsSettings = {
  botId: '10000000-0000-4000-8000-000000000001',
  tenantId: TENANT_ID as TenantId,
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.com',
  serviceUrlHosts: ['smba.trafficmanager.net'],
  fileHosts: ['sharepoint.com'],
  allowLoopback: false,
  signOnResource: 'api://rewind',
};
const activity = (from: object, more: object = {}) =>
  incomingSchema.parse({
    type: 'message',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT_ID },
    recipient: { id: '28:bot' },
    from: { id: '29:1', aadObjectId: PERSON, ...from },
    ...more,
  });

describe('the gate by itself, before the channel is asked who speaks', () => {
  it('lets a person of the tenant in', () => {
    expect(gateRefusal(activity({}), settings)).toBeUndefined();
    expect(gateRefusal(activity({ role: 'user' }), settings)).toBeUndefined();
  });

  it.each([
    ['no object id', { aadObjectId: undefined }],
    ['an empty one', { aadObjectId: '' }],
    ['one that is a query', { aadObjectId: "' or 1 eq 1" }],
    ['one with more behind it', { aadObjectId: `${PERSON}/memberOf` }],
    ['the role of a bot', { role: 'bot' }],
  ])('refuses %s', (_what, from) => {
    expect(gateRefusal(activity(from), settings)).toBe('notAPerson');
  });

  it('refuses an activity without an id: it could be repeated for ever', () => {
    expect(gateRefusal(activity({}, { id: undefined }), settings)).toBe('noId');
  });
});
