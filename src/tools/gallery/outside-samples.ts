/** A recovery that was started outside Rewind: who is known, nobody knows, an application; a hostile name is inert. */
import { drawOutsideJob } from '../../cards/outside-card';
import type { OutsideJob } from '../../recovery/outside-job';
import { minutesAfter } from '../../shared/clock';
import { BEN } from './sample-people';
import { NOW } from './sample-requests';
import type { Shelf } from './shelf';

const JOB: OutsideJob = {
  jobId: '0bb00000-0000-4000-8000-000000000001',
  what: 'recovery',
  startedAt: minutesAfter(NOW, -4),
  targetAt: new Date('2026-03-28T22:00:00Z'),
  scope: { kind: 'types', types: ['user', 'group'] },
  seenAt: minutesAfter(NOW, -2),
  ranWhenSeen: true,
};
const BEN_HOSTILE = { kind: 'person', id: BEN, name: 'Ben *Okafor* [x](https://evil.example)' } as const;
const SCRIPT = { kind: 'application', appId: BEN, name: 'Restore script' } as const;

export function outsideShelf(): Shelf {
  const drawn = (facts: Partial<OutsideJob> = {}) => drawOutsideJob({ ...JOB, ...facts }, 'Europe/Oslo');
  return {
    title: 'started outside Rewind',
    cards: {
      'outside-recovery': drawn({ by: BEN_HOSTILE }),
      'outside-recovery-unknown': drawn(),
      'outside-recovery-by-application': drawn({ ranWhenSeen: false, scope: undefined, by: SCRIPT }),
      'outside-unknown-kind': drawn({ what: 'unknown', startedAt: undefined }),
    },
  };
}
