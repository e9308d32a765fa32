/** What the rules need to know of conditional access and of who is in what. Where Graph does not tell, nothing is known: no error. */
import type { PolicyNow } from '../recovery/policy-coverage';
import { RewindError } from '../shared/errors';
import type { ObjectId, PersonId } from '../shared/ids';
import type { GraphClient } from './client';
import { listPoliciesNow } from './operations/policies';
import { memberships } from './roles-held';
import { wholeList } from './whole-list';

/** One call for all of them: Microsoft allows one a second here, and tenants have few. */
export async function policiesNow(client: GraphClient): Promise<ReadonlyMap<ObjectId, PolicyNow>> {
  const policies = (await wholeList(client, listPoliciesNow, {}).catch(nothingKnown)) ?? [];
  return new Map(policies.map((policy) => [policy.id, policy]));
}

/** Those of `ids` (groups, roles by template id) that the person is in; `undefined` where it cannot be asked. */
export async function membershipsOf(
  client: GraphClient,
  personId: PersonId,
  ids: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  return await memberships(client, personId, ids).then((held) => new Set(held), nothingKnown);
}

/** A bug of ours is no missing answer. */
function nothingKnown(error: unknown): undefined {
  if (!(error instanceof RewindError)) throw error;
  return undefined;
}
