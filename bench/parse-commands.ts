/** What a flood of commands costs: the closed grammar on good, bad and giant input. */
import { parseCommand } from '../src/bot/parse-command';
import { BAD_COMMANDS } from '../test/bot/bad-commands';
import { NOW } from '../test/jobs/people-and-requests';

const HERE = { zone: 'Europe/Oslo', now: NOW };
const ROUNDS = 50;
const GOOD = [
  'restore users from yesterday because the HR connector went wrong',
  'changes R-7K3Q deletes',
  'snapshots',
];
const GIANT = ['restore users from '.padEnd(100_000, 'yesterday ')];

export function measureParsing(): void {
  const perCommand = (texts: readonly string[]): number => {
    const began = process.hrtime.bigint();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const text of texts) parseCommand({ text, mentions: [] }, HERE);
    return Number(process.hrtime.bigint() - began) / 1000 / (ROUNDS * texts.length);
  };
  perCommand(GOOD);
  const [good, bad, giant] = [GOOD, BAD_COMMANDS, GIANT].map(perCommand);
  console.log(`parsing a command: good ${format(good)}, bad ${format(bad)}, 100,000 characters ${format(giant)}`);
}

const format = (microseconds = 0): string => `${microseconds.toFixed(0)} µs`;
