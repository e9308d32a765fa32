/** Every call that Rewind can make, as a list: the pretend Graph must serve each, the infrastructure must grant each permission. */
import type { OperationFacts } from '../operation';
import { getApplication, getServicePrincipal, listApplications, listServicePrincipals } from './applications';
import { listAuditEvents } from './audit-events';
import {
  getDeletedNamedLocation, getDeletedObject, getDeletedPolicy, listDeletedApplications, listDeletedGroups, listDeletedNamedLocations,
  listDeletedPolicies, listDeletedServicePrincipals, listDeletedUsers, searchDeletedUsers,
} from './deleted-objects'; // prettier-ignore
import { getAppRoles, getGrant, listAppRoleAssignedTo, listAppRoleAssignments, listConsents } from './grants';
import { getGroup, listGroups, listPeopleOfGroup } from './groups';
import { cancelJob, listJobs } from './jobs';
import {
  checkMemberObjects, checkMyMemberObjects, getDirectoryObject, getFactsByIds, getNamesByIds, getPerson, getUser, listPeople,
  listUsers,
} from './people'; // prettier-ignore
import { getNamedLocation, getPolicy, listNamedLocations, listPolicies, listPoliciesNow } from './policies';
import { createPreviewJob, getChanges, getPreviewJob } from './preview-jobs';
import { createRecoveryJob, getFailedChanges, getRecoveryJob } from './recovery-jobs';
import { listRoleAssignments, listRoleEligibilities } from './roles';
import { listSnapshots } from './snapshots';

export const OPERATIONS: readonly OperationFacts[] = [
  listSnapshots,
  createPreviewJob,
  getPreviewJob,
  getChanges,
  createRecoveryJob,
  getRecoveryJob,
  getFailedChanges,
  listJobs,
  cancelJob,
  checkMemberObjects,
  checkMyMemberObjects,
  listUsers,
  getUser,
  getPerson,
  listPeople,
  getDirectoryObject,
  getFactsByIds,
  getNamesByIds,
  listGroups,
  getGroup,
  listPeopleOfGroup,
  listApplications,
  getApplication,
  listServicePrincipals,
  getServicePrincipal,
  listPolicies,
  getPolicy,
  listPoliciesNow,
  listNamedLocations,
  getNamedLocation,
  listDeletedUsers,
  searchDeletedUsers,
  listDeletedGroups,
  listDeletedApplications,
  listDeletedServicePrincipals,
  getDeletedObject,
  listDeletedPolicies,
  getDeletedPolicy,
  listDeletedNamedLocations,
  getDeletedNamedLocation,
  getGrant,
  listConsents,
  listAppRoleAssignments,
  listAppRoleAssignedTo,
  getAppRoles,
  listRoleAssignments,
  listRoleEligibilities,
  listAuditEvents,
];
