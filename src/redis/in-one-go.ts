import type { ChainableCommander } from 'ioredis';
import { available } from './available';

/** @returns the answers, in the order of the commands. @throws UnavailableError where one of them was not done */
export async function inOneGo(commands: ChainableCommander): Promise<readonly unknown[]> {
  const answers = (await available(commands.exec())) ?? [];
  return await available(
    Promise.all(
      answers.map(async ([error, answer]) => {
        if (error) throw error;
        return await Promise.resolve(answer);
      }),
    ),
  );
}
