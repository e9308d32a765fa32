import { readConfig } from '../src/config';
import { microsoftOf } from '../src/microsoft';
import { SettableClock } from './redis/settable-clock';
import { quietLog } from './redis/quiet-log';

const guid = (number: number) => `0a1b2c3d-0000-4000-8000-00000000000${String(number)}`;
const SETTINGS = {
  TENANT_ID: guid(1),
  BOT_ID: guid(2),
  BOT_TYPE: 'SingleTenant',
  BOT_SECRET: 'a',
  SSO_CLIENT_ID: guid(3),
  SSO_RESOURCE: `api://botid-${guid(2)}`,
  SSO_CLIENT_SECRET: 'b',
  WORKER_CLIENT_ID: guid(4),
  WORKER_CLIENT_SECRET: 'c',
  PUBLIC_URL: 'https://rewind.example',
  DATABASE_URL: 'postgres://localhost/rewind',
  REDIS_URL: 'redis://localhost',
};

const signInsWith = (changed: Readonly<Record<string, string>>) =>
  microsoftOf({ config: readConfig({ ...SETTINGS, ...changed }), clock: new SettableClock('2026-03-29T09:00:00Z'), log: quietLog().log }).signIns; // prettier-ignore
const proofs = (changed: Readonly<Record<string, string>>) =>
  signInsWith(changed).map(({ who, settings }) => [who, settings.proof, settings.tenant]);

describe('what Rewind itself signs in with', () => {
  it('in a bot is its own, the reading identity’s and the sign-on application’s', () => {
    expect(proofs({ REWIND_ROLE: 'bot' })).toEqual([
      ['the reading identity', 'WORKER_CLIENT_SECRET', 'TENANT_ID'],
      ['the bot', 'BOT_SECRET', 'TENANT_ID'],
      ['the sign-on application', 'SSO_CLIENT_SECRET', 'TENANT_ID'],
    ]);
  });

  it('in a worker is the reading identity alone', () => {
    expect(proofs({ REWIND_ROLE: 'worker', BOT_SECRET: '', SSO_CLIENT_SECRET: '' })).toEqual([
      ['the reading identity', 'WORKER_CLIENT_SECRET', 'TENANT_ID'],
    ]);
  });

  it('with managed identities has no secret to name, but the identity that vouches', () => {
    const managed = { BOT_TYPE: 'UserAssignedMSI', BOT_SECRET: '', SSO_CLIENT_SECRET: '', WORKER_CLIENT_SECRET: '' };
    expect(proofs(managed).map(([, proof]) => proof)).toEqual(['WORKER_CLIENT_ID', 'BOT_ID', 'BOT_ID']);
  });

  it('as an application without a secret names the identity that vouches for it', () => {
    const vouched = { BOT_SECRET: '', SSO_CLIENT_SECRET: '', AZURE_CLIENT_ID: guid(5) };
    expect(proofs(vouched).map(([, proof]) => proof)).toEqual(['WORKER_CLIENT_SECRET', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_ID']); // prettier-ignore
  });

  it('of a bot with an authority of its own names that', () => {
    const [, bot] = proofs({ CHANNEL_LOGIN_URL: `https://login.microsoftonline.com/${guid(9)}` });
    expect(bot).toEqual(['the bot', 'BOT_SECRET', 'CHANNEL_LOGIN_URL']);
  });
});
