/**
 * The wire of people and things in the directory, and of who holds which role: the only file that knows Graph's field names for them.
 */
import { z } from 'zod/v4';
import type { DirectoryObject, ObjectFacts } from '../recovery/ports';
import type { PolicyNow } from '../recovery/policy-coverage';
import { signInNameOf } from '../tenant/name-spellings';
import type { EntityType } from '../recovery/terms';
import type { Whereabouts } from '../tenant/whereabouts';
import { isGuid, type ObjectId, type PersonId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import { annotated, objectIdOf, optionalInstant } from './contract';
import { quoted } from './operation';

/** Graph's words for the kinds of objects that can be found by name. */
const TYPES: Readonly<Record<string, EntityType>> = {
  user: 'user',
  group: 'group',
  application: 'application',
  servicePrincipal: 'servicePrincipal',
  conditionalAccessPolicy: 'conditionalAccessPolicy',
  namedLocation: 'namedLocationPolicy',
  ipNamedLocation: 'namedLocationPolicy',
  countryNamedLocation: 'namedLocationPolicy',
};
const typeOf = (annotation: string | undefined) => TYPES[annotation?.replace(/^#?microsoft\.graph\./, '') ?? ''];

const optionalText = z.string().nullish().transform((text) => text || undefined); // prettier-ignore
const optionalFlag = z.boolean().nullish().transform((flag) => flag ?? undefined); // prettier-ignore
const annotation = z.string().optional().catch(undefined);

/* ---- objects by name or id ---- */

const named = {
  id: z.string().min(1).transform(objectIdOf),
  '@odata.type': annotation,
  displayName: optionalText,
  userPrincipalName: optionalText,
  mail: optionalText,
  mailNickname: optionalText,
  appId: optionalText,
};

export const SELECT = {
  user: 'id,displayName,userPrincipalName,mail',
  group: 'id,displayName,mail,mailNickname',
  application: 'id,displayName,appId',
  policy: 'id,displayName',
  policyNow: 'id,state,conditions',
  person: 'id,displayName,accountEnabled,userType,employeeId',
  facts: 'id,onPremisesSyncEnabled,createdDateTime,isAssignableToRole,groupTypes,membershipRule',
} as const;

/** The same of soft-deleted ones, with the time. */
export const SELECT_DELETED = {
  user: `${SELECT.user},deletedDateTime`,
  group: `${SELECT.group},deletedDateTime`,
  application: `${SELECT.application},deletedDateTime`,
  policy: `${SELECT.policy},deletedDateTime`,
  /** Of an object whose kind is not known; when a person was deleted is told only where it is asked for. */
  any: 'id,displayName,userPrincipalName,mail,mailNickname,appId,deletedDateTime',
} as const;

const foundSchema = annotated(named).transform((found) => ({
  id: found.id,
  type: typeOf(found['@odata.type']),
  name: found.displayName ?? found.id,
  detail: signInNameIn(found) ?? found.mailNickname ?? found.appId ?? found.mail,
}));

const signInNameIn = ({
  id,
  userPrincipalName,
}: {
  readonly id: string;
  readonly userPrincipalName: string | undefined;
}) => (userPrincipalName === undefined ? undefined : signInNameOf(userPrincipalName, id));

const deletedTimeSchema = z
  .object({ deletedDateTime: optionalInstant.catch(undefined) })
  .transform(({ deletedDateTime: at }): Whereabouts => ({ kind: 'deleted', ...(at && { at }) }));

/** A soft-deleted object from a call that asks for one type only. */
export function deletedSchema(type: EntityType): z.ZodType<DirectoryObject> {
  return z
    .unknown()
    .transform((answer) => ({ ...objectSchema(type).parse(answer), whereabouts: deletedTimeSchema.parse(answer) }));
}

export const anyDeletedSchema: z.ZodType<DirectoryObject | undefined> = z.unknown().transform((answer) => {
  const object = anyObjectSchema.parse(answer);
  return object && { ...object, whereabouts: deletedTimeSchema.parse(answer) };
});

/** An object from a call that asks for one type only: such answers need not carry it. */
export function objectSchema(type: EntityType): z.ZodType<DirectoryObject> {
  return foundSchema.transform((found) => ({ ...found, type }));
}

/** Any directory object; `undefined` for a kind that Microsoft's backup does not hold. */
export const anyObjectSchema: z.ZodType<DirectoryObject | undefined> = foundSchema.transform(({ type, ...found }) =>
  type ? { ...found, type } : undefined,
);

export const nameSchema = z
  .object({ id: named.id, displayName: optionalText })
  .transform(({ id, displayName }) => ({ id: id as string as PersonId, name: displayName }));

const SEARCHED: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  user: ['displayName', 'userPrincipalName', 'mail'],
  group: ['displayName', 'mail'],
  application: ['displayName'],
  servicePrincipal: ['displayName'],
};
export const hasAppId = (type: EntityType) => type === 'application' || type === 'servicePrincipal';

export const appIdFilter = (id: string) => `appId eq ${quoted(id)}`;

/** Before a deleted person's sign-in name stands the object id, so its beginning is no use: the nickname has it. */
const SEARCHED_DELETED: typeof SEARCHED = { ...SEARCHED, user: ['displayName', 'mail', 'mailNickname'] };

interface NameQuestion {
  readonly type: EntityType;
  /** Of one name. */
  readonly spellings: readonly string[];
  readonly match: 'exact' | 'start';
  readonly among: 'living' | 'deleted';
}

/** A `$filter` for objects of this type that are called so, exactly or from the start. */
export function nameFilter({ type, spellings, match, among }: NameQuestion): string {
  const fields = (among === 'living' ? SEARCHED : SEARCHED_DELETED)[type] ?? ['displayName'];
  if (match === 'start') return eachOf(fields, spellings, (field, name) => `startswith(${field},${quoted(name)})`);
  const [typed = ''] = spellings;
  const byName = eachOf(fields, spellings, (field, name) => `${field} eq ${quoted(name)}`);
  return [byName, ...(hasAppId(type) && isGuid(typed) ? [appIdFilter(typed)] : [])].join(' or ');
}

const eachOf = (fields: readonly string[], names: readonly string[], term: (field: string, name: string) => string) =>
  names.flatMap((name) => fields.map((field) => term(field, name))).join(' or ');

/** Deleted people with this sign-in name, and others whose own ends with it. */
export const signInNameEndsWith = (name: string): string => `endswith(userPrincipalName,${quoted(name)})`;

/* ---- facts ---- */

export const factsSchema: z.ZodType<ObjectFacts> = z
  .object({
    id: named.id,
    onPremisesSyncEnabled: optionalFlag,
    createdDateTime: optionalInstant,
    isAssignableToRole: optionalFlag,
    groupTypes: z.array(z.string()).nullish(),
    membershipRule: optionalText,
  })
  .transform((object) => ({
    id: object.id,
    synced: object.onPremisesSyncEnabled === true,
    createdAt: object.createdDateTime,
    isAssignableToRole: object.isAssignableToRole,
    isDynamicGroup: object.groupTypes
      ? object.groupTypes.includes('DynamicMembership') || object.membershipRule !== undefined
      : undefined,
  }));

export const policyNowSchema: z.ZodType<PolicyNow> = z
  .object({
    id: named.id,
    state: optionalText,
    conditions: (z.record(z.string(), z.json()) as z.ZodType<JsonObject>).nullish(),
  })
  .transform(({ id, state, conditions }) => ({ id, state, conditions: conditions ?? undefined }));

/* ---- people and roles ---- */

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly employeeId: string | undefined;
  /** Enabled, and no guest. An enabled state that Graph does not tell counts as no; old members have no userType. */
  readonly mayApprove: boolean;
}

export const personSchema: z.ZodType<Person> = z
  .object({
    id: named.id,
    displayName: optionalText,
    accountEnabled: optionalFlag,
    userType: optionalText,
    employeeId: optionalText,
  })
  .transform((person) => ({
    id: person.id as string as PersonId,
    name: person.displayName ?? person.id,
    employeeId: person.employeeId,
    mayApprove: person.accountEnabled === true && person.userType?.toLowerCase() !== 'guest',
  }));

/** Who holds a role, or may activate it, and over what. */
export interface RoleHolding {
  readonly roleId: string;
  readonly principalId: ObjectId;
  readonly principalKind: 'user' | 'group' | 'other';
  /** Over the whole directory, not over an administrative unit or one object. */
  readonly isTenantWide: boolean;
}

const principalKindOf = (type: EntityType | undefined) => (type === 'user' || type === 'group' ? type : 'other');

export const roleHoldingSchema: z.ZodType<RoleHolding> = z
  .object({
    roleDefinitionId: z.string(),
    principalId: named.id,
    directoryScopeId: optionalText,
    principal: annotated({ '@odata.type': annotation }).nullish(),
  })
  .transform((holding) => ({
    roleId: holding.roleDefinitionId.toLowerCase(),
    principalId: holding.principalId,
    principalKind: principalKindOf(typeOf(holding.principal?.['@odata.type'])),
    isTenantWide: holding.directoryScopeId === '/',
  }));

export const hasEmployeeIdOf = (spellings: readonly string[]) => `employeeId in (${spellings.map(quoted).join(',')})`;
export const holdersOfRole = (roleId: string) => `roleDefinitionId eq ${quoted(roleId)}`;
export const rolesOfPrincipal = (principalId: string) => `principalId eq ${quoted(principalId)}`;

/** The ids of those asked about that the person is a member of, directly or not. */
export const matchedIdsSchema = z
  .object({ value: z.array(z.string()) })
  .transform(({ value }) => value.map((id) => id.toLowerCase()));
