/** How many different people must approve, the requester not among them (A6). It comes from what is at stake, never from who asks. */

/** What a recovery would touch, as far as the rules about people care. */
export interface Stakes {
  readonly objects: number;
  readonly softDeletes: number;
  /** Conditional access, authentication methods, authorization policy or organization. */
  readonly touchesSettings: boolean;
  /** Groups that roles can be assigned to, or configured ones. */
  readonly touchesPrivilegedGroups: boolean;
  /** Types or actions that nobody here has ever seen. */
  readonly touchesUnknownKinds: boolean;
  /** Policies that would be switched on. */
  readonly enabledPolicies: readonly NamedPolicy[];
}

export interface NamedPolicy {
  readonly id: string;
  readonly name: string;
}

export interface QuorumLimits {
  /** More objects than this take two approvers. */
  readonly objects: number;
  /** More soft-deletes than this take two approvers, who type how many there are. */
  readonly softDeletes: number;
  /** Where two cannot be reached, nothing runs, instead of one approver with a typed number. */
  readonly isStrict: boolean;
}

const QUORUM_CAUSES = ['settings', 'privilegedGroups', 'unknownKinds', 'manyObjects', 'manySoftDeletes'] as const; // prettier-ignore
export type QuorumCause = (typeof QUORUM_CAUSES)[number];

export interface Quorum {
  readonly asked: 1 | 2;
  /** Why it is 2. */
  readonly because: readonly QuorumCause[];
  /** People who hold the role or may activate it, without the requester and whoever changed the request: humans, not accounts. */
  readonly others: number;
  /** People who are not among them because the changes touch their own power (A3). */
  readonly touched?: number | undefined;
  readonly isStrict: boolean;
}

export function quorumOf(
  stakes: Stakes,
  { others, limits }: { readonly others: number; readonly limits: QuorumLimits },
): Quorum {
  const because = QUORUM_CAUSES.filter((cause) => CAUSES[cause](stakes, limits));
  return { asked: because.length > 0 ? 2 : 1, because, others, isStrict: limits.isStrict };
}

const CAUSES: { readonly [Cause in QuorumCause]: (stakes: Stakes, limits: QuorumLimits) => boolean } = {
  settings: ({ touchesSettings }) => touchesSettings,
  privilegedGroups: ({ touchesPrivilegedGroups }) => touchesPrivilegedGroups,
  unknownKinds: ({ touchesUnknownKinds }) => touchesUnknownKinds,
  manyObjects: ({ objects }, limits) => objects > limits.objects,
  manySoftDeletes: ({ softDeletes }, limits) => softDeletes > limits.softDeletes,
};

const isReachable = ({ asked, others }: Pick<Quorum, 'asked' | 'others'>): boolean => others >= asked;

/** Approvals that complete it. One is enough where two cannot be reached, unless the tenant is strict. */
export function neededApprovals(quorum: Omit<Quorum, 'because'>): 1 | 2 {
  return quorum.isStrict || isReachable(quorum) ? quorum.asked : 1;
}

/** A5: a request is opened only when the people who could complete it exist. */
export function hasEnoughPeople(quorum: Omit<Quorum, 'because'>): boolean {
  return quorum.others >= neededApprovals(quorum);
}

/** Two are asked for, and one decides with a typed number. */
export function isLowered(quorum: Omit<Quorum, 'because'>): boolean {
  return neededApprovals(quorum) < quorum.asked;
}
