import type { CastMember } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import type { JsonObject } from '../../src/shared/json';
import type { ProductUnderTest } from './start-product';

/** What stands in the invoke, true or not. */
export interface HandMadePress {
  readonly verb: string;
  readonly data: JsonObject;
  /** Beside the press, as Teams would put it after a silent sign-on. */
  readonly token?: string;
  /** `automatic`: Teams' own refresh, or somebody who says so. */
  readonly trigger?: 'manual' | 'automatic';
}

/**
 * A press as Teams delivers it, with whatever somebody puts into it.
 *
 * @returns the sentence, or the card as JSON, or the type of another answer
 */
export async function pressByHand(
  { sandbox: { teams, entra } }: ProductUnderTest,
  [person, where]: readonly [CastMember, PlaceName],
  { verb, data, token = entra.issueSignOnToken(person), trigger = 'manual' }: HandMadePress,
): Promise<string> {
  const { body, status } = await teams.delivers({
    ...teams.activityOf(person, where, ''),
    id: `f:${crypto.randomUUID()}`,
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data }, trigger, authentication: { token } },
  });
  if (!body) return `no answer (${String(status)})`;
  return typeof body['value'] === 'string' ? body['value'] : JSON.stringify(body);
}
