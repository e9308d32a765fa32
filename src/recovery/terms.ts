/**
 * The words of a recovery, one meaning each. Microsoft's words for Microsoft's things; Graph's field names stay in src/graph/contract.ts.
 * Source: SPEC section 1 and https://learn.microsoft.com/graph/api/resources/entrarecoveryservices-api-overview
 */
/** Kinds of directory objects that Microsoft's backup holds, as Graph spells them. */
export const ENTITY_TYPES = [
  'user',
  'group',
  'application',
  'servicePrincipal',
  'oAuth2PermissionGrant',
  'appRoleAssignment',
  'conditionalAccessPolicy',
  'namedLocationPolicy',
  'authenticationMethodPolicy',
  'authorizationPolicy',
  'authenticationStrengthPolicy',
  'organization',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** What a recovery would do to one object. Nothing is ever created or deleted for good. */
export const ACTIONS = ['update', 'restore', 'softDelete'] as const;

/** Graph's words for the progress of a preview job or a recovery job, both included that need a Prefer header. */
export const JOB_STATUSES = [
  'initialized',
  'loadingData',
  'calculating',
  'running',
  'successful',
  'failed',
  'abandoned',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number] | 'unknown';

/** What a status means for somebody who waits. An unknown status is still running: it never ends a wait. */
export type Progress = 'running' | 'done' | 'failed' | 'canceled';

export function progressOf(status: JobStatus): Progress {
  switch (status) {
    case 'successful':
      return 'done';
    case 'failed':
      return 'failed';
    case 'abandoned':
      return 'canceled';
    case 'initialized':
    case 'loadingData':
    case 'calculating':
    case 'running':
    case 'unknown':
      return 'running';
  }
}

/** Microsoft's documented portal limit of ids in one job; ours too. */
export const MAX_OBJECT_IDS = 100;

/** What a person may do, as their active Entra roles say at this moment. */
export type Standing = 'administrator' | 'reader' | 'none';
