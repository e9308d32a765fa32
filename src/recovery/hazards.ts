/** Why this recovery may hurt: a pure function of changes, snapshot, people and facts, fed one change at a time. */
import type { ObjectId, PersonId } from '../shared/ids';
import type { Change } from './change';
import type { Hazard, HazardKind } from './hazard';
import type { ObjectFacts } from './ports';
import { isPrivilegedGroup } from './power-touched';
import { MAX_OBJECT_IDS } from './terms';

const MAX_EXAMPLES = 20;
const BIG_BANG = 500;

export interface HazardQuestion {
  readonly snapshotAt: Date;
  readonly requesterId: PersonId;
  readonly candidateIds: readonly PersonId[];
  readonly emergencyAccountIds: readonly ObjectId[];
  readonly privilegedGroupIds: readonly ObjectId[];
  readonly incidentAt?: Date | undefined;
}

export interface HazardJudge {
  see(change: Change, facts?: ObjectFacts): void;
  hazards(): readonly Hazard[];
}

const SEVERITY: Partial<Record<HazardKind, Hazard['severity']>> = {
  newObjectsDeleted: 'danger',
  unknownKind: 'danger',
  bigBang: 'danger',
  policyEnabled: 'danger',
  privilegedGroup: 'danger',
  wholeTypeRidesAlong: 'warning',
  requesterInScope: 'warning',
  approverInScope: 'warning',
};

type Rule = (change: Change, question: HazardQuestion, facts: ObjectFacts | undefined) => boolean;

/** What one change alone tells. */
const RULES: readonly (readonly [HazardKind, Rule])[] = [
  ['unknownKind', ({ type, action }) => type === 'unknown' || action === 'unknown'],
  [
    'newObjectsDeleted',
    ({ action }, { snapshotAt }, facts) =>
      action === 'softDelete' && facts?.createdAt !== undefined && facts.createdAt > snapshotAt,
  ],
  ['policyEnabled', isPolicyEnabled],
  [
    'privilegedGroup',
    (change, { privilegedGroupIds }, facts) =>
      change.type === 'group' && isPrivilegedGroup(change, { facts, privilegedGroupIds }) === true,
  ],
  ['requesterInScope', ({ id }, { requesterId }) => sameObject(id, requesterId)],
  ['approverInScope', ({ id }, { candidateIds }) => candidateIds.some((candidateId) => sameObject(id, candidateId))],
];

const sameObject = (one: string, other: string) => one === other;

/** Switched on, or brought back switched on. Reporting only is not on. */
function isPolicyEnabled({ type, action, now, target }: Change): boolean {
  if (type !== 'conditionalAccessPolicy' || action === 'softDelete') return false;
  const willBe = target['state'] ?? now['state'];
  return willBe === 'enabled' && (action === 'restore' || now['state'] !== 'enabled');
}

export function createHazardJudge(question: HazardQuestion): HazardJudge {
  const found = new Map<HazardKind, { count: number; readonly examples: { id: ObjectId; name: string }[] }>();
  let objects = 0;

  const note = (kind: HazardKind, { id, displayName }: Change): void => {
    const hazard = found.get(kind) ?? { count: 0, examples: [] };
    hazard.count += 1;
    if (hazard.examples.length < MAX_EXAMPLES) hazard.examples.push({ id, name: displayName ?? '' });
    found.set(kind, hazard);
  };
  const ofSize = (kind: HazardKind, limit: number): readonly Hazard[] =>
    objects > limit ? [{ kind, severity: SEVERITY[kind] ?? 'note', count: objects, examples: [] }] : [];

  return {
    see: (change, facts) => {
      if (change.shownOnly) {
        note('syncedSkipped', change);
        return;
      }
      objects += 1;
      for (const [kind, holds] of RULES) if (holds(change, question, facts)) note(kind, change);
    },
    hazards: () => [
      ...ofSize('bigBang', BIG_BANG),
      ...ofSize('wholeTypeRidesAlong', MAX_OBJECT_IDS),
      ...[...found].map(([kind, hazard]) => ({ kind, severity: SEVERITY[kind] ?? ('note' as const), ...hazard })),
    ],
  };
}
