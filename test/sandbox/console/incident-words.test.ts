import { parseCommand } from '../../../src/bot/parse-command';
import { wishAfter } from '../../../src/sandbox/console/incident-words';
import { INCIDENT_KINDS } from '../../../src/sandbox/graph/seed/incidents';

const HERE = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };

describe('what the page says to type', () => {
  it.each(INCIDENT_KINDS.flatMap((kind) => [1, 3].map((number) => [kind, number] as const)))(
    'after %s, %d snapshots back, is a command with a reason',
    (kind, number) => {
      const wish = parseCommand({ text: wishAfter(kind, number), mentions: [] }, HERE);
      expect(wish).toMatchObject({ kind: 'restore', timeText: number === 1 ? 'yesterday' : `#${String(number)}` });
      expect(wish).toHaveProperty('reason', expect.stringMatching(/^.{10,}$/));
    },
  );
});
