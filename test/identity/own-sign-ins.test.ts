import { ApplicationRefusedError, type Blamed } from '../../src/identity/application-refused';
import { createOwnSignIns, type OwnSignIn } from '../../src/identity/own-sign-ins';
import { UnavailableError } from '../../src/shared/errors';
import { quietLog } from '../redis/quiet-log';

const [INFO, WARN, ERROR] = [30, 40, 50];
const away = new UnavailableError('identity/entra-away', 'away');
const refusal = (blamed: Blamed, why = 'invalid_client 7000222') =>
  new ApplicationRefusedError('an-id', { why, blamed });

function asking() {
  const answer: { failure: Error | undefined } = { failure: undefined };
  const signIn: OwnSignIn = {
    who: 'the bot',
    prove: () => (answer.failure ? Promise.reject(answer.failure) : Promise.resolve('a token')),
    settings: { id: 'BOT_ID', proof: 'BOT_SECRET', tenant: 'CHANNEL_LOGIN_URL' },
  };
  const reading: OwnSignIn = { ...signIn, who: 'the reading identity', prove: () => Promise.resolve('a token') };
  const { log, lines } = quietLog();
  return { answer, lines, ...createOwnSignIns([reading, signIn], log) };
}
const ofBot = (lines: readonly { who?: unknown; level?: unknown }[]) => lines.filter(({ who }) => who === 'the bot').map(({ level }) => level); // prettier-ignore

it.each<readonly [Blamed, readonly string[]]>([
  ['proof', ['BOT_SECRET']],
  ['application', ['BOT_ID', 'CHANNEL_LOGIN_URL']],
  ['tenant', ['CHANNEL_LOGIN_URL']],
  ['unknown', ['BOT_ID', 'BOT_SECRET', 'CHANNEL_LOGIN_URL']],
])('a no (%s) names the settings at level error, once, and nobody is ready', async (blamed, settings) => {
  const { answer, ask, check, lines } = asking();
  answer.failure = refusal(blamed);
  await ask();
  await ask();

  await expect(check()).rejects.toBe(answer.failure);
  const errors = lines.filter(({ level }) => level === ERROR);
  expect(errors).toEqual([expect.objectContaining({ who: 'the bot', settings, why: 'invalid_client 7000222' })]);
  expect(errors[0]?.msg).toContain(settings.join(', '));
});

it('an Entra that does not answer is no reason to be unready, and is said once', async () => {
  const { answer, ask, check, lines } = asking();
  answer.failure = away;
  await ask();
  await ask();

  await check();
  expect(ofBot(lines)).toEqual([WARN]);
});

it('what was refused is refused until it works, also while Entra is away; then it is ready', async () => {
  const { answer, ask, check, lines } = asking();
  answer.failure = refusal('proof');
  await ask();
  answer.failure = away;
  await ask();
  await expect(check()).rejects.toMatchObject({ code: 'identity/application-refused' });

  answer.failure = undefined;
  await ask();
  await check();
  expect(ofBot(lines)).toEqual([ERROR, INFO]);
});

it('a secret that expires later is found, too', async () => {
  const { answer, ask, check } = asking();
  await ask();
  await check();
  answer.failure = refusal('proof');
  await ask();

  await expect(check()).rejects.toBe(answer.failure);
});

it('another reason is said, too', async () => {
  const { answer, ask, lines } = asking();
  answer.failure = refusal('proof', 'invalid_client 7000215');
  await ask();
  answer.failure = refusal('application', 'unauthorized_client 700016');
  await ask();

  expect(ofBot(lines)).toEqual([ERROR, ERROR]);
});
