/**
 * The wire of changes. `deltaFromCurrent` holds the values of the snapshot, which would be written; `currentState` the present ones.
 * Links stand as nested deltas (`members@delta`) inside the first. Everything below is directory data: annotations are dropped, so that
 * they change no hash; nothing else is.
 * Source: https://learn.microsoft.com/graph/api/resources/entrarecoveryservices-recoverychangeobjectbase
 */
import { z } from 'zod/v4';
import { isAnnotation } from '../recovery/annotations';
import type { Change, LinkChange } from '../recovery/change';
import { ACTIONS, ENTITY_TYPES } from '../recovery/terms';
import type { Json, JsonObject } from '../shared/json';
import { objectIdOf } from './contract';

const MAX_DEPTH = 64;
const LINKS = /^([^@]+)@(?:odata\.)?delta$/;

type Fields = Readonly<Record<string, unknown>>;
const fieldsSchema = z.custom<Fields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const fields = fieldsSchema.nullish().transform((value) => value ?? {});

const linkSchema = fieldsSchema.transform((link, context) => {
  const id = link['id'] ?? lastSegment(link['@odata.id'] ?? link['@id']);
  if (typeof id !== 'string' || id === '') return fail(context, 'a link without an id');
  const does: LinkChange['does'] = '@removed' in link || '@odata.removed' in link ? 'remove' : 'add';
  return { objectId: objectIdOf(id), does };
});

const deltaSchema = fields.transform((delta, context) => {
  const links: LinkChange[] = [];
  for (const [key, value] of Object.entries(delta)) {
    const relation = LINKS.exec(key)?.[1];
    if (relation === undefined) continue;
    const parsed = z.array(linkSchema).safeParse(value ?? []);
    if (!parsed.success) return fail(context, 'links that cannot be read');
    links.push(...parsed.data.map((link) => ({ relation, ...link })));
  }
  return { links, target: plain(delta, context) };
});

export const changeObjectSchema: z.ZodType<Change> = z
  .object({
    id: z.string().min(1),
    entityTypeName: z.string(),
    recoveryAction: z.string(),
    displayName: z.string().nullish(),
    failureMessage: z.string().nullish(),
    deltaFromCurrent: deltaSchema,
    currentState: fields.transform(plain),
  })
  .transform((change) => ({
    ...kindOf(change.entityTypeName, change.recoveryAction),
    id: objectIdOf(change.id),
    displayName: change.displayName ?? undefined,
    now: change.currentState,
    target: change.deltaFromCurrent.target,
    links: change.deltaFromCurrent.links,
    shownOnly: false,
    failureMessage: change.failureMessage ?? undefined,
  }));

function kindOf(typeName: string, actionName: string): Pick<Change, 'type' | 'action' | 'raw'> {
  const type = ENTITY_TYPES.find((known) => known === typeName) ?? 'unknown';
  const action = ACTIONS.find((known) => known === actionName) ?? 'unknown';
  const isKnown = type !== 'unknown' && action !== 'unknown';
  return { type, action, raw: isKnown ? undefined : { type: typeName, action: actionName } };
}

const lastSegment = (address: unknown) =>
  typeof address === 'string' ? /([^/('"]+)['")]*$/.exec(address)?.[1] : undefined;

type Context = Pick<z.RefinementCtx, 'addIssue'>;

function plain(value: Fields, context: Context): JsonObject {
  try {
    return withoutAnnotations(value, 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(context, error.message);
  }
}

function withoutAnnotations(value: Fields, depth: number): JsonObject {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isAnnotation(key))
      .map(([key, item]) => [key, plainValue(item as Json, depth + 1)]),
  );
}

function plainValue(value: Json, depth: number): Json {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((item: Json) => plainValue(item, depth + 1));
  return typeof value === 'object' && value !== null ? withoutAnnotations(value as Fields, depth) : value;
}

function fail(context: Context, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
