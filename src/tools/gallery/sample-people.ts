/** Pretend people of the gallery: nobody of them exists. */
import type { PersonId } from '../../shared/ids';
import type { Viewer } from '../../cards/card';

const person = (tail: string) => `00000000-0000-4000-8000-0000000000${tail}` as PersonId;

export const ANA = person('a1');
export const BEN = person('b1');
export const CLEO = person('c1');
const DAN = person('d1');
export const NAMES: ReadonlyMap<string, string> = new Map([
  [ANA, 'Ana Ruiz'],
  [BEN, 'Ben Okafor'],
  [CLEO, 'Cleo Marchetti'],
  [DAN, 'Dan Howell'],
]);

export const VIEWERS = {
  shared: { standing: 'unknown', isShared: true },
  requester: { personId: ANA, standing: 'administrator', isShared: false },
  approver: { personId: BEN, standing: 'administrator', isShared: false },
  reader: { personId: CLEO, standing: 'reader', isShared: false },
  nobody: { personId: DAN, standing: 'none', isShared: false },
} as const satisfies Readonly<Record<string, Viewer>>;
