/** Each state for each viewer, and what else may be true of a request in that state. */
import type { RefusalReason } from '../../approvals/refusal';
import type { Viewing } from '../../cards/card';
import { noteSentences } from '../../cards/note-sentences';
import { drawRequest } from '../../cards/request-card';
import { SWITCHED_OFF } from '../../cards/switched-off';
import { HAZARD_KINDS } from '../../recovery/hazard';
import type { RecoveryStateName } from '../../recovery/request';
import type { PressVerb } from '../../recovery/acts';
import { ANA, BEN, CLEO } from './sample-people';
import { ago, CHANGES, DIGEST, later, object, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import { forEachViewer, type Shelf } from './shelf';

export const STATE_NAMES: readonly RecoveryStateName[] = [
  'planned', 'waitingForSlot', 'previewing', 'reading', 'previewed', 'awaitingApproval', 'rechecking', 'approved', 'recovering', 'recovered',
  'failed', 'canceled', 'rejected', 'withdrawn', 'expired', 'split',
]; // prettier-ignore

/** What differs from the sample of the state. */
interface Variant {
  readonly request?: object;
  readonly viewing?: Partial<Viewing>;
}
type Variants = Readonly<Record<string, Variant>>;

const { plan, preview } = sampleRequest('awaitingApproval');
const { outcome } = sampleRequest('recovered');
const { votes } = sampleRequest('approved');
const PLANNED = { name: 'planned', expiresAt: later(20) };
const ASKED = { name: 'awaitingApproval', opensAt: ago(12), expiresAt: later(48) };
const RECHECK = { at: ago(4), approvedRevision: 1, freshRevision: 2, freshDigest: DIGEST, approvedObjects: 12 };
const APPROVED = { name: 'approved', approvedAt: ago(2), expiresAt: later(13), because: 'slotBusy' };
const RECHECKING = { name: 'rechecking', starterId: BEN, intendedAt: ago(8), freshRevision: 2, resume: APPROVED };
const WAITING = { name: 'waitingForSlot', since: ago(5), tellIds: [] };
const NO_CHANGES = {
  update: 0,
  restore: 0,
  softDelete: 0,
  unknown: 0,
  shownOnly: 0,
  links: 0,
  unpinnable: 0,
  byType: {},
};
const someone = (number: number) => ({ type: 'user', id: object(number), name: `Person ${number}` });
const counts = (some: object, leftOut?: object) => ({ preview: { ...preview, counts: { ...NO_CHANGES, ...some }, leftOut, hazards: [] } }); // prettier-ignore

const failedDuring = (during: string, because: string) => ({
  request: { outcome: undefined, preview: undefined, state: { name: 'failed', at: ago(3), during, because, reference: '1f6a2c' } }, // prettier-ignore
});
const expiredIn = (during: string) => ({ request: { state: { name: 'expired', at: ago(3), during } } });

const ONE_OF_TWO: Viewing['quorum'] = {
  quorum: { asked: 1, because: [], others: 3, isStrict: false },
  active: ['Ben Okafor', 'Gus Petrov'],
  eligible: ['Eva Lindqvist'],
};

const EVERY_HAZARD = HAZARD_KINDS.map((kind, index) => ({
  kind,
  severity: ['danger', 'warning', 'note'][index % 3],
  count: index + 1,
  examples: [{ id: object(index), name: CHANGES[index % CHANGES.length]?.displayName ?? '' }],
}));
const DELETES = Array.from({ length: 20 }, (_, index) => ({ ...CHANGES[0], id: object(40 + index), displayName: `Joiner ${index + 1}` })); // prettier-ignore
const GRANTS = CHANGES.slice(2, 5).map((change, index) => ({ ...change, ...(index === 0 ? { type: 'servicePrincipal', displayName: 'Payroll Sync' } : { type: 'appRoleAssignment', displayName: undefined, now: {}, target: {}, links: [], action: 'restore' }) })) as Viewing['rows']; // prettier-ignore
const DELETED_GRANTS = CHANGES.slice(2, 5).map((change, index) => ({ ...change, type: index === 0 ? 'servicePrincipal' : 'oAuth2PermissionGrant', displayName: index === 0 ? 'Payroll Sync' : undefined, now: {}, target: {}, links: [], action: 'softDelete' })) as Viewing['rows']; // prettier-ignore
const refused = (because: RefusalReason, ...verbs: readonly PressVerb[]) => ({ refusals: Object.fromEntries(verbs.map((verb) => [verb, because])) }); // prettier-ignore
const OFF = { ...refused('recoveryDisabled', 'startPreview', 'askForRecovery', 'approve', 'runNow', 'checkResult', 'retryFailed', 'split'), notes: [SWITCHED_OFF] }; // prettier-ignore
const reach = (reached: readonly string[], notReached: readonly string[]) =>
  noteSentences({
    request: sampleRequest('awaitingApproval'),
    related: [],
    names: new Map(),
    reach: { reached, notInstalled: notReached, givenUp: [], notYet: [], inIncidentConversation: true },
  });

const VARIANTS: { readonly [Name in RecoveryStateName]?: Variants } = {
  planned: {
    'preview-only': { request: { plan: { ...plan, wantsApproval: false } } },
    'start-lost': { request: { state: { ...PLANNED, startWasLost: true }, reason: 'INC-4711: HR import' } },
    'one-object': { request: { plan: { ...plan, scope: { kind: 'objects', objects: [someone(3)] } } } },
    'hundred-objects': { request: { plan: { ...plan, scope: { kind: 'objects', objects: Array.from({ length: 100 }, (_, index) => someone(index)) } } } },
    everything: { request: { plan: { ...plan, scope: { kind: 'everything' } } }, viewing: { notes: [] } },
    except: { request: { plan: { ...plan, except: [someone(5), someone(6)] } } },
    'to-be-split': { request: { plan: { ...plan, scope: { kind: 'types', types: ['application', 'authorizationPolicy'] } } } },
    'switched-off': { viewing: OFF },
    'after-damage': { request: { plan: { ...plan, incidentAt: new Date('2026-03-28T20:00:00Z'), timePhrase: 'before the incident at 21:00' } } },
  },
  waitingForSlot: {
    'behind-another': { request: { state: { ...WAITING, resume: PLANNED, holder: { what: 'preview', requestId: 'R-8H2M', startedAt: ago(8) } } } },
    'at-the-vote': { request: { preview, votes, state: { ...WAITING, resume: ASKED, holder: { what: 'unknown' }, tellIds: [ANA, BEN, CLEO, ANA] } } },
  },
  previewing: {
    starting: { request: { state: { name: 'previewing', starterId: ANA, intendedAt: ago(0) } } },
    calculating: { request: { state: { name: 'previewing', starterId: ANA, intendedAt: ago(200), previewJobId: 'p', status: 'calculating' } } },
    stopping: { request: { state: { name: 'previewing', starterId: ANA, intendedAt: ago(20), previewJobId: 'p', status: 'unknown', cancelAskedById: BEN } } },
  },
  previewed: {
    'left-out': { request: { ...counts({ update: 120, byType: { user: 120 } }, { byType: { user: 2 }, unchanged: [someone(6)] }), plan: { ...plan, except: [someone(5), someone(6)] } }, viewing: { rows: CHANGES.slice(2, 5) } },
    mixed: { request: { ...counts({ update: 3, byType: { user: 2, authorizationPolicy: 1 } }), plan: { ...plan, scope: { kind: 'everything' } } }, viewing: { rows: CHANGES.slice(2, 5) } },
    'of-a-reader': { request: { requesterId: CLEO, plan: { ...plan, wantsApproval: false } } },
    'nothing-left': { request: { preview: { ...preview, counts: NO_CHANGES, hazards: [] }, recheck: { ...RECHECK, difference: { appeared: 0, changed: 0, gone: 12 } }, revision: 2 }, viewing: { rows: [], differences: { appeared: [], changed: [], gone: CHANGES.slice(0, 6) } } },
    'nothing-differs': { request: { preview: { ...preview, counts: NO_CHANGES, hazards: [] } }, viewing: { rows: [], notes: [] } },
  },
  awaitingApproval: {
    'one-object': { request: counts({ update: 1, byType: { user: 1 } }), viewing: { rows: CHANGES.slice(2, 3), notes: [] } },
    'with-grants': { request: counts({ update: 3, byType: { servicePrincipal: 1, appRoleAssignment: 2 } }), viewing: { rows: GRANTS } },
    'grants-by-type': { request: counts({ softDelete: 3, unpinnable: 2, byType: { servicePrincipal: 1, oAuth2PermissionGrant: 2 } }), viewing: { rows: DELETED_GRANTS } },
    'by-type': { request: counts({ update: 299_000, restore: 988, softDelete: 12, shownOnly: 41, links: 120_000, byType: { user: 299_000, group: 1000 } }) },
    'every-hazard': { request: { preview: { ...preview, hazards: EVERY_HAZARD } } },
    'twenty-deletes': { request: counts({ update: 9, softDelete: 20, byType: { user: 29 } }), viewing: { rows: [...DELETES, ...CHANGES.slice(2)] as Viewing['rows'] } },
    'from-a-personal-chat': { viewing: { notes: reach(['Ben Okafor', 'Gus Petrov'], ['Eva Lindqvist']) } },
    'values-for-all': { viewing: { mayShowValues: true } },
    'time-is-over': { request: { state: { ...ASKED, expiresAt: ago(1) } } },
    'found-different': { request: { recheck: { ...RECHECK, difference: { appeared: 1, changed: 1, gone: 2 } }, revision: 2 }, viewing: { differences: { appeared: CHANGES.slice(0, 1), changed: CHANGES.slice(2, 3), gone: CHANGES.slice(4, 6) } } },
    'reason-typed': { viewing: { draft: { byId: BEN, revision: 1, verb: 'approve', reason: 'I saw the lockout myself, it has to go' } } },
    'rejection-typed': { viewing: { draft: { byId: BEN, revision: 1, verb: 'reject', reason: 'The two joiners are real' } } },
    'switched-off': { viewing: OFF },
    'not-yours': { viewing: refused('sameHuman', 'approve', 'reject') },
    voted: { request: { votes }, viewing: { quorum: { ...ONE_OF_TWO, active: ['Gus Petrov'] } } },
  },
  rechecking: {
    starting: { request: { state: { ...RECHECKING } } },
    reading: { request: { state: { ...RECHECKING, previewJobId: 'p2', computedAt: ago(1) } } },
    stopping: { request: { state: { ...RECHECKING, previewJobId: 'p2', status: 'calculating', cancelAskedById: ANA } } },
  },
  approved: {
    'switched-off': { viewing: OFF },
    rechecked: { request: { recheck: { ...RECHECK, difference: { appeared: 0, changed: 0, gone: 2 } }, state: { name: 'approved', approvedAt: ago(2), expiresAt: later(13), because: 'rechecked' } } },
    'graph-away': { request: { state: { name: 'approved', approvedAt: ago(2), expiresAt: later(13), because: 'graphAway' } } },
    'start-lost': { request: { state: { name: 'approved', approvedAt: ago(14), expiresAt: later(0.5), because: 'startWasLost' } } },
    'time-is-over': { request: { state: { name: 'approved', approvedAt: ago(20), expiresAt: ago(1), because: 'slotBusy', slotFreeAt: ago(16) } } },
  },
  recovering: {
    starting: { request: { state: { name: 'recovering', starterId: BEN, intendedAt: ago(0) } } },
    untold: { request: { state: { name: 'recovering', starterId: BEN, intendedAt: ago(1700), recoveryJobId: 'r', status: 'running' } } },
    stopping: { request: { state: { name: 'recovering', starterId: BEN, intendedAt: ago(70), recoveryJobId: 'r', status: 'running', changedObjects: 6, cancelAskedById: ANA } } },
  },
  recovered: {
    whole: { request: { outcome: { ...outcome, failedChanges: 0 } } },
    untold: { request: { outcome: { ...outcome, changedObjects: undefined, changedLinks: undefined, failedChanges: 212 } } },
  },
  failed: {
    preview: failedDuring('preview', 'previewFailed'),
    'snapshot-gone': failedDuring('preview', 'snapshotGone'),
    'changed-in-the-database': failedDuring('recovery', 'keptChangesDiffer'),
    'not-its-record': failedDuring('recovery', 'recordDiffers'),
    reading: failedDuring('reading', 'graph/forbidden'),
    broken: failedDuring('reading', 'work/given-up'),
  },
  canceled: {
    preview: { request: { outcome: undefined, preview: undefined, state: { name: 'canceled', at: ago(3), during: 'preview', byId: ANA } } },
    outside: { request: { state: { name: 'canceled', at: ago(3), during: 'recovery' } } },
  },
  expired: { planned: expiredIn('planned'), waiting: expiredIn('waitingForSlot'), approved: expiredIn('approved') },
}; // prettier-ignore

/** As the product fills it: related requests are looked for while one is planned, the quorum where there is something to approve. */
function beside(state: RecoveryStateName): Partial<Viewing> {
  const notes = state === 'planned' ? {} : { notes: [] };
  return state === 'awaitingApproval' || state === 'previewed' ? { ...notes, quorum: ONE_OF_TWO } : notes;
}

function cardsOf(state: RecoveryStateName, name: string, { request, viewing }: Variant): Shelf['cards'] {
  const sample = sampleRequest(state, request);
  return forEachViewer(name, (viewer) =>
    drawRequest(sample, {
      ...sampleViewing(viewer),
      ...beside(state),
      ...viewing,
      ...(viewer.isShared && { draft: undefined }),
    }),
  );
}

export function stateShelves(): readonly Shelf[] {
  return STATE_NAMES.map((state) => ({
    title: state,
    cards: Object.assign(
      cardsOf(state, state, {}),
      ...Object.entries(VARIANTS[state] ?? {}).map(([name, variant]) => cardsOf(state, `${state}-${name}`, variant)),
    ) as Shelf['cards'],
  }));
}
