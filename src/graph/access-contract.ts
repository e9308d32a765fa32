/** The wire of grants and app role assignments. */
import { z } from 'zod/v4';
import type { ObjectId } from '../shared/ids';
import { objectIdOf } from './contract';

const id = z.string().min(1).transform(objectIdOf);
const optionalText = z.string().nullish().transform((text) => text || undefined); // prettier-ignore

export const SELECT_ACCESS = { appRoles: 'id,displayName,appRoles' } as const;

export interface Grant {
  readonly id: ObjectId;
  readonly clientId: ObjectId;
  readonly resourceId: ObjectId;
  readonly scopes: readonly string[];
  readonly isForAll: boolean;
  readonly personId: ObjectId | undefined;
}

export const grantSchema: z.ZodType<Grant> = z
  .object({
    id,
    clientId: id,
    resourceId: id,
    scope: optionalText,
    consentType: optionalText,
    principalId: id.nullish(),
  })
  .transform((grant) => ({
    id: grant.id,
    clientId: grant.clientId,
    resourceId: grant.resourceId,
    scopes: grant.scope?.split(/\s+/).filter((scope) => scope !== '') ?? [],
    isForAll: grant.consentType === 'AllPrincipals',
    personId: grant.principalId ?? undefined,
  }));

export interface Assignment {
  readonly id: ObjectId;
  readonly roleId: string;
  readonly principalId: ObjectId;
  readonly resourceId: ObjectId;
}

export const assignmentSchema: z.ZodType<Assignment> = z
  .object({ id, appRoleId: z.string(), principalId: id, resourceId: id })
  .transform(({ appRoleId, ...assignment }) => ({ ...assignment, roleId: appRoleId.toLowerCase() }));

/** By id; without a value a role is called by its display name. */
export const appRolesSchema: z.ZodType<ReadonlyMap<string, string>> = z
  .object({
    appRoles: z.array(z.object({ id: z.string(), value: optionalText, displayName: optionalText })).nullish(),
  })
  .transform(({ appRoles }) => new Map((appRoles ?? []).flatMap(({ id: roleId, value, displayName }): [string, string][] => {
      const name = value ?? displayName;
      return name === undefined ? [] : [[roleId.toLowerCase(), name]];
    }))); // prettier-ignore
