/** The changes of a request as a list: ahead of a recovery, after one, of one that never came; flat values and deep ones. */
import { drawChanges, drawFailedChanges } from '../../cards/changes-card';
import type { Change } from '../../recovery/change';
import type { Json, JsonObject } from '../../shared/json';
import type { ObjectId } from '../../shared/ids';
import { ANA, BEN, CLEO, NAMES, VIEWERS } from './sample-people';
import { ago, CHANGES, object, sampleRequest } from './sample-requests';
import type { Shelf } from './shelf';

const users = (some: JsonObject): JsonObject => ({
  includeUsers: ['All'],
  includeGroups: [],
  excludeUsers: [],
  ...some,
});
const conditions = (people: JsonObject, clientAppTypes: Json = ['all']): JsonObject => ({
  clientAppTypes,
  users: users(people),
  applications: { includeApplications: ['All'], excludeApplications: [] },
  locations: null,
});

/** Somebody opened a policy: the emergency account is no longer left out, and a device is no longer asked for. */
const POLICY: Change = {
  type: 'conditionalAccessPolicy',
  id: object(22),
  action: 'update',
  displayName: 'Require MFA for all users',
  now: {
    conditions: conditions({ excludeUsers: [BEN, CLEO], excludeGroups: [object(31)] }, ['browser']),
    grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
    sessionControls: { signInFrequency: { value: 4, type: 'hours', isEnabled: true } },
    state: 'enabledForReportingButNotEnforced',
  },
  target: {
    conditions: conditions({ excludeUsers: [ANA], includeRoles: [object(32)] }),
    grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'], authenticationStrength: { id: object(33), displayName: 'Phishing-resistant' } }, // prettier-ignore
    sessionControls: null,
    state: 'enabled',
  },
  links: [],
  shownOnly: false,
};
const FILLED: Change = {
  ...POLICY,
  id: object(23),
  displayName: 'Block legacy authentication',
  now: { conditions: conditions({ excludeUsers: [] }) },
  target: { conditions: conditions({ excludeUsers: Array.from({ length: 40 }, (_, index) => object(100 + index)) }) },
};
const GROUP: Change = {
  ...POLICY,
  type: 'group',
  id: object(4),
  displayName: 'Finance Leads',
  now: {},
  target: {},
  links: [BEN, CLEO, object(2)].map((id, index) => ({ relation: 'members', objectId: id as string as ObjectId, does: index < 2 ? 'add' : 'remove' })), // prettier-ignore
};

const FAILED = CHANGES.slice(2, 4).map((change) => ({ ...change, failureMessage: 'Update failed: Service principal is managed by another service.' })); // prettier-ignore
const THOUSANDS = Array.from({ length: 13 }, (_, round) => CHANGES.slice(2, 6).map((change, index) => ({ ...change, id: object(4 * round + index), displayName: `Person ${4949 + 4 * round + index}` }))).flat().slice(2); // prettier-ignore

const request = sampleRequest('awaitingApproval');
const recovered = sampleRequest('recovered');
const withdrawn = sampleRequest('withdrawn');
const shown = { request, changes: CHANGES, page: 2, pageCount: 3, total: 15, shownOnly: 3, names: NAMES, mayShowValues: true }; // prettier-ignore
const deep = { ...shown, changes: [POLICY, FILLED, GROUP], page: 1, pageCount: 1, total: 3, shownOnly: 0 };
const none = { ...shown, changes: [], page: 1, pageCount: 1, total: 0, shownOnly: 0, filterWords: '"Nobody"' };
const failed = { request: recovered, names: NAMES, mayShowValues: true, viewer: VIEWERS.shared };
const gone = { name: 'failed', at: ago(3), during: 'recovery', because: 'snapshotGone' };

export function changesShelf(): Shelf {
  return {
    title: 'changes',
    cards: {
      changes: drawChanges(shown),
      'changes-names-only': drawChanges({ ...shown, mayShowValues: false, filterWords: 'users' }),
      'changes-own-view': drawChanges({ ...shown, isOwnView: true }),
      'changes-of-5000': drawChanges({ ...shown, changes: THOUSANDS, page: 100, pageCount: 100, total: 5000 }),
      'changes-none': drawChanges(none),
      'changes-deep': drawChanges(deep),
      'changes-deep-after': drawChanges({ ...deep, request: recovered }),
      'changes-before': drawChanges({ ...shown, request: recovered }),
      'changes-before-names-only': drawChanges({ ...shown, request: recovered, mayShowValues: false }),
      'changes-while-recovering': drawChanges({ ...shown, request: sampleRequest('recovering') }),
      'changes-never-made': drawChanges({ ...shown, request: withdrawn }),
      'changes-never-run': drawChanges({ ...shown, request: sampleRequest('failed', { state: gone, outcome: undefined }) }), // prettier-ignore
      'changes-failed': drawFailedChanges({ ...failed, changes: FAILED, hasMore: false }),
      'changes-failed-many': drawFailedChanges({
        ...failed,
        changes: [...FAILED, ...FAILED, ...FAILED],
        hasMore: true,
      }),
      'changes-failed-none': drawFailedChanges({ ...failed, request, changes: [], hasMore: false }),
    },
  };
}
