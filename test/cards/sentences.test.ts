import { drawNotice } from '../../src/cards/notice';
import { markPerson, withoutMarks } from '../../src/shared/person-mark';
import { failureSentence } from '../../src/cards/failure-sentences';
import { hazardSentence } from '../../src/cards/hazard-sentences';
import { brokenSentence, refusalSentence, SIGN_IN_PAGE, signInSentence } from '../../src/cards/sentences';
import { stateWords } from '../../src/cards/state-words';
import { refused, REFUSAL_REASONS, type RefusalReason } from '../../src/approvals/refusal';
import { HAZARD_KINDS } from '../../src/recovery/hazard';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { FailureCause } from '../../src/recovery/request';
import { PRESS_VERBS } from '../../src/recovery/acts';
import type { ObjectId, RecoveryJobId } from '../../src/shared/ids';
import { BEN, NAMES } from '../../src/tools/gallery/sample-people';
import { NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';

const HTML_OR_GAP = /[<>]|undefined|null|\[object| {2}|\.\./;

/** Of a typed command, before there is a request: nothing can run of it. */
const LOOKED_UP: readonly RefusalReason[] = ['cannotBePinned', 'tooManyLeft', 'exceptedRidesAlong', 'tooManyObjects', 'notFound', 'unknownId']; // prettier-ignore
/** No press on *Cancel* is refused by these. */
const STARTS: readonly RefusalReason[] = ['votesNotEnough', 'keptChangesDiffer', 'recordDiffers', 'stillRecovering', 'nothingFailed', 'slotBusy', 'clockOff', 'recoveryDisabled', 'teamsAway']; // prettier-ignore

describe('a refusal', () => {
  it.each(REFUSAL_REASONS)('%s says what happened, what it means and a way out', (because) => {
    const sentence = refusalSentence(refused(because));

    expect(sentence.split('. ').length).toBeGreaterThanOrEqual(3);
    expect(sentence).toMatch(/This changed nothing|Nothing was (changed|started)|never starts twice/);
    expect(sentence).not.toMatch(HTML_OR_GAP);
  });

  it('each reason has a sentence of its own', () => {
    expect(new Set(REFUSAL_REASONS.map((because) => refusalSentence(refused(because)))).size).toBe(
      REFUSAL_REASONS.length,
    );
  });

  it('uses the facts it is given', () => {
    const busy = refusalSentence(
      refused('slotBusy', { holder: 'a recovery of R-8H2M', since: 'Sun 29 Mar 2026 10:20 UTC' }),
    );
    const gone = refusalSentence(refused('atRest', { requestId: 'R-7K3Q', state: 'withdrawn' }));

    expect(busy).toContain('a recovery of R-8H2M is running since Sun 29 Mar 2026 10:20 UTC');
    expect(busy).toContain('Tell me when free');
    expect(gone).toContain('R-7K3Q is over (withdrawn)');
    expect(refusalSentence(refused('graphRefused', { reference: '1f6a' }))).toMatch(/Reference: 1f6a\.$/);
  });

  it('about a request says what the press did not do, and never that nothing was changed: a recovery may run by then', () => {
    const late = refusalSentence(refused('notAwaitingApproval', { requestId: 'R-7K3Q', state: 'recovering' }));

    expect(late).toContain('R-7K3Q is recovering, so there is nothing to vote on. This changed nothing.');
    for (const because of REFUSAL_REASONS.filter((reason) => !LOOKED_UP.includes(reason)))
      expect(refusalSentence(refused(because, { requestId: 'R-7K3Q', state: 'recovering' }))).not.toMatch(
        /Nothing was changed\./,
      );
  });

  it.each(REFUSAL_REASONS)(
    '%s of a press on Cancel does not say that nothing was started while something runs',
    (because) => {
      expect(refusalSentence(refused(because, { isStop: 'yes' }))).not.toMatch(STARTS.includes(because) ? /^$/ : /Nothing was started/); // prettier-ignore
    },
  );

  it('of a press that may have been carried out says so, whatever went away', () => {
    for (const because of ['databaseAway', 'redisAway'] as const)
      expect(refusalSentence(refused(because, { mayBeDone: 'yes', requestId: 'R-7K3Q' }))).toMatch(/is not known; Rewind never starts twice\..*status R-7K3Q/); // prettier-ignore
  });

  it('shows facts as data', () => {
    const sentence = refusalSentence(refused('notFound', { name: '[x](https://evil.example) <at>Ben</at>' }));

    expect(sentence).toContain('[x] (https:∕∕evil․example) ‹at›Ben‹/at›');
  });
});

describe('a hazard', () => {
  const examples = Array.from({ length: 5 }, (_, number) => ({ id: `3f2a91c7-0000-4000-8000-00000000000${number}` as ObjectId, name: `Object *${number}*` })); // prettier-ignore

  it.each(HAZARD_KINDS)('%s says how bad, what, and which objects with their ids', (kind) => {
    const sentence = hazardSentence({ kind, severity: 'danger', count: 7, examples }, { names: 2 });

    expect(sentence).toMatch(/^Danger: /);
    expect(sentence).toMatch(/: Object ∗0∗ \(…000000000000\), Object ∗1∗ \(…000000000001\) and 5 more\.$/);
    expect(hazardSentence({ kind, severity: 'note', count: 1, examples: [] }, { names: 2 })).toMatch(/^Note: [^*]*\.$/);
  });
});

describe('a failure', () => {
  it.each<FailureCause>(['previewFailed', 'recoveryFailed', 'couldNotBeRead', 'snapshotGone', 'keptChangesDiffer', 'recordDiffers', 'graph/forbidden', 'graph/refused', 'store/away', 'rewind/bug'])(
    '%s has a plain reason and a reference',
    (because) => {
      const failed = { name: 'failed', at: new Date(0), during: 'preview', because } as const;
      expect(failureSentence({ ...failed, reference: 'request-id-1' }, 'UTC')).toMatch(/ Reference: .*request-id-1$/);
      expect(failureSentence(failed, 'UTC')).toContain(because);
    },
  ); // prettier-ignore

  it('tells nothing of an exception', () => {
    expect(brokenSentence('abc', 'command')).toMatch(/Nothing was started.* Reference: abc$/);
  });

  it('says of a press that broke only what is known', () => {
    const sentence = brokenSentence('abc', 'press', 'R-7K3Q');

    expect(sentence).toMatch(/is not known; Rewind never starts twice\..*: status R-7K3Q; .* Reference: abc$/);
    expect(sentence).not.toMatch(/Nothing was/);
  });
});

describe('words', () => {
  it.each(STATE_NAMES)('%s has words', (name) => {
    expect(stateWords({ name })).not.toBe('');
  });

  it.each(PRESS_VERBS)('signing in to %s says what for, and that no token is kept', (verb) => {
    expect(signInSentence(verb)).toContain('keeps no token');
  });

  it('the page says that nothing happened, wherever it gives up', () => {
    for (const sentence of [
      SIGN_IN_PAGE.pressGone,
      SIGN_IN_PAGE.otherPerson,
      SIGN_IN_PAGE.otherOrganisation,
      SIGN_IN_PAGE.notSignedIn,
    ])
      // prettier-ignore
      expect(sentence).toContain('Nothing was changed');
  });
});

const OUTCOME = { recoveryJobId: 'job-1' as RecoveryJobId, startedAt: NOW, failedChanges: 1 };

describe('a notice', () => {
  const names = new Map([...NAMES, [BEN, 'Ben [Okafor](https://evil.example)']]);
  const drawn = (kind: Parameters<typeof drawNotice>[0]['kind'], request: RecoveryRequest) => {
    const { text, summary } = drawNotice({ kind }, request, { names, now: NOW });
    return { text: withoutMarks(text), summary };
  };

  it('marks the names of people, and nothing that only looks like one', () => {
    const request = sampleRequest('awaitingApproval');
    const marked = markPerson(request.requesterId, 'Ana Ruiz');
    const called = new Map([[request.requesterId, marked]]);
    const { text } = drawNotice({ kind: 'reminder' }, { ...request, reason: marked }, { names: called, now: NOW });

    expect(text.split(marked)).toHaveLength(1);
    expect(withoutMarks(text, (id) => `<${id}>`).match(/<[^>]*>/g)).toEqual([`<${request.requesterId}>`]);
  });

  it('says in the requester’s own chat only what is true whoever was reached', () => {
    const facts = { names, now: NOW, isOwnChat: true };
    const { text } = drawNotice({ kind: 'approvalNeeded' }, sampleRequest('awaitingApproval'), facts);

    expect(text).toContain('see the card for who was shown it');
    expect(text).not.toContain('elsewhere');
  });

  it.each([
    [18, 'Nothing has been changed yet. Approve before 11:18 starts it at once; later a fresh preview comes first. The button'],
    [90, 'Approve before 11:48 starts it at once'],
  ])('the reminder says until when an approval starts it: %d min', (minutes, words) => {
    const startsAtOnceUntil = new Date(NOW.getTime() + minutes * 60_000);
    const facts = { names, now: NOW, startsAtOnceUntil };
    const said = (more: object) => drawNotice({ kind: 'reminder' }, sampleRequest('awaitingApproval'), { ...facts, ...more }).text; // prettier-ignore

    expect(said({})).toContain(words);
    for (const more of [{ startsAtOnceUntil: undefined }, { isSwitchedOff: true }, { isOwnChat: true }])
      expect(said(more)).not.toContain('at once');
  }); // prettier-ignore

  it('begins with the request; whom it concerns is put in front by the channel', () => {
    expect(drawn('approvalNeeded', sampleRequest('awaitingApproval')).text.startsWith('R-7K3Q: ')).toBe(true);
  });

  it.each([
    ['approvalNeeded', sampleRequest('awaitingApproval'), ['Restore users and groups', '12 changes, 2 deletes (4f2a91c7)', 'INC-4711', '48 min left', 'Nothing has been changed yet'], 'Approval needed: 12 changes, 2 deletes (4f2a91c7)'],
    ['reminder', sampleRequest('awaitingApproval'), ['Still waiting', '48 min left'], 'Still waiting for approval: 12 changes, 2 deletes (4f2a91c7)'],
    ['escalation', sampleRequest('awaitingApproval'), ['Half of the time is over', 'Ana Ruiz asks', '48 min left', 'Nothing has been changed yet', 'gets the card with: approve R-7K3Q'], 'Still waiting for approval: 12 changes, 2 deletes (4f2a91c7)'],
    ['finished', sampleRequest('recovered'), ['11 objects changed, 1 failed (failed R-7K3Q)'], 'Recovered: 11 of 12 objects changed, 1 failed (R-7K3Q)'],
    ['finished', sampleRequest('previewed'), ['the preview is ready, 12 changes, 2 deletes', 'Nothing has been changed yet'], 'Preview ready: 12 changes, 2 deletes (R-7K3Q)'],
    ['finished', { ...sampleRequest('recovered'), outcome: { ...OUTCOME, changedObjects: 15, failedChanges: 0 } }, ['15 objects changed, nothing failed'], 'Recovered: 15 objects changed, 0 failed (R-7K3Q)'],
    ['finished', { ...sampleRequest('recovered'), outcome: OUTCOME }, ['the recovery is finished'], 'R-7K3Q is recovered'],
    ['finished', sampleRequest('approved'), ['approved'], 'Re-checked, press Run now (R-7K3Q)'],
    ['finished', sampleRequest('rejected'), ['rejected', 'status R-7K3Q'], 'R-7K3Q is rejected'],
    ['failed', sampleRequest('failed'), ['Microsoft’s recovery failed', 'Reference'], 'Recovery failed: 11 of 12 objects changed, 1 failed (R-7K3Q)'],
    ['expired', sampleRequest('expired'), ['nothing was changed'], 'R-7K3Q expired'],
    ['slotFree', sampleRequest('planned'), ['The slot is free again (as of 11:00)', 'Now Ana Ruiz, who asked, can press Start preview on the card until Sun 29 Mar 2026 11:30 Europe/Oslo (30 min left at 11:00)', 'start R-7K3Q'], 'The slot is free: R-7K3Q can go on'],
    ['slotFree', sampleRequest('awaitingApproval'), ['whoever may approve it can press Approve 4f2a91c7', '48 min left', 'approve R-7K3Q'], 'The slot is free: R-7K3Q can go on'],
    ['slotFree', sampleRequest('approved'), ['Ana Ruiz, who asked, and Ben [Okafor] (https:∕∕evil․example), who approved it, can press Run now', '13 min left', 'run R-7K3Q'], 'The slot is free: R-7K3Q can go on'],
  ] as const)('%s says what is to know', (...[kind, request, parts, summary]) => {
    const notice = drawn(kind, request);

    for (const part of parts) expect(notice.text).toContain(part);
    expect(notice.summary).toBe(summary);
  }); // prettier-ignore
});
