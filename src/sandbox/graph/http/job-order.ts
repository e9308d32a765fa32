/** The body that starts a preview or a recovery, read as strictly as the documented parts of Graph do. */
import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../state/entity-types';
import type { Scope } from '../state/recovery-scope';
import { refusals } from './graph-error';

const NAMESPACE = '#microsoft.graph.entraRecoveryServices.';
export const NAMES_FILTER = `${NAMESPACE}recoveryJobEntityNamesFilter`;
export const IDS_FILTER = `${NAMESPACE}recoveryJobEntityNameAndIdsFilter`;
const MAX_IDS = 100;

const entityType = z.enum(ENTITY_TYPES);
const filterValue = z.strictObject({
  '@odata.type': z.string().optional(),
  entityType,
  entityIds: z.array(z.string().min(1)).min(1),
});
const filter = z.discriminatedUnion('@odata.type', [
  z.strictObject({ '@odata.type': z.literal(NAMES_FILTER), entityTypes: z.array(entityType).min(1) }),
  z.strictObject({ '@odata.type': z.literal(IDS_FILTER), filterValues: z.array(filterValue).min(1) }),
]);
const order = z.strictObject({ filteringCriteria: filter.nullish() }).optional();

/** @throws GraphError 400 */
export function scopeOf(body: unknown): Scope {
  const parsed = order.safeParse(body);
  if (!parsed.success) throw refusals.bad(`Invalid request body: ${z.prettifyError(parsed.error)}`);
  const criteria = parsed.data?.filteringCriteria;
  if (!criteria) return { kind: 'everything' };
  if (criteria['@odata.type'] === NAMES_FILTER) return { kind: 'types', types: criteria.entityTypes };
  return idScope(criteria.filterValues);
}

function idScope(values: readonly z.infer<typeof filterValue>[]): Scope {
  const types = values.map((value) => value.entityType);
  if (new Set(types).size < types.length) throw refusals.bad('Duplicate entityType values are not allowed in filterValues.'); // prettier-ignore
  const count = values.reduce((sum, { entityIds }) => sum + entityIds.length, 0);
  if (count > MAX_IDS) throw refusals.bad(`At most ${MAX_IDS} object identifiers are allowed.`);
  return { kind: 'objects', values: values.map((value) => ({ type: value.entityType, ids: value.entityIds })) };
}
