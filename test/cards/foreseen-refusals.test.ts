import { noteSentences } from '../../src/cards/note-sentences';
import { drawNotice } from '../../src/cards/notice';
import { drawRequest } from '../../src/cards/request-card';
import { SWITCHED_OFF } from '../../src/cards/switched-off';
import type { RecoveryStateName } from '../../src/recovery/request';
import type { ForeseenRefusals } from '../../src/recovery/acts';
import { NAMES, VIEWERS } from '../../src/tools/gallery/sample-people';
import { NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { powerOf, wordsOf } from './card-reading';

const cardOf = (state: RecoveryStateName, who: keyof typeof VIEWERS, refusals: ForeseenRefusals) =>
  drawRequest(sampleRequest(state), { ...sampleViewing(VIEWERS[who]), refusals }).card;

describe('a press that would be refused has no button', () => {
  it.each([
    ['sameHuman', 'Your account belongs to the person who asked'],
    ['voterInChanges', 'The changes touch your own power'],
    ['roleNotActive', 'must approve exactly this'],
  ] as const)('nobody whose vote would be refused gets a ballot: %s', (because, words) => {
    const card = cardOf('awaitingApproval', 'approver', { approve: because, reject: because });

    expect(powerOf(card)).toEqual([]);
    expect(wordsOf(card)).toContain(words);
    expect(wordsOf(card)).not.toContain('approve R-7K3Q');
  });

  const OFF = {
    startPreview: 'recoveryDisabled',
    askForRecovery: 'recoveryDisabled',
    approve: 'recoveryDisabled',
    runNow: 'recoveryDisabled',
    checkResult: 'recoveryDisabled',
    retryFailed: 'recoveryDisabled',
  } as const;

  it.each([
    ['planned', 'requester', ['withdraw']],
    ['previewed', 'requester', []],
    ['awaitingApproval', 'approver', ['reject']],
    ['awaitingApproval', 'requester', ['withdraw']],
    ['approved', 'approver', ['withdraw']],
    ['recovering', 'approver', ['cancel']],
    ['recovered', 'approver', []],
  ] as const)('while recoveries are switched off: %s, as the %s sees it', (state, who, verbs) => {
    const card = cardOf(state, who, OFF);

    expect(powerOf(card)).toEqual(verbs);
    expect(wordsOf(card)).not.toMatch(
      /Press Start preview|Ask for recovery asks|Run now can be pressed|must approve exactly this/,
    );
  });

  it.each([
    'planned',
    'waitingForSlot',
    'previewed',
    'awaitingApproval',
    'rechecking',
    'approved',
    'recovered',
  ] as const)('and the card says so: %s', (state) => {
    const notes = { request: sampleRequest(state), related: [], names: new Map(), reach: undefined };

    expect(noteSentences({ ...notes, isSwitchedOff: true })).toEqual([SWITCHED_OFF]);
    expect(noteSentences({ ...notes, isSwitchedOff: false })).toEqual([]);
  });

  it('but not where nobody looks for a button', () => {
    const notes = { related: [], names: new Map(), reach: undefined, isSwitchedOff: true };

    for (const state of ['previewing', 'recovering', 'rejected', 'expired'] as const)
      expect(noteSentences({ ...notes, request: sampleRequest(state) })).toEqual([]);
  });

  it.each([
    ['approvalNeeded', 'awaitingApproval'],
    ['reminder', 'awaitingApproval'],
    ['escalation', 'awaitingApproval'],
    ['slotFree', 'planned'],
    ['slotFree', 'approved'],
  ] as const)('and no message points to one: %s, %s', (kind, state) => {
    const { text } = drawNotice({ kind }, sampleRequest(state), { names: NAMES, now: NOW, isSwitchedOff: true });

    expect(text).toContain(SWITCHED_OFF);
    expect(text).not.toMatch(/The button|can press/);
  });
});
