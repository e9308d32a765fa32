import { inTime } from '../../src/identity/in-time';
import { UnavailableError } from '../../src/shared/errors';

const never = () => new Promise<string>(() => undefined);

it('what does not come is away when the time is over', async () => {
  const failure = await inTime(1, never).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(UnavailableError);
  expect(failure).toMatchObject({ code: 'identity/no-answer-in-time' });
});

it('what comes is handed on, and so is why it does not', async () => {
  await expect(inTime(60_000, () => Promise.resolve('a token'))).resolves.toBe('a token');
  await expect(inTime(60_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
