/**
 * What one press may do, with the presser's own fresh token. It dies with the turn; nothing keeps it.
 *
 * | Graph's answer to a start            | what became of it                                   |
 * | ------------------------------------ | --------------------------------------------------- |
 * | 202 with the new job's Location      | started                                             |
 * | 409                                  | slotBusy                                            |
 * | 401 or 403 with a claims challenge   | refused: conditionalAccess                          |
 * | 401 without one                      | refused: signInNotTaken                             |
 * | 403, 404, 400, another 4xx           | refused: roleMissing, snapshotGone, badScope, other |
 * | 429                                  | notAccepted                                         |
 * | 5xx, timeout, network, strange 2xx   | unclear: it may run; the list of jobs knows         |
 */
import type { Power, StartAnswer } from '../recovery/ports';
import type { Standing } from '../recovery/terms';
import { RewindError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import { personalClient, type GraphClient, type GraphSettings } from './client';
import { GraphContractError, GraphRefusedError, GraphUnavailableError } from './errors';
import { cancelJob } from './operations/jobs';
import { checkMyMemberObjects } from './operations/people';
import { createPreviewJob } from './operations/preview-jobs';
import { createRecoveryJob } from './operations/recovery-jobs';
import { customRolesHeld, matchedIds, roleUnknown, splitRoles, standingFrom, type AllowedRoles } from './roles-held';

export interface PowerOptions extends AllowedRoles {
  readonly graph: GraphSettings;
  /** The person's own, for Graph, from this press. */
  readonly accessToken: string;
  /** Whose token it is, as its verification said. */
  readonly personId: PersonId;
  /** The reading identity's client: custom roles are looked up with it, which a person's token cannot. Not needed without custom roles. */
  readonly reading?: GraphClient | undefined;
}

export function createPower({ graph, accessToken, personId, reading, ...roles }: PowerOptions): Power {
  const client = personalClient(graph, accessToken);
  const within = (endsWithinMs: number) => personalClient({ ...graph, endsWithinMs }, accessToken);
  return {
    personId,
    standing: () => standing(client, { personId, reading, ...roles }),
    startPreview: (snapshotId, scope, withinMs) =>
      startAnswer(START_REFUSALS, () => within(withinMs).call(createPreviewJob, { snapshotId, scope })),
    startRecovery: (snapshotId, scope, withinMs) =>
      startAnswer(START_REFUSALS, () => within(withinMs).call(createRecoveryJob, { snapshotId, scope })),
    cancel: (jobId) =>
      startAnswer(CANCEL_REFUSALS, async () => ({ ...(await client.call(cancelJob, { jobId })), answer: jobId })),
  };
}

type Asked = AllowedRoles & Pick<PowerOptions, 'personId' | 'reading'>;

async function standing(client: GraphClient, { personId, reading, ...roles }: Asked): Promise<Standing> {
  const { builtIn, custom } = splitRoles(roles);
  try {
    const held = new Set(await matchedIds(builtIn, (ids) => client.call(checkMyMemberObjects, { ids })));
    if (reading && standingFrom(held, roles) !== 'administrator') {
      for (const id of await customRolesHeld(reading, personId, custom)) held.add(id);
    }
    return standingFrom(held, roles);
  } catch (error) {
    throw roleUnknown(error);
  }
}

type Refused = Extract<StartAnswer<string>, { readonly kind: 'refused' }>;
type Refusals = Readonly<Record<number, Refused['because']>>;

const START_REFUSALS: Refusals = { 400: 'badScope', 403: 'roleMissing', 404: 'snapshotGone' };
const CANCEL_REFUSALS: Refusals = { 403: 'roleMissing' };

async function startAnswer<JobId>(
  refusals: Refusals,
  start: () => Promise<{ readonly answer: JobId; readonly graphRequestId: string | undefined }>,
): Promise<StartAnswer<JobId>> {
  try {
    const { answer, graphRequestId } = await start();
    return { kind: 'started', jobId: answer, graphRequestId };
  } catch (error) {
    return answerTo(error, refusals);
  }
}

function answerTo(error: unknown, refusals: Refusals): Exclude<StartAnswer<never>, { readonly kind: 'started' }> {
  if (error instanceof GraphContractError) return { kind: 'unclear' };
  if (error instanceof GraphUnavailableError) return answerToUnavailable(error);
  if (error instanceof GraphRefusedError) return answerToRefused(error, refusals);
  if (error instanceof RewindError) return { kind: 'refused', because: NOT_SENT[error.code] ?? 'other' };
  throw error;
}

/** Refused by ourselves: nothing was sent. */
const NOT_SENT: Readonly<Record<string, Refused['because']>> = { 'graph/bad-scope': 'badScope' };

function answerToUnavailable({ details, retryAfterMs }: GraphUnavailableError) {
  const { status, isClaimsChallenge, graphRequestId: reference } = details;
  if (status === 429) return { kind: 'notAccepted', retryAfterMs } as const;
  if (status !== 401) return { kind: 'unclear' } as const;
  return { kind: 'refused', because: isClaimsChallenge ? 'conditionalAccess' : 'signInNotTaken', reference } as const;
}

function answerToRefused({ details }: GraphRefusedError, refusals: Refusals) {
  const { status, isClaimsChallenge, graphRequestId: reference } = details;
  if (status === 409 && refusals === START_REFUSALS) return { kind: 'slotBusy' } as const;
  const because = isClaimsChallenge ? 'conditionalAccess' : (refusals[status] ?? 'other');
  return { kind: 'refused', because, reference } as const;
}
