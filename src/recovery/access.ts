/**
 * What an OAuth2 permission grant or an app role assignment gives, as the directory tells while it is there: a preview that would delete it
 * tells nothing. Kept with the change and in no hash. Names and permissions are directory data.
 */
import { z } from 'zod/v4';
import { objectIdSchema } from './scope';

const namedSchema = z.object({ id: objectIdSchema, name: z.string().optional() });

export const accessSchema = z.object({
  /** The application that was let in; of an assignment the person, group or application that has it. */
  holder: namedSchema,
  /** Whose data it is about. */
  resource: namedSchema,
  /** `Mail.Read`: as the resource calls them. */
  permissions: z.array(z.string()),
  /** An administrator said yes for the whole tenant. */
  isForAll: z.boolean(),
  /** In whose name alone, where one person said yes. */
  person: namedSchema.optional(),
});
export type Access = z.infer<typeof accessSchema>;

/** Kinds that give something, and that a preview tells by their id alone. */
export const ACCESS_TYPES: readonly string[] = ['oAuth2PermissionGrant', 'appRoleAssignment'];
