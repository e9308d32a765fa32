/**
 * Why this recovery may hurt: a pure function of changes, snapshot, people and facts, fed one change at a time. Memory does not grow
 * with the tenant: every hazard keeps a count and at most twenty examples.
 */
import type { ObjectId } from '../shared/ids';
import type { Change } from './change';
import { HAZARD_KINDS, type Hazard, type HazardKind } from './hazard';
import { HAZARD_RULES, type HazardRule, type PlanFacts, type Seen } from './hazard-rules';
import type { ObjectFacts } from './ports';
import { isUnpinnable } from './recovery-scope';
import { MAX_OBJECT_IDS } from './terms';

const MAX_EXAMPLES = 20;
const BIG_BANG = 500;

export interface HazardJudge {
  /** @param facts - of this change's object; missing where Graph does not tell */
  see(change: Change, facts?: ObjectFacts): void;
  /** Dangers first. @param damageSeen - the audit log shows the damage before the snapshot; `more` - what no single change shows */
  hazards(damageSeen?: boolean, more?: readonly Hazard[]): readonly Hazard[];
}

type Example = Pick<Hazard['examples'][number], 'id' | 'name' | 'type'>;
interface Tally {
  readonly severity: Hazard['severity'];
  count: number;
  readonly examples: Example[];
}

const SEVERITIES: readonly Hazard['severity'][] = ['danger', 'warning', 'note'];

function examplesOf(rule: HazardRule, seen: Seen): readonly Example[] {
  const { id, type, access } = seen.change;
  const displayName = seen.change.displayName ?? access?.holder.name ?? '';
  if ('concerns' in rule)
    return rule.concerns(seen) ? [{ id, name: displayName, ...(type !== 'unknown' && { type }) }] : [];
  return rule.people(seen).map((person) => ({ id: person as ObjectId, name: person === id ? displayName : '' }));
}

/** Counts and examples by hazard. People are counted once, however many changes touch them; there are never many of them. */
function createTallies() {
  const tallies = new Map<HazardKind, Tally>();
  const counted = new Set<string>();
  return {
    tallies,
    add: ({ kind, severity }: Pick<HazardRule, 'kind' | 'severity'>, example: Example): void => {
      const tally = tallies.get(kind) ?? { severity, count: 0, examples: [] };
      tallies.set(kind, tally);
      tally.count += 1;
      if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(example);
    },
    isFirst: (kind: HazardKind, { id }: Example): boolean => {
      const before = counted.size;
      return counted.add(`${kind} ${id}`).size > before;
    },
  };
}

/** Hazards of the whole, whatever the single changes are. */
function hazardsOfTotal(objects: number, ridesAlong: boolean, isAfterDamage: boolean): readonly Hazard[] {
  const hazard = (kind: HazardKind, severity: Hazard['severity']): Hazard => ({ kind, severity, count: objects, examples: [] }); // prettier-ignore
  return [
    ...(isAfterDamage ? [hazard('snapshotAfterDamage', 'danger')] : []),
    ...(objects > BIG_BANG ? [hazard('bigBang', 'danger')] : []),
    ...(ridesAlong ? [hazard('wholeTypeRidesAlong', 'warning')] : []),
  ];
}

const byWeight = (left: Hazard, right: Hazard): number =>
  SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
  HAZARD_KINDS.indexOf(left.kind) - HAZARD_KINDS.indexOf(right.kind);

const SYNCED = { kind: 'syncedSkipped', severity: 'note' } as const;

export function createHazardJudge(plan: PlanFacts): HazardJudge {
  const { tallies, add, isFirst } = createTallies();
  let objects = 0;
  let isPinnable = true;

  const judge = (rule: HazardRule, seen: Seen): void => {
    const examples = examplesOf(rule, seen);
    const fresh = 'concerns' in rule ? examples : examples.filter((example) => isFirst(rule.kind, example));
    for (const example of fresh) add(rule, example);
  };

  return {
    see: (change, facts) => {
      if (change.shownOnly || facts?.synced === true) {
        add(SYNCED, { id: change.id, name: change.displayName ?? '' });
        return;
      }
      objects += 1;
      if (isUnpinnable(change)) isPinnable = false;
      for (const rule of HAZARD_RULES) judge(rule, { change, facts, plan });
    },
    hazards: (damageSeen = false, more = []) => {
      const seen = [...tallies].map(([kind, tally]) => ({ kind, ...tally, examples: [...tally.examples] }));
      const { incidentAt, snapshotAt, isChoice = false } = plan;
      const ridesAlong = !isPinnable || (objects > MAX_OBJECT_IDS && !isChoice);
      const isAfterDamage = damageSeen || (incidentAt !== undefined && incidentAt <= snapshotAt);
      return [...hazardsOfTotal(objects, ridesAlong, isAfterDamage), ...seen, ...more].toSorted(byWeight);
    },
  };
}
