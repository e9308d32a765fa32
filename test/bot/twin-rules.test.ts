/** A typed twin brings a card only where the person's own card has the button: everywhere else it says why not. */
import { BUTTON_OF, isTwin, twinRefusal, type Twin } from '../../src/bot/commands/twin-rules';
import { requestButtons } from '../../src/cards/request-buttons';
import { refusalSentence } from '../../src/cards/sentences';
import { stateWords } from '../../src/cards/state-words';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Standing } from '../../src/recovery/terms';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { ANA, BEN, CLEO } from '../../src/tools/gallery/sample-people';
import { ago, DIGEST, NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';

const GUS = '00000000-0000-4000-8000-000000000061' as PersonId;
const TWINS = Object.keys(BUTTON_OF).filter(isTwin);

type Who = readonly [person: string, personId: PersonId, standing: Standing];
const PEOPLE: readonly Who[] = [
  ['the requester', ANA, 'administrator'],
  ['the requester, who is a Reader by now', ANA, 'reader'],
  ['who approved, or might', BEN, 'administrator'],
  ['who approved, and is a Reader by now', BEN, 'reader'],
  ['somebody else', GUS, 'administrator'],
  ['a Reader', CLEO, 'reader'],
];

const [asked, approved] = [sampleRequest('awaitingApproval'), sampleRequest('approved')];
const { outcome } = sampleRequest('recovered');
const vote = { voterId: BEN, answer: 'approve', at: ago(2), digest: DIGEST, revision: 1 };
const waiting = (name: 'awaitingApproval' | 'approved') =>
  sampleRequest(name, { state: { ...sampleRequest('waitingForSlot').state, resume: sampleRequest(name).state } });
const running = (name: 'previewing' | 'rechecking' | 'recovering', more: object) =>
  sampleRequest(name, { state: { ...sampleRequest(name).state, ...more } });
const previewedWith = (counts: object) => {
  const { preview } = sampleRequest('previewed');
  return sampleRequest('previewed', { preview: { ...preview, counts: { ...preview?.counts, ...counts } } });
};

const mixed: RecoveryRequest = {
  ...previewedWith({ byType: { user: 11, authorizationPolicy: 1 } }),
  plan: { ...sampleRequest('previewed').plan, scope: { kind: 'everything' } },
};

const plain = (name: RecoveryRequest['state']['name']) =>
  sampleRequest(name, { plan: { ...sampleRequest(name).plan, wantsApproval: false } });

const REQUESTS: ReadonlyMap<string, RecoveryRequest> = new Map([
  ...STATE_NAMES.map((name) => [name, sampleRequest(name)] as const),
  ['waiting to be approved', waiting('awaitingApproval')],
  ['waiting to be run', waiting('approved')],
  ['planned, as a plain preview', plain('planned')],
  ['reading, as a plain preview', plain('reading')],
  ['with a vote', sampleRequest('awaitingApproval', { votes: [vote] })],
  ['changed by somebody', sampleRequest('awaitingApproval', { changedByIds: [GUS] })],
  ['without a digest', sampleRequest('awaitingApproval', { digest: undefined })],
  ['at the end of its window', sampleRequest('awaitingApproval', { state: { ...asked.state, expiresAt: ago(1) } })],
  ['not run in time', sampleRequest('approved', { state: { ...approved.state, expiresAt: ago(1) } })],
  ['starting its preview', running('previewing', { previewJobId: undefined })],
  ['stopping its preview', running('previewing', { cancelAskedById: BEN })],
  ['starting its re-check', running('rechecking', { previewJobId: undefined })],
  ['reading its re-check', running('rechecking', { computedAt: ago(1) })],
  ['starting its recovery', running('recovering', { recoveryJobId: undefined })],
  ['stopping its recovery', running('recovering', { cancelAskedById: BEN })],
  ['previewed, with nothing to recover', previewedWith({ update: 0, restore: 0, softDelete: 0 })],
  ['previewed, and not to be pinned', previewedWith({ byType: { user: 11, authorizationPolicy: 1 } })],
  ['previewed, and to be split', mixed],
  ['previewed without the wish for approval, and to be split', { ...mixed, plan: { ...mixed.plan, wantsApproval: false } }],
  ['planned, and to be split', sampleRequest('planned', { plan: { ...mixed.plan, scope: { kind: 'types', types: ['user', 'organization'] } } })],
  ['previewed, with too many left', { ...previewedWith({ update: 200 }), plan: { ...mixed.plan, except: [{ type: 'user', id: 'x' as ObjectId, name: '' }] } }],
  ['recovered, and nothing failed', sampleRequest('recovered', { outcome: { ...outcome, failedChanges: 0 } })],
  ['recovered, and too much failed', sampleRequest('recovered', { outcome: { ...outcome, failedChanges: 101 } })],
  ['whose snapshot is gone', sampleRequest('failed', { state: { name: 'failed', at: ago(3), during: 'recovery', because: 'snapshotGone' } })],
]); // prettier-ignore

const refusalOf = (twin: Twin, request: RecoveryRequest, [, personId, standing]: Who, isRecoveryDisabled = false) =>
  twinRefusal(twin, request, { personId, standing, now: NOW, isRecoveryDisabled });

describe.each([...REQUESTS])('of a request that is %s', (_state, request) => {
  it.each(TWINS)('%s brings the button or says why there is none', (twin) => {
    for (const who of PEOPLE) {
      const [person, personId, standing] = who;
      const buttons = requestButtons(request, sampleViewing({ personId, standing, isShared: false }));
      const hasButton = buttons.some((button) => button.kind === 'press' && button.verb === BUTTON_OF[twin]);
      expect([person, refusalOf(twin, request, who) === undefined]).toEqual([person, hasButton]);
    }
  });
});

describe('the reason why there is no button', () => {
  const [requester, demoted, approver, , gus, reader] = PEOPLE;

  it.each<[Twin, RecoveryRequest['state']['name'], Who | undefined, string | undefined]>([
    ['start', 'planned', requester, 'recoveryDisabled'],
    ['ask', 'previewed', requester, 'recoveryDisabled'],
    ['approve', 'awaitingApproval', gus, 'recoveryDisabled'],
    ['runNow', 'approved', requester, 'recoveryDisabled'],
    ['check', 'recovered', reader, 'recoveryDisabled'],
    ['retry', 'recovered', gus, 'recoveryDisabled'],
    ['approve', 'planned', gus, 'recoveryDisabled'],
    ['reject', 'planned', gus, 'notReadYet'],
    ['start', 'waitingForSlot', requester, 'recoveryDisabled'],
    ['start', 'waitingForSlot', gus, 'notRequester'],
    ['reject', 'awaitingApproval', gus, undefined],
    ['withdraw', 'awaitingApproval', requester, undefined],
    ['cancel', 'recovering', gus, undefined],
  ])('while recoveries are switched off: %s of one that is %s', (twin, state, who, because) => {
    expect(who && refusalOf(twin, sampleRequest(state), who, true)?.because).toBe(because);
  });

  it.each<[Twin, string, Who | undefined, string]>([
    ['approve', 'reading', gus, 'notReadYet'],
    ['approve', 'planned', gus, 'notReadYet'],
    ['reject', 'previewing', gus, 'notReadYet'],
    ['reject', 'planned', requester, 'voterIsRequester'],
    ['approve', 'reading', reader, 'readerMayNotAsk'],
    ['approve', 'planned, as a plain preview', gus, 'notAwaitingApproval'],
    ['approve', 'planned, as a plain preview', requester, 'notAwaitingApproval'],
    ['approve', 'waiting to be approved', gus, 'slotBusy'],
    ['approve', 'waiting to be approved', requester, 'voterIsRequester'],
    ['reject', 'waiting to be approved', reader, 'readerMayNotAsk'],
    ['approve', 'approved', gus, 'notAwaitingApproval'],
    ['approve', 'awaitingApproval', requester, 'voterIsRequester'],
    ['reject', 'awaitingApproval', reader, 'readerMayNotAsk'],
    ['approve', 'with a vote', approver, 'alreadyVoted'],
    ['reject', 'with a vote', approver, 'alreadyVoted'],
    ['approve', 'changed by somebody', gus, 'voterChangedRequest'],
    ['approve', 'at the end of its window', gus, 'windowOver'],
    ['withdraw', 'awaitingApproval', gus, 'notRequesterOrApprover'],
    ['withdraw', 'previewing', requester, 'previewRunning'],
    ['withdraw', 'reading', requester, 'notReadYet'],
    ['withdraw', 'previewed', requester, 'asksNobody'],
    ['withdraw', 'reading, as a plain preview', requester, 'asksNobody'],
    ['withdraw', 'recovering', requester, 'alreadyRunning'],
    ['withdraw', 'rejected', requester, 'atRest'],
    ['cancel', 'recovering', reader, 'readerMayNotAsk'],
    ['cancel', 'rechecking', reader, 'readerMayNotAsk'],
    ['cancel', 'stopping its preview', reader, 'alreadyStopping'],
    ['cancel', 'stopping its recovery', reader, 'alreadyStopping'],
    ['cancel', 'starting its recovery', gus, 'startUnclear'],
    ['cancel', 'reading', gus, 'notRunning'],
    ['start', 'planned', gus, 'notRequester'],
    ['start', 'waitingForSlot', requester, 'slotBusy'],
    ['start', 'waiting to be run', requester, 'notPlanned'],
    ['start', 'waitingForSlot', gus, 'notRequester'],
    ['ask', 'reading', requester, 'asksByItself'],
    ['ask', 'waitingForSlot', gus, 'asksByItself'],
    ['ask', 'reading, as a plain preview', requester, 'notReadYet'],
    ['ask', 'reading, as a plain preview', gus, 'notRequester'],
    ['ask', 'reading, as a plain preview', reader, 'readerMayNotAsk'],
    ['ask', 'previewed', reader, 'readerMayNotAsk'],
    ['ask', 'previewed, with nothing to recover', reader, 'nothingToRecover'],
    ['ask', 'awaitingApproval', requester, 'alreadyPreviewed'],
    ['ask', 'rejected', requester, 'atRest'],
    ['ask', 'previewed', gus, 'notRequester'],
    ['ask', 'previewed, with nothing to recover', requester, 'nothingToRecover'],
    ['ask', 'previewed, and not to be pinned', requester, 'cannotBePinned'],
    ['runNow', 'approved', gus, 'notRequesterOrApprover'],
    ['runNow', 'approved', reader, 'notRequesterOrApprover'],
    ['runNow', 'waiting to be run', requester, 'slotBusy'],
    ['runNow', 'waiting to be run', gus, 'notRequesterOrApprover'],
    ['runNow', 'waiting to be run', reader, 'notRequesterOrApprover'],
    ['runNow', 'waiting to be run', demoted, 'readerMayNotAsk'],
    ['runNow', 'waitingForSlot', requester, 'notApproved'],
    ['runNow', 'not run in time', requester, 'windowOver'],
    ['check', 'awaitingApproval', reader, 'notRunYet'],
    ['retry', 'recovered', reader, 'readerMayNotAsk'],
    ['retry', 'recovered, and nothing failed', gus, 'nothingFailed'],
    ['retry', 'recovered, and too much failed', gus, 'tooManyObjects'],
  ])('%s of one that is %s: %j hears %s, with a way out', (twin, state, who, because) => {
    const request = REQUESTS.get(state);
    const refusal = request && who && refusalOf(twin, request, who);
    expect(refusal).toMatchObject({ because });
    if (!request || !refusal) return;
    const facts = { requestId: request.id, state: stateWords(request.state), ...refusal.facts };
    expect(refusalSentence({ ...refusal, facts })).toMatch(
      /This changed nothing|Nothing was (?:changed|started)|never starts twice/,
    );
  });

  const RESTORE = /restore users and groups from 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\./;
  it.each<[Twin, string, Who | undefined, string | RegExp]>([
    ['reject', 'awaitingApproval', requester, 'or end it yourself: withdraw R-7K3Q.'],
    ['reject', 'planned', requester, 'or end it yourself: withdraw R-7K3Q.'],
    ['reject', 'previewing', requester, 'or end it yourself: cancel R-7K3Q.'],
    ['approve', 'reading', requester, 'or end it yourself: withdraw R-7K3Q, when its changes are read.'],
    ['approve', 'awaitingApproval', reader, 'Ask an Entra Backup Administrator to do it: approve R-7K3Q.'],
    ['reject', 'reading', reader, 'to do it: reject R-7K3Q, when its changes are read.'],
    ['cancel', 'recovering', reader, 'Ask an Entra Backup Administrator to do it: cancel R-7K3Q.'],
    ['cancel', 'rechecking', reader, 'Ask an Entra Backup Administrator to do it: cancel R-7K3Q.'],
    ['retry', 'recovered', reader, 'Ask an Entra Backup Administrator to do it: retry R-7K3Q.'],
    ['runNow', 'approved', demoted, 'Administrator who asked for it or approved it to do it: run R-7K3Q.'],
    ['ask', 'previewed', demoted, RESTORE],
    ['ask', 'previewed', gus, RESTORE],
    ['withdraw', 'previewed', requester, 'It can be left as it is, or asked for: ask R-7K3Q.'],
    ['withdraw', 'previewed', demoted, RESTORE],
    ['withdraw', 'previewed, with nothing to recover', requester, 'nothing that a recovery would change. This changed nothing. It can be left as it is.'],
    ['withdraw', 'previewed, with nothing to recover', demoted, 'It can be left as it is.'],
    ['withdraw', 'previewed, and not to be pinned', requester, 'It can be left as it is.'],
    ['withdraw', 'reading, as a plain preview', requester, 'It can be left as it is.'],
    ['start', 'waitingForSlot', requester, 'You will be told when it is free'],
    ['approve', 'waiting to be approved', gus, 'Press Tell me when free on its card (status R-7K3Q), then press again.'],
    ['ask', 'previewing', requester, 'is put to the vote by itself when its changes are read'],
    ['retry', 'recovered, and nothing failed', gus, 'To see what is left: check R-7K3Q.'],
    ['withdraw', 'rejected', requester, 'Make a new request, for example: restore users'],
  ])('and the way out is one that this person has: %s of one that is %s: %j', (twin, state, who, wayOut) => {
    const request = REQUESTS.get(state);
    const refusal = request && who && refusalOf(twin, request, who);
    if (!refusal) throw new Error('no refusal');
    const facts = { requestId: request.id, state: stateWords(request.state), ...refusal.facts };
    expect(refusalSentence({ ...refusal, facts })).toMatch(wayOut);
  }); // prettier-ignore

  it('points to nothing that is switched off', () => {
    const [recovered, previewed] = (['recovered, and nothing failed', 'previewed'] as const).map((state) => REQUESTS.get(state)); // prettier-ignore
    if (!recovered || !previewed || !requester) throw new Error('no sample');
    const [retried, withdrawn] = [refusalOf('retry', recovered, requester, true), refusalOf('withdraw', previewed, requester, true)]; // prettier-ignore
    expect(retried && refusalSentence(retried)).not.toContain('check');
    expect(withdrawn && refusalSentence(withdrawn)).not.toContain('asked for');
  });

  it('tells who holds the slot, since when, and until when a window was open', () => {
    const [busy, over] = (['waitingForSlot', 'at the end of its window'] as const).map((state) => REQUESTS.get(state));
    if (!busy || !over || !requester || !gus) throw new Error('no sample');
    expect(refusalOf('start', busy, requester)?.facts).toMatchObject({
      since: expect.stringContaining('2026') as string,
    });
    expect(refusalOf('approve', over, gus)?.facts).toMatchObject({ until: expect.stringContaining('10:59 Europe/Oslo') as string }); // prettier-ignore
  });
});
