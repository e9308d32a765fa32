import { parseCommand } from '../../src/bot/parse-command';
import { BAD_COMMANDS } from './bad-commands';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const parse = (text: string) => parseCommand({ text, mentions: [] }, OSLO);
const isCommand = (text: string): boolean => !['malformed', 'unknown'].includes(parse(text).kind);

function offeredFor(text: string): readonly string[] {
  const parsed = parse(text);
  if (parsed.kind === 'malformed') return parsed.rewrites;
  return parsed.kind === 'unknown' ? [parsed.nearest] : [];
}

describe('what is no command', () => {
  it('is a collection of at least 200 rows, each once', () => {
    expect(new Set(BAD_COMMANDS).size).toBe(BAD_COMMANDS.length);
    expect(BAD_COMMANDS.length).toBeGreaterThanOrEqual(200);
  });

  it.each(BAD_COMMANDS.map((text) => [text.slice(0, 80), text] as const))('%s gets commands that work', (_, text) => {
    const offered = offeredFor(text);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter((command) => !isCommand(command))).toEqual([]);
    expect(JSON.stringify(parse(text)).length).toBeLessThan(6_000);
  });
});
