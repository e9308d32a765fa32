/** A typed twin brings a card only where the person's own card has the button: everywhere else it says why not. */
import { isTwin, twinRefusal, type Twin } from '../../src/bot/commands/twin-rules';
import { requestButtons } from '../../src/cards/request-buttons';
import { refusalSentence } from '../../src/cards/sentences';
import { stateWords } from '../../src/cards/state-words';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { PressVerb, Standing } from '../../src/recovery/terms';
import type { PersonId } from '../../src/shared/ids';
import { ANA, BEN, CLEO } from '../../src/tools/gallery/sample-people';
import { ago, DIGEST, NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';

const GUS = '00000000-0000-4000-8000-000000000061' as PersonId;
const PRESSES: { readonly [Kind in Twin]: PressVerb } = {
  approve: 'approve',
  reject: 'reject',
  withdraw: 'withdraw',
  cancel: 'cancel',
  start: 'startPreview',
  ask: 'askForRecovery',
  runNow: 'runNow',
  check: 'checkResult',
  retry: 'retryFailed',
};
const TWINS = Object.keys(PRESSES).filter(isTwin);

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
const waiting = (resume: object) => sampleRequest('waitingForSlot', { state: { ...sampleRequest('waitingForSlot').state, resume } }); // prettier-ignore
const running = (name: 'previewing' | 'rechecking' | 'recovering', more: object) =>
  sampleRequest(name, { state: { ...sampleRequest(name).state, ...more } });
const previewedWith = (counts: object) => {
  const { preview } = sampleRequest('previewed');
  return sampleRequest('previewed', { preview: { ...preview, counts: { ...preview?.counts, ...counts } } });
};

const REQUESTS: ReadonlyMap<string, RecoveryRequest> = new Map([
  ...STATE_NAMES.map((name) => [name, sampleRequest(name)] as const),
  ['waiting to be approved', waiting(asked.state)],
  ['waiting to be run', waiting(approved.state)],
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
      const hasButton = buttons.some((button) => button.kind === 'press' && button.verb === PRESSES[twin]);
      expect([person, refusalOf(twin, request, who) === undefined]).toEqual([person, hasButton]);
    }
  });
});

describe('the reason why there is no button', () => {
  const [requester, , approver, , gus, reader] = PEOPLE;

  it.each<[Twin, RecoveryRequest['state']['name'], Who | undefined, string | undefined]>([
    ['start', 'planned', requester, 'recoveryDisabled'],
    ['ask', 'previewed', requester, 'recoveryDisabled'],
    ['approve', 'awaitingApproval', gus, 'recoveryDisabled'],
    ['runNow', 'approved', requester, 'recoveryDisabled'],
    ['check', 'recovered', reader, 'recoveryDisabled'],
    ['retry', 'recovered', gus, 'recoveryDisabled'],
    ['approve', 'planned', gus, 'notReadYet'],
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
    ['approve', 'waiting to be approved', gus, 'slotBusy'],
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
    ['withdraw', 'recovering', requester, 'alreadyRunning'],
    ['withdraw', 'rejected', requester, 'atRest'],
    ['cancel', 'recovering', reader, 'readerMayNotAsk'],
    ['cancel', 'rechecking', reader, 'readerMayNotAsk'],
    ['cancel', 'stopping its preview', reader, 'alreadyStopping'],
    ['cancel', 'starting its recovery', gus, 'startUnclear'],
    ['cancel', 'reading', gus, 'notRunning'],
    ['start', 'planned', gus, 'notRequester'],
    ['start', 'waitingForSlot', requester, 'slotBusy'],
    ['start', 'waiting to be run', requester, 'notPlanned'],
    ['ask', 'reading', requester, 'notReadYet'],
    ['ask', 'awaitingApproval', requester, 'alreadyPreviewed'],
    ['ask', 'rejected', requester, 'atRest'],
    ['ask', 'previewed', gus, 'notRequester'],
    ['ask', 'previewed, with nothing to recover', requester, 'nothingToRecover'],
    ['ask', 'previewed, and not to be pinned', requester, 'cannotBePinned'],
    ['runNow', 'approved', gus, 'notRequesterOrApprover'],
    ['runNow', 'approved', reader, 'notRequesterOrApprover'],
    ['runNow', 'waiting to be run', requester, 'slotBusy'],
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
    expect(refusalSentence({ ...refusal, facts })).toMatch(/Nothing was (?:changed|started)|never starts twice/);
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
