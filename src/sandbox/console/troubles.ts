/** What can be made to go wrong between Rewind and the pretend Graph, in words for whoever looks at the console. */
import type { Faults, FaultRule } from '../graph/http/faults';
import type { PretendGraph } from '../graph/state/pretend-graph';
import type { Choice } from './wire';

interface Trouble {
  readonly title: string;
  readonly description: string;
  readonly rule: FaultRule;
}

const NEXT_CALLS = 5;

const FAULTS = {
  throttled: {
    title: 'Throttled (429)',
    description: `Graph refuses the next ${String(NEXT_CALLS)} calls and asks for 2 seconds each.`,
    rule: { fault: { kind: 'throttled', retryAfterSeconds: 2 }, times: NEXT_CALLS },
  },
  unavailable: {
    title: 'Away (503)',
    description: `Graph answers the next ${String(NEXT_CALLS)} calls with Service Unavailable.`,
    rule: { fault: { kind: 'unavailable' }, times: NEXT_CALLS },
  },
  slow: {
    title: 'Slow',
    description: `Each of the next ${String(NEXT_CALLS)} calls waits for 4 seconds.`,
    rule: { fault: { kind: 'slow', ms: 4_000 }, times: NEXT_CALLS },
  },
} as const satisfies Readonly<Record<string, Trouble>>;

type FaultKey = keyof typeof FAULTS;
const FAULT_KEYS = Object.keys(FAULTS) as readonly FaultKey[];

const OUTSIDE_MINUTES = 10;

/** Started by somebody in the portal, past Rewind. */
const OUTSIDE = {
  slotTaken: {
    title: 'Slot taken',
    description: `Gus starts a preview in the portal. It holds the tenant’s one slot for ${String(OUTSIDE_MINUTES)} pretend minutes.`,
    kind: 'preview',
  },
  portalRecovery: {
    title: 'Recovery in the portal',
    description: `Gus recovers everything in the portal, within ${String(OUTSIDE_MINUTES)} pretend minutes. Rewind has to notice.`,
    kind: 'recovery',
  },
} as const;

type OutsideKey = keyof typeof OUTSIDE;
const OUTSIDE_KEYS = Object.keys(OUTSIDE) as readonly OutsideKey[];

export const TROUBLES: readonly Choice[] = [
  ...FAULT_KEYS.map((key) => ({ key, title: FAULTS[key].title, description: FAULTS[key].description })),
  ...OUTSIDE_KEYS.map((key) => ({ key, title: OUTSIDE[key].title, description: OUTSIDE[key].description })),
];

export function isFault(key: string): key is FaultKey {
  return key in FAULTS;
}

export function addFault(faults: Faults, key: FaultKey): void {
  faults.add(FAULTS[key].rule);
}

export function isOutside(key: string): key is OutsideKey {
  return key in OUTSIDE;
}

/** @returns false where the slot is taken already */
export function startOutside(graph: PretendGraph, key: OutsideKey): boolean {
  return graph.startOutside({ kind: OUTSIDE[key].kind, durationMs: OUTSIDE_MINUTES * 60_000 }) !== undefined;
}

/** How many calls each fault will still happen to. */
export function pendingTroubles(faults: Pick<Faults, 'pending'>): Readonly<Record<string, number>> {
  const left = (key: FaultKey) =>
    faults.pending().reduce((sum, { fault, left: calls }) => sum + (fault.kind === FAULTS[key].rule.fault.kind ? calls : 0), 0); // prettier-ignore
  return Object.fromEntries(FAULT_KEYS.map((key) => [key, left(key)]));
}
