/** Every card there is: each state for each viewer, and the lists. */
import type { Confirmation } from '../../approvals/confirmation';
import type { Quorum } from '../../approvals/quorum';
import { approvalInputs } from '../../cards/approval-inputs';
import type { DrawnCard, Viewer, Viewing } from '../../cards/card';
import { drawChanges, drawFailedChanges } from '../../cards/changes-card';
import { drawChoices } from '../../cards/choices-card';
import { drawHelp } from '../../cards/help-card';
import { drawRequest, drawTombstone } from '../../cards/request-card';
import { drawHistory, drawRequests } from '../../cards/requests-card';
import { drawSnapshots } from '../../cards/snapshots-card';
import type { RecoveryRequest, RecoveryStateName } from '../../recovery/request';
import { minutesAfter } from '../../shared/clock';
import type { ConversationId, SnapshotId } from '../../shared/ids';
import { NAMES, VIEWERS } from './sample-people';
import { CHANGES, NOW, POLICY_CHANGES, POLICY_INCIDENT, sampleRequest } from './sample-requests';

export const STATE_NAMES: readonly RecoveryStateName[] = [
  'planned', 'waitingForSlot', 'previewing', 'reading', 'previewed', 'awaitingApproval', 'approved', 'recovering', 'recovered',
  'failed', 'canceled', 'rejected', 'withdrawn', 'expired',
]; // prettier-ignore

export function sampleViewing(viewer: Viewer): Viewing {
  return {
    viewer,
    now: NOW,
    names: NAMES,
    rows: CHANGES,
    mayShowValues: !viewer.isShared && viewer.standing !== 'none',
    notes: ['Another open request is about the same users: R-8H2M by Ben Okafor.'],
    windows: { approvalMinutes: 60, executionMinutes: 15, previewMaxAgeMinutes: 30 },
  };
}

function requestCards(): readonly (readonly [string, DrawnCard])[] {
  return STATE_NAMES.flatMap((state) =>
    Object.entries(VIEWERS).map(
      ([viewer, seen]) => [`${state}-${viewer}`, drawRequest(sampleRequest(state), sampleViewing(seen))] as const,
    ),
  );
}

/** Warnings, another kind of pin, and what an approver may have to type. */
function specialCards(): Readonly<Record<string, DrawnCard>> {
  const { shared, requester } = VIEWERS;
  const { plan, preview } = sampleRequest('awaitingApproval');
  const late = {
    plan: { ...plan, incidentAt: new Date('2026-03-28T20:00:00Z'), timePhrase: 'before the incident at 21:00' },
  };
  const counts = { update: 299_000, restore: 988, softDelete: 12, unknown: 0, shownOnly: 41, links: 120_000, byType: { user: 299_000, group: 1000 } }; // prettier-ignore
  const big = sampleRequest('awaitingApproval', { preview: { ...preview, counts } });
  return {
    'planned-after-damage': drawRequest(sampleRequest('planned', late), sampleViewing(requester)),
    'awaitingApproval-by-type': drawRequest(big, sampleViewing(shared)),
    ...quorumCards(),
  };
}

/** Two approvers: none yet, one of them, not enough people with and without leniency. */
function quorumCards(): Readonly<Record<string, DrawnCard>> {
  const { shared, approver, requester } = VIEWERS;
  const two: Quorum = { asked: 2, because: ['settings'], others: 3, isStrict: false };
  const written: readonly Confirmation[] = [{ kind: 'policy', policies: [] }, { kind: 'reason' }];
  const alone: readonly Confirmation[] = [{ kind: 'changes', count: 3 }, ...written];
  const asked = sampleRequest('awaitingApproval', POLICY_INCIDENT);
  const { votes } = sampleRequest('approved');
  const drawn = (request: RecoveryRequest, viewer: Viewer, quorum: Quorum) => {
    const active = quorum.others > 1 && request.votes.length === 0 ? ['Ben Okafor', 'Gus Petrov'] : ['Gus Petrov'];
    const view = { quorum, active, eligible: quorum.others > 1 ? ['Eva Lindqvist'] : [] };
    const seen = {
      ...sampleViewing(viewer),
      quorum: view,
      approvalInputs: approvalInputs(quorum.others > 1 ? written : alone),
    };
    return drawRequest(request, { ...seen, rows: POLICY_CHANGES });
  };
  return {
    'quorum-2-shared': drawn(asked, shared, two),
    'quorum-2-one-voted': drawn({ ...asked, votes }, shared, two),
    'quorum-2-not-reachable': drawn(asked, approver, { ...two, others: 1 }),
    'quorum-2-strict': drawn(sampleRequest('previewed', POLICY_INCIDENT), requester, { ...two, others: 1, isStrict: true }), // prettier-ignore
  };
}

