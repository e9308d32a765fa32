import { ACCESS_TYPES } from '../../recovery/access';
import type { Change } from '../../recovery/change';
import type { DirectoryReader } from '../../recovery/ports';

/** A page of changes, with what its grants and assignments give as far as the directory tells. */
export async function withAccess(
  page: readonly Change[],
  directory: Pick<DirectoryReader, 'accessOf'>,
): Promise<readonly Change[]> {
  if (!page.some(({ type }) => ACCESS_TYPES.includes(type))) return page;
  const idsOf = (wanted: Change['type']) => page.filter(({ type }) => type === wanted).map(({ id }) => id);
  const known = await directory.accessOf({
    grantIds: idsOf('oAuth2PermissionGrant'),
    assignmentIds: idsOf('appRoleAssignment'),
    servicePrincipalIds: idsOf('servicePrincipal'),
  });
  return page.map((change) => {
    const access = ACCESS_TYPES.includes(change.type) ? known.get(change.id) : undefined;
    return access ? { ...change, access } : change;
  });
}
