/** The wire of Entra's audit log: the only file that knows Graph's field names for it. */
import { z } from 'zod/v4';
import type { AuditActor, AuditEvent } from '../tenant/audit';
import { signInNameOf } from '../tenant/name-spellings';
import type { AuditQuery } from '../recovery/ports';
import { isGuid, type PersonId } from '../shared/ids';
import { annotated, objectIdOf, optionalInstant } from './contract';
import { quoted } from './operation';

const optionalText = z.string().nullish().catch(undefined).transform((text) => text || undefined); // prettier-ignore

const initiatorSchema = z
  .object({
    user: z.object({ id: optionalText, displayName: optionalText, userPrincipalName: optionalText }).nullish(),
    app: z.object({ appId: optionalText, displayName: optionalText }).nullish(),
  })
  .nullish()
  .catch(undefined)
  .transform((by): AuditActor => {
    if (by?.user) return personOf(by.user);
    if (by?.app) return { kind: 'application', appId: by.app.appId, name: by.app.displayName };
    return { kind: 'unknown' };
  });

type Text = string | undefined;
function personOf(user: {
  readonly id: Text;
  readonly displayName: Text;
  readonly userPrincipalName: Text;
}): AuditActor {
  const { id, displayName: name, userPrincipalName: signInName } = user;
  if (id === undefined && name === undefined && signInName === undefined) return { kind: 'unknown' };
  return { kind: 'person', id: id?.toLowerCase() as PersonId | undefined, name, signInName };
}

const targetSchema = annotated({
  id: optionalText,
  displayName: optionalText,
  userPrincipalName: optionalText,
  type: optionalText,
  modifiedProperties: z.array(z.object({ displayName: optionalText, oldValue: optionalText.catch(undefined), newValue: optionalText.catch(undefined) })).nullish().catch(undefined), // prettier-ignore
});

const signInNameIn = ({ id, userPrincipalName: name }: { readonly id: Text; readonly userPrincipalName: Text }) =>
  name === undefined || id === undefined ? name : signInNameOf(name, id);

/** What Microsoft writes beside the attributes: which client it was, and the target once more. */
const BOOKKEEPING = /^(?:Included Updated Properties|Action Client Name|TargetId\..*|Group\.(?:ObjectID|DisplayName|WellKnownObjectName))$/; // prettier-ignore

interface ModifiedProperty {
  readonly displayName: Text;
  readonly oldValue: Text;
  readonly newValue: Text;
}

/**
 * Policies are written in two shapes: the whole object before and after as the value of one property, or a property for each thing that
 * changed. Of a whole object the parts that differ are named.
 */
function attributesIn({ displayName: name, oldValue, newValue }: ModifiedProperty): readonly string[] {
  if (name === undefined || BOOKKEEPING.test(name)) return [];
  const [before, after] = [wholeObjectIn(oldValue), wholeObjectIn(newValue)];
  if (!before || !after) return [name];
  const parts = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
  return parts.length === 0 ? [name] : parts;
}

/** Its parts as text, by name. What is cut off, and no JSON any more, is no object. */
function wholeObjectIn(text: Text): ReadonlyMap<string, string> | undefined {
  try {
    const value = JSON.parse(text ?? '') as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return new Map(Object.entries(value).map(([key, part]) => [key, JSON.stringify(part)]));
  } catch {
    return undefined;
  }
}

/** An event without a time cannot be placed, and is left out. */
export const auditEventsSchema = annotated({
  value: z.array(
    annotated({
      id: z.string(),
      activityDateTime: optionalInstant.catch(undefined),
      activityDisplayName: optionalText,
      category: optionalText,
      result: optionalText,
      initiatedBy: initiatorSchema,
      targetResources: z.array(targetSchema).nullish().catch(undefined),
    }),
  ),
  '@odata.nextLink': z.string().nullish(),
}).transform((page) => ({
  items: page.value.flatMap((event): AuditEvent[] => {
    const { activityDateTime: at, targetResources } = event;
    const targets = targetResources ?? [];
    if (at === undefined || Number.isNaN(at.getTime())) return [];
    return [
      {
        id: event.id,
        at,
        activity: event.activityDisplayName ?? 'unknown activity',
        category: event.category,
        actor: event.initiatedBy,
        targets: targets.map((target) => ({
          id: target.id === undefined ? undefined : objectIdOf(target.id),
          name: target.displayName,
          signInName: signInNameIn(target),
          type: target.type,
        })),
        attributes: targets.flatMap((target) => (target.modifiedProperties ?? []).flatMap(attributesIn)), // prettier-ignore
        succeeded: event.result === undefined || event.result === 'success',
      },
    ];
  }),
  nextLink: page['@odata.nextLink'] ?? undefined,
}));

/** Only what the reference lists as filterable. The category is not among it: whoever asks for one sorts the answers. */
export function auditFilter({ since, until, activity, activityStart, actor, ...target }: AuditQuery): string {
  return [
    `activityDateTime ge ${since.toISOString()}`,
    ...(until === undefined ? [] : [`activityDateTime le ${until.toISOString()}`]),
    ...targetFilter(target),
    ...(activity === undefined ? [] : [`activityDisplayName eq ${quoted(activity)}`]),
    ...(activityStart === undefined ? [] : [`startswith(activityDisplayName,${quoted(activityStart)})`]),
    ...(actor === undefined ? [] : actorFilter(actor)),
  ].join(' and ');
}

function targetFilter({ targetId, targetName }: Pick<AuditQuery, 'targetId' | 'targetName'>): readonly string[] {
  return [
    ...(targetId === undefined ? [] : [`targetResources/any(t: t/id eq ${quoted(targetId)})`]),
    ...(targetName === undefined ? [] : [`targetResources/any(t: t/displayName eq ${quoted(targetName)})`]),
  ];
}

function actorFilter(actor: AuditActor): readonly string[] {
  if (actor.kind === 'person') return actor.id && isGuid(actor.id) ? [`initiatedBy/user/id eq ${quoted(actor.id)}`] : []; // prettier-ignore
  if (actor.kind === 'unknown') return [];
  if (actor.appId !== undefined) return [`initiatedBy/app/appId eq ${quoted(actor.appId)}`];
  return actor.name === undefined ? [] : [`initiatedBy/app/displayName eq ${quoted(actor.name)}`];
}
