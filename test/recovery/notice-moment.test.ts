import type { Recheck } from '../../src/recovery/recheck';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import { isAtRest } from '../../src/recovery/states';
import type { NoticeKind } from '../../src/recovery/store-ports';
import { stillConcerned } from '../../src/recovery/notice-moment';
import type { Digest, PersonId } from '../../src/shared/ids';
import { ANA, at, BEN, EVA, NOW, previewing, recovering, requestIn, vote } from '../jobs/people-and-requests';

const DIGEST = 'a'.repeat(64) as Digest;
const AWAITING: RecoveryState = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) };
const PLANNED: RecoveryState = { name: 'planned', expiresAt: at(30) };
const APPROVED: RecoveryState = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' };
const RECHECKED: RecoveryState = { ...APPROVED, because: 'rechecked' };
const WAITING: RecoveryState = { name: 'waitingForSlot', resume: PLANNED, holder: { what: 'unknown' }, since: NOW, tellIds: [ANA] }; // prettier-ignore
const PREVIEWED: RecoveryState = { name: 'previewed' };
const RECOVERED: RecoveryState = { name: 'recovered', at: NOW };
const FAILED: RecoveryState = { name: 'failed', at: NOW, during: 'recovery', because: 'recoveryFailed' };
const CANCELED: RecoveryState = { name: 'canceled', at: NOW, during: 'recovery' };
const REJECTED: RecoveryState = { name: 'rejected', at: NOW, byId: BEN, reason: 'no' };
const WITHDRAWN: RecoveryState = { name: 'withdrawn', at: NOW, byId: ANA };
const EXPIRED: RecoveryState = { name: 'expired', at: NOW, during: 'awaitingApproval' };
const RUNNING = [previewing(), recovering()];
const ENDS = [RECOVERED, FAILED, CANCELED, REJECTED, WITHDRAWN, EXPIRED];
const ALL = [...RUNNING, ...ENDS, AWAITING, PLANNED, APPROVED, RECHECKED, WAITING, PREVIEWED];

const request = (state: RecoveryState, more: Partial<RecoveryRequest> = {}) => ({
  ...requestIn(state, { digest: DIGEST, ...more }),
  state,
});
const concerned = (kind: NoticeKind, peopleIds: readonly PersonId[], about: RecoveryRequest, now = at(1)) =>
  stillConcerned({ kind, peopleIds }, about, now);

const TRUE_IN: Readonly<Record<NoticeKind, readonly RecoveryState[]>> = {
  approvalNeeded: [AWAITING],
  reminder: [AWAITING],
  escalation: [AWAITING],
  finished: [RECOVERED, CANCELED, REJECTED, WITHDRAWN, PREVIEWED, RECHECKED],
  failed: [FAILED],
  expired: [EXPIRED],
  slotFree: [PLANNED, AWAITING, APPROVED, RECHECKED],
  votesDismissed: ALL.filter((state) => state !== REJECTED && state !== WITHDRAWN && state !== EXPIRED),
  away: ALL.filter(({ name }) => !isAtRest(name)),
};

describe('a notice that is posted late', () => {
  const cases = (Object.keys(TRUE_IN) as NoticeKind[]).flatMap((kind) =>
    ALL.map((state) => [kind, 'because' in state ? `${state.name} (${state.because})` : state.name, state] as const),
  );

  it.each(cases)('%s, and the request is %s', (kind, _name, state) => {
    const away = { since: NOW, because: 'graph/forbidden' };
    expect(concerned(kind, [EVA], request(state, { away }))).toEqual(TRUE_IN[kind].includes(state) ? [EVA] : undefined);
  });

  it('that Microsoft cannot be read is not said once it is read again', () => {
    expect(concerned('away', [EVA], request(recovering()))).toBeUndefined();
  });

  it.each(['approvalNeeded', 'reminder', 'escalation', 'slotFree'] as const)('%s is over with the window', (kind) => {
    expect(concerned(kind, [EVA], request(AWAITING), at(60))).toBeUndefined();
  });

  it.each(['approvalNeeded', 'reminder', 'escalation'] as const)('%s calls nobody who has voted meanwhile', (kind) => {
    const voted = request(AWAITING, { votes: [vote(BEN)] });

    expect(concerned(kind, [BEN, EVA], voted)).toEqual([EVA]);
    expect(concerned(kind, [BEN], voted)).toBeUndefined();
  });

  it('says of a dismissed vote nothing to who has voted anew', () => {
    const votedAnew = request(AWAITING, { votes: [vote(BEN)] });

    expect(concerned('votesDismissed', [BEN, EVA], votedAnew)).toEqual([EVA]);
    expect(concerned('votesDismissed', [BEN], votedAnew)).toBeUndefined();
  });

  it('tells the requester that votes were dismissed only while that is what stands on the card', () => {
    const recheck = { freshRevision: 1, difference: { appeared: 1, changed: 0, gone: 0 } } as Recheck;

    expect(concerned('votesDismissed', [ANA, BEN], request(AWAITING, { recheck }))).toEqual([ANA, BEN]);
    expect(concerned('votesDismissed', [ANA, BEN], request(APPROVED, { recheck }))).toEqual([BEN]);
  });

  it('names nobody where it named nobody', () => {
    expect(concerned('reminder', [], request(AWAITING))).toEqual([]);
  });
});
