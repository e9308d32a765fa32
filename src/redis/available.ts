import { UnavailableError } from '../shared/errors';

/** @throws UnavailableError `redis/unavailable` where Redis does not answer in time */
export async function available<Answer>(command: Promise<Answer>): Promise<Answer> {
  try {
    return await command;
  } catch (error) {
    throw new UnavailableError('redis/unavailable', 'Redis does not answer', { cause: error });
  }
}
