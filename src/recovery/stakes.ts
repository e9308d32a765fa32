/** What the approval rules want to know of a recovery, as plain facts. They know no entity types. */
import type { Stakes } from '../approvals/quorum';
import { hasUnknownKinds } from './counts';
import type { HazardKind } from './hazard';
import type { PreviewResult } from './preview-result';
import { objectsOf } from './request';
import type { Scope } from './scope';
import type { EntityType } from './terms';

/** Who can sign in, and how: one wrong word in them locks everybody out (A6). */
const SETTINGS: readonly string[] = [
  'conditionalAccessPolicy',
  'authenticationMethodPolicy',
  'authorizationPolicy',
  'organization',
] satisfies readonly EntityType[];

export function stakesOf({ counts, hazards }: Pick<PreviewResult, 'counts' | 'hazards'>): Stakes {
  const hazard = (kind: HazardKind) => hazards.find((found) => found.kind === kind);
  return {
    objects: objectsOf(counts),
    softDeletes: counts.softDelete,
    touchesSettings: SETTINGS.some((type) => (counts.byType[type] ?? 0) > 0),
    touchesPrivilegedGroups: hazard('privilegedGroup') !== undefined,
    touchesUnknownKinds: hasUnknownKinds(counts),
    enabledPolicies: (hazard('policyEnabled')?.examples ?? []).map(({ id, name }) => ({ id, name })),
  };
}

/** The least that is at stake before any change is known: what the scope alone says. */
export function stakesOfScope(scope: Scope): Stakes {
  const types: readonly string[] = scope.kind === 'types' ? scope.types : [];
  return {
    objects: 0,
    softDeletes: 0,
    touchesSettings: types.length > 0 && types.every((type) => SETTINGS.includes(type)),
    touchesPrivilegedGroups: false,
    touchesUnknownKinds: false,
    enabledPolicies: [],
  };
}