const DAY_MINUTES = 24 * 60;
const SNAPSHOTS = ['OTYwMA==', 'zE3NjAw', 'DE4ODAw', 'ExMjAw'].map((tail, day) => ({
  id: `MTc4NTE4${tail}` as SnapshotId,
  createdAt: minutesAfter(new Date('2026-03-28T22:00:00Z'), -day * DAY_MINUTES),
  changedObjects: day === 1 ? 1204 : undefined,
}));

const COMMANDS = [
  { name: 'snapshots', usage: 'snapshots', summary: 'What Microsoft keeps, newest first.', example: 'snapshots' },
  { name: 'preview', usage: 'preview <scope> from <time>', summary: 'What would change.', example: 'preview users from yesterday' },
  { name: 'restore', usage: 'restore <scope> from <time> [because <reason>]', summary: 'Preview, then ask for approval.', example: 'restore users from yesterday because INC-4711' },
  { name: 'requests', usage: 'requests', summary: 'What is open.', example: 'requests' },
  { name: 'history', usage: 'history [30d]', summary: 'What was recovered, by whom.', example: 'history 30d' },
]; // prettier-ignore

function listCards(): Readonly<Record<string, DrawnCard>> {
  const seen = { names: NAMES, now: NOW, zone: 'Europe/Oslo' };
  const request = sampleRequest('awaitingApproval');
  const recovered = sampleRequest('recovered');
  const failed = CHANGES.slice(2, 4).map((change) => ({ ...change, failureMessage: 'Update failed: Service principal is managed by another service.' })); // prettier-ignore
  const shown = { request, changes: CHANGES, page: 2, pageCount: 3, total: 15, names: NAMES };
  return {
    snapshots: drawSnapshots({ snapshots: SNAPSHOTS, zone: 'Europe/Oslo', now: NOW }),
    'snapshots-busy': drawSnapshots({ snapshots: SNAPSHOTS, zone: 'UTC', now: NOW, holder: { what: 'recovery', startedAt: NOW } }), // prettier-ignore
    'snapshots-none': drawSnapshots({ snapshots: [], zone: 'UTC', now: NOW }),
    requests: drawRequests({ ...seen, requests: [sampleRequest('planned'), request] }),
    'requests-none': drawRequests({ ...seen, requests: [] }),
    history: drawHistory({ ...seen, days: 30, requests: [recovered, sampleRequest('rejected')] }),
    changes: drawChanges({ ...shown, mayShowValues: true }),
    'changes-names-only': drawChanges({ ...shown, mayShowValues: false, filterWords: 'users' }),
    'changes-failed': drawFailedChanges({ request: recovered, changes: failed, hasMore: false, names: NAMES, mayShowValues: true }), // prettier-ignore
    choices: drawChoices({
      question: 'Which "Finance" do you mean?',
      choices: [
        { label: 'Finance Leads (group)', command: 'restore 3f2a91c7-0000-4000-8000-000000000004 from yesterday' },
        { label: 'Finance Payroll (app)', command: 'restore 3f2a91c7-0000-4000-8000-000000000008 from yesterday' },
      ],
    }),
    help: drawHelp({
      commands: COMMANDS,
      standing: 'administrator',
      here: '19:incident@thread.tacv2' as ConversationId,
    }),
    'help-nobody': drawHelp({ commands: COMMANDS.slice(0, 1), standing: 'none' }),
    tombstone: drawTombstone(request, 'https://teams.microsoft.com/l/message/19:incident@thread.tacv2/1743238800000'),
  };
}

export function gallery(): ReadonlyMap<string, DrawnCard> {
  return new Map([...requestCards(), ...Object.entries(specialCards()), ...Object.entries(listCards())]);
}
