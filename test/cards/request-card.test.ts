import type { Viewing } from '../../src/cards/card';
import { outcomeSentence } from '../../src/cards/outcome-sentence';
import { drawRequest, drawTombstone, withRefresh } from '../../src/cards/request-card';
import type { RecoveryStateName } from '../../src/recovery/request';
import { PRESS_VERBS } from '../../src/recovery/acts';
import { gallery } from '../../src/tools/gallery/gallery';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';
import { ANA, BEN, VIEWERS } from '../../src/tools/gallery/sample-people';
import { CHANGES, NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { buttonOf, buttonsOf, inputsOf, nodesOf, powerOf, textsOf, titlesOf, wordsOf } from './card-reading';

const CARDS = gallery();
type Who = keyof typeof VIEWERS;
const cardOf = (state: RecoveryStateName, who: Who, more: { request?: object; viewing?: Partial<Viewing> } = {}) =>
  drawRequest(sampleRequest(state, more.request), { ...sampleViewing(VIEWERS[who]), ...more.viewing }).card;

const outcomeWith = (failedChanges: number) => ({ ...sampleRequest('recovered').outcome, failedChanges });
const AT_REST = ['recovered', 'failed', 'canceled', 'rejected', 'withdrawn', 'expired'] as const;

describe('who gets which buttons of power', () => {
  const nothing: readonly string[] = [];
  it.each<[RecoveryStateName, Record<Who, readonly string[]>]>([
    ['planned', { shared: ['startPreview', 'withdraw'], requester: ['startPreview', 'withdraw'], approver: nothing, reader: nothing, nobody: nothing }],
    ['waitingForSlot', { shared: ['tellMeWhenFree', 'withdraw'], requester: ['withdraw'], approver: ['tellMeWhenFree'], reader: ['tellMeWhenFree'], nobody: nothing }],
    ['previewing', { shared: ['cancel'], requester: ['cancel'], approver: ['cancel'], reader: ['cancel'], nobody: nothing }],
    ['reading', { shared: nothing, requester: nothing, approver: nothing, reader: nothing, nobody: nothing }],
    ['previewed', { shared: ['askForRecovery'], requester: ['askForRecovery'], approver: nothing, reader: nothing, nobody: nothing }],
    ['awaitingApproval', { shared: ['approve', 'reject', 'withdraw'], requester: ['withdraw'], approver: ['approve', 'reject'], reader: nothing, nobody: nothing }],
    ['rechecking', { shared: ['cancel', 'withdraw'], requester: ['cancel', 'withdraw'], approver: ['cancel', 'withdraw'], reader: nothing, nobody: nothing }],
    ['approved', { shared: ['runNow', 'withdraw'], requester: ['runNow', 'withdraw'], approver: ['runNow', 'withdraw'], reader: nothing, nobody: nothing }],
    ['recovering', { shared: ['cancel'], requester: ['cancel'], approver: ['cancel'], reader: nothing, nobody: nothing }],
  ])('%s', (state, expected) => {
    for (const who of ['shared', 'requester', 'approver', 'reader', 'nobody'] as const) {
      expect([who, powerOf(cardOf(state, who))]).toEqual([who, expected[who]]);
    }
  }); // prettier-ignore

  it.each(AT_REST)('%s leaves nobody one that changes it', (state) => {
    const isFollowUp = (verb: string) => verb === 'checkResult' || verb === 'retryFailed';
    for (const who of ['shared', 'requester', 'approver'] as const)
      expect(powerOf(cardOf(state, who)).filter((verb) => !isFollowUp(verb))).toEqual([]);
  });

  it.each<[string, RecoveryStateName, object, Who, readonly string[]]>([
    ['after a recovery with failed changes', 'recovered', {}, 'approver', ['checkResult', 'retryFailed']],
    ['that failed', 'failed', {}, 'shared', ['checkResult', 'retryFailed']],
    ['that was stopped', 'canceled', {}, 'requester', ['checkResult', 'retryFailed']],
    ['to a Reader', 'recovered', {}, 'reader', ['checkResult']],
    ['to nobody without a role', 'recovered', {}, 'nobody', nothing],
    ['without failed changes', 'recovered', { outcome: outcomeWith(0) }, 'requester', ['checkResult']],
    ['with more failed changes than can be pinned', 'recovered', { outcome: outcomeWith(101) }, 'requester', ['checkResult']],
    ['that never ran: its snapshot left the list', 'failed', { state: { name: 'failed', at: NOW, during: 'recovery', because: 'snapshotGone' } }, 'requester', nothing],
    ['that never ran: its preview failed', 'failed', { state: { name: 'failed', at: NOW, during: 'preview', because: 'previewFailed' } }, 'requester', nothing],
  ])('Check result and Retry failed are offered %s', (_when, state, request, ...[who, expected]) => {
    expect(powerOf(cardOf(state, who, { request }))).toEqual(expected);
  }); // prettier-ignore

  it('an unknown standing hides nothing that might work', () => {
    const viewer = { personId: BEN, standing: 'unknown', isShared: false } as const;

    expect(powerOf(cardOf('awaitingApproval', 'approver', { viewing: { viewer } }))).toEqual(['approve', 'reject']);
  });

  it('nobody who changed the request gets Approve', () => {
    expect(powerOf(cardOf('awaitingApproval', 'approver', { request: { changedByIds: [BEN] } }))).toEqual([]);
  });

  it('a vote that counts is not offered twice, but can be taken back', () => {
    const { votes } = sampleRequest('approved');

    expect(powerOf(cardOf('awaitingApproval', 'approver', { request: { votes } }))).toEqual(['withdraw']);
  });

  it.each(['awaitingApproval', 'approved'] as const)('%s offers no start once its window is over', (state) => {
    const now = new Date('2026-03-29T11:00:00Z');

    expect(powerOf(cardOf(state, 'shared', { viewing: { now } }))).toEqual(['withdraw']);
  });

  const { preview } = sampleRequest('previewed');
  const unchanged = { ...preview, counts: { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0, byType: {} } }; // prettier-ignore
  const twoKinds = { ...preview, counts: { ...unchanged.counts, update: 2, byType: { user: 1, organization: 1 } } };
  it.each([
    ['nothing differs', unchanged],
    ['one recovery cannot do it', twoKinds],
  ])('a recovery cannot be asked for where %s', (_why, changed) => {
    for (const who of ['shared', 'requester'] as const) {
      const card = cardOf('previewed', who, { request: { preview: changed } });

      expect(powerOf(card)).toEqual([]);
      expect(inputsOf(card)).toEqual([]);
      expect(wordsOf(card)).not.toContain('Ask for recovery');
    }
  });

  it('what one recovery cannot do is split by its requester, and by nobody else', () => {
    const plan = { ...sampleRequest('previewed').plan, scope: { kind: 'everything' } };
    const verbs = (who: Parameters<typeof cardOf>[1]) => powerOf(cardOf('previewed', who, { request: { preview: twoKinds, plan } })); // prettier-ignore

    expect(verbs('requester')).toEqual(['split']);
    expect(verbs('shared')).toEqual(['split']);
    expect(verbs('approver')).toEqual([]);
  });

  it('nothing is offered to look at where nothing differs', () => {
    expect(titlesOf(cardOf('previewed', 'shared', { request: { preview: unchanged } }))).toEqual([]);
  });

  it.each([
    ['previewing', 'preview'],
    ['rechecking', 'recheck'],
    ['recovering', 'recovery'],
  ] as const)('Cancel of %s says that it stops the %s, in every client', (state, stops) => {
    const action = nodesOf(cardOf(state, 'shared')).find(({ verb }) => verb === 'cancel');

    expect(action).toMatchObject({ data: { stops }, fallback: { data: { verb: 'cancel', stops } } });
  });

  it('Cancel waits for a job to cancel, and is gone once asked', () => {
    const recovering = { name: 'recovering', starterId: BEN, intendedAt: NOW };
    const asked = { ...recovering, recoveryJobId: 'r', cancelAskedById: ANA };

    expect(powerOf(cardOf('recovering', 'requester', { request: { state: recovering } }))).toEqual([]);
    expect(powerOf(cardOf('recovering', 'requester', { request: { state: asked } }))).toEqual([]);
    expect(wordsOf(cardOf('recovering', 'requester', { request: { state: asked } }))).toContain(
      'Ana Ruiz asked to stop',
    );
  });

  it('so does Cancel of a preview', () => {
    const previewing = { name: 'previewing', starterId: ANA, intendedAt: NOW };
    const stopping = { ...previewing, previewJobId: 'p', cancelAskedById: BEN };
    const card = cardOf('previewing', 'requester', { request: { state: stopping } });

    expect(powerOf(cardOf('previewing', 'requester', { request: { state: previewing } }))).toEqual([]);
    expect(powerOf(card)).toEqual([]);
    expect(wordsOf(card)).toContain('Ben Okafor asked to stop');
  });

  it('a recovery whose start is unclear does not say that changes are made', () => {
    const unclear = { name: 'recovering', starterId: BEN, intendedAt: NOW };
    const words = wordsOf(cardOf('recovering', 'shared', { request: { state: unclear } }));

    expect(words).toContain('has not said yet whether it did');
    expect(words).not.toContain('Changes are being made now');
    expect(words).not.toContain('Cancel');
  });

  it('an approval that came to its end unseen says so', () => {
    const words = wordsOf(cardOf('awaitingApproval', 'shared', { viewing: { now: new Date('2026-03-29T11:00:00Z') } }));

    expect(words).toContain('The time to approve is over');
    expect(words).not.toContain('must approve exactly this');
  });
});

describe('what a button carries', () => {
  it('the approval names the digest, and claims what was shown', () => {
    const approve = buttonOf(cardOf('awaitingApproval', 'approver'), 'Approve 4f2a91c7');

    expect(approve).toMatchObject({ verb: 'approve', data: { requestId: 'R-7K3Q', revision: 1, digest: '4f2a91c7'.repeat(8) } }); // prettier-ignore
  });

  it('rejecting asks why', () => {
    expect(inputsOf(cardOf('awaitingApproval', 'approver'))).toEqual(['rejectReason']);
  });

  it('a restore without a reason asks for one, where it can be started; with a reason it does not', () => {
    expect(inputsOf(cardOf('planned', 'requester'))).toEqual(['reason']);
    expect(inputsOf(cardOf('planned', 'approver'))).toEqual([]);
    expect(inputsOf(cardOf('planned', 'requester', { request: { reason: 'INC-4711 happened' } }))).toEqual([]);
    expect(inputsOf(cardOf('previewed', 'requester'))).toEqual(['reason']);
  });

  it.each(['planned', 'previewed'] as const)(
    'the reason of a %s restore is required, and only of who asks',
    (state) => {
      const card = cardOf(state, 'requester');
      const input = nodesOf(card).find(({ id }) => id === 'reason');
      const isHeldUp = (title: string) => buttonOf(card, title)?.['associatedInputs'] !== 'none';

      expect(input?.['isRequired']).toBe(true);
      expect(input?.['label']).toMatch(/^Reason \(required: .*10 characters.*incident/);
      expect(input?.['errorMessage']).toMatch(/10 characters/);
      expect(titlesOf(card).filter(isHeldUp)).toEqual([state === 'planned' ? 'Start preview' : 'Ask for recovery']);
    },
  );

  it('what the approver has to type is asked of those who may vote', () => {
    const approvalInputs = [{ id: 'confirmation', label: 'Type the number of changes', placeholder: 'As above' }];

    expect(inputsOf(cardOf('awaitingApproval', 'approver', { viewing: { approvalInputs } }))).toContain('confirmation');
    expect(inputsOf(cardOf('awaitingApproval', 'requester', { viewing: { approvalInputs } }))).toEqual([]);
  });

  it.each([...CARDS.keys()])('%s: each Execute has a Submit with the same verb and data', (name) => {
    const card = CARDS.get(name)?.card ?? {};
    for (const { verb, data, title, fallback } of buttonsOf(card)) {
      expect(PRESS_VERBS).toContain(verb);
      expect(fallback).toMatchObject({ type: 'Action.Submit', title, data: { verb, ...(data as object) } });
    }
  });

  it('each button has its typed twin on the card', () => {
    const words = wordsOf(cardOf('awaitingApproval', 'shared'));

    for (const twin of ['approve R-7K3Q', 'reject R-7K3Q because', 'withdraw R-7K3Q', 'changes R-7K3Q']) {
      expect(words).toContain(twin);
    }
  });
});

describe('the shape of every card', () => {
  const BODY_TYPES = ['AdaptiveCard', 'TextBlock', 'FactSet', 'Container', 'ActionSet', 'Input.Text'];

  it.each([...CARDS])('%s stays with 1.2 in its body, three buttons first, and wraps', (_name, { card, summary }) => {
    const types = nodesOf(card).map(({ type }) => type).filter((type) => typeof type === 'string'); // prettier-ignore
    expect(types.filter((type) => !type.startsWith('Action.') && !BODY_TYPES.includes(type))).toEqual([]);
    expect(card['version']).toBe('1.5');
    const first = (card['actions'] as readonly { title: string }[] | undefined) ?? [];
    expect(first.filter(({ title }) => title !== 'More').length).toBeLessThanOrEqual(3);
    expect(nodesOf(card).filter(({ type, wrap }) => type === 'TextBlock' && wrap !== true)).toEqual([]);
    expect(textsOf(card).filter((text) => /\$\{|undefined|null|NaN|\[object/.test(text))).toEqual([]);
    expect(summary).not.toBe('');
  });
});

describe('sentences on the cards', () => {
  it('a plan begins with: nothing has been changed yet', () => {
    expect(textsOf(cardOf('planned', 'requester'))[0]).toBe('Nothing has been changed yet.');
    expect(textsOf(cardOf('waitingForSlot', 'shared'))[0]).toBe('Nothing has been changed yet.');
  });

  it('a plan says the UTC day where it is another one', () => {
    const text = wordsOf(cardOf('planned', 'requester', { request: { zone: 'Australia/Sydney' } }));

    expect(text).toContain('yesterday → Sun 29 Mar 2026 09:00 Australia/Sydney (Sat 28 Mar 22:00 UTC), 11 h old');
  });

  it('a plan echoes the snapshot completely, and says what is inside it', () => {
    const words = wordsOf(cardOf('planned', 'requester'));

    expect(words).toContain('yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 11 h old');
    expect(words).toContain('Changes made before the snapshot are inside it');
    expect(words).toContain('Sun 29 Mar 2026 11:30 Europe/Oslo (30 min left)');
  });

  it('a snapshot that is not older than the incident is warned of, with an earlier one to press', () => {
    const { plan } = sampleRequest('planned');
    const late = { reason: 'INC-4711', plan: { ...plan, incidentAt: new Date('2026-03-28T20:00:00Z') } };
    const card = cardOf('planned', 'requester', { request: late });

    expect(wordsOf(card)).toContain('may already hold the damage');
    expect(buttonOf(card, 'Earlier snapshot')).toMatchObject({
      verb: 'say',
      data: { text: 'restore users and groups from before 2026-03-28T22:00:00Z because INC-4711' },
    });
    expect(wordsOf(card)).toContain('restore users and groups from before 2026-03-28T22:00:00Z');
  });

  it.each(['planned', 'waitingForSlot', 'previewing', 'reading', 'previewed'] as const)(
    'a %s check does not say that nothing has been changed yet: the recovery has',
    (state) => {
      const plan = {
        ...sampleRequest(state).plan,
        wantsApproval: false,
        follows: { requestId: 'R-7K3Q', how: 'check' },
      };
      const words = wordsOf(cardOf(state, 'shared', { request: { plan } }));

      expect(words).not.toContain('has been changed yet');
      expect(outcomeSentence({ kind: 'done', request: sampleRequest(state, { plan }) })).not.toContain(
        'has been changed',
      );
      if (state !== 'previewed') expect(words).toContain('This check changes nothing.');
    },
  );

  it('numbers of changes add up: what is only shown is told apart', () => {
    const recovering = wordsOf(cardOf('recovering', 'shared'));
    const approval = drawRequest(sampleRequest('awaitingApproval'), sampleViewing(VIEWERS.shared)).summary;

    expect(approval).toContain('12 changes');
    expect(recovering).toContain(
      '12 changes, 3 shown only: 9 update · 1 restore · 2 delete (recoverable 30 days), with 4 links',
    );
  });

  it('a waiting request says who is in the way, since when, and that nothing starts by itself', () => {
    const words = wordsOf(cardOf('waitingForSlot', 'shared'));

    expect(words).toContain(
      'a recovery started outside Rewind (by whom is unknown), since Sun 29 Mar 2026 10:20 Europe/Oslo',
    );
    expect(words).toContain('press Start preview again: nothing starts by itself');
  });

  it('risk comes before counts, counts before rows, and deletes before other rows', () => {
    const words = wordsOf(cardOf('awaitingApproval', 'approver'));
    const order =
      ['Danger: 2 objects created since', 'Warning: 1 possible approver', 'Note: 2 objects with links', '9 update · 1 restore · 2 delete (recoverable 30 days) · 3 shown only', '**Noor Haddad** · would be deleted', '**Ida Solberg** · would be changed', 'Show all', 'Approve 4f2a91c7'] // prettier-ignore
        .map((words_) => words.indexOf(words_));

    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });

  it('deletes are shown in full up to twenty, even after other rows', () => {
    const [deleted] = CHANGES;
    const deletes = Array.from({ length: 22 }, (_, number) => ({ ...deleted, displayName: `Joiner ${number}` }));
    const words = wordsOf(cardOf('awaitingApproval', 'approver', { viewing: { rows: [...CHANGES.slice(2), ...deletes] as Viewing['rows'] } })); // prettier-ignore

    expect(words.match(/Joiner \d+/g)).toHaveLength(20);
    expect(words.indexOf('Joiner 0')).toBeLessThan(words.indexOf('Ida Solberg'));
  });

  it('a row says now and what it will become; a row that cannot be recovered does not promise it', () => {
    const words = wordsOf(cardOf('awaitingApproval', 'approver'));

    expect(words).toContain('department: Sales → will become Engineering');
    expect(words).toContain('accountEnabled: false → will become true');
    expect(words).toContain('members: will add Cleo Marchetti (…0000000000c1); will remove 3f2a91c7-0000-4000-8000-000000000002'); // prettier-ignore
    expect(words).toContain('department: x → in the snapshot (empty)');
    expect(words).toContain('3f2a91c7-0000-4000-8000-000000000003');
    expect(words).toContain('… and 8 more: changes R-7K3Q');
  });

  it('in front of everybody there are names and counts only, with a way to the values', () => {
    const card = cardOf('awaitingApproval', 'shared');

    expect(wordsOf(card)).toContain('Ida Solberg');
    for (const value of ['Sales', 'Engineering', 'ida@contoso', 'Cleo Marchetti'])
      expect(wordsOf(card)).not.toContain(value);
    expect(buttonOf(card, 'Show values')).toMatchObject({ verb: 'refresh', data: { requestId: 'R-7K3Q' } });
  });

  it('somebody without a role sees no value, and no button that would not work', () => {
    const card = cardOf('awaitingApproval', 'nobody');

    expect(wordsOf(card)).toContain('values are shown to holders of a backup role');
    for (const value of ['Sales', 'Engineering', 'ida@contoso']) expect(wordsOf(card)).not.toContain(value);
    expect(titlesOf(card)).toEqual([]);
  });

  it('the approval says the windows, the fingerprint, what is pinned and what it cannot see', () => {
    const words = wordsOf(cardOf('awaitingApproval', 'approver'));

    expect(words).toContain('approve until Sun 29 Mar 2026 11:48 Europe/Oslo (48 min left)');
    expect(words).toContain('Run now within 15 min');
    expect(words).toContain('12 min old (at most 30 min when it runs)');
    expect(words).toContain('pinned to exactly these 12 objects');
    expect(words).toContain('This preview cannot see');
    expect(words).toContain('INC-4711');
  });

  it('above a hundred objects it says that it runs by type and what rides along', () => {
    const card = CARDS.get('awaitingApproval-by-type-shared')?.card ?? {};

    expect(wordsOf(card)).toContain('It runs by type (users and groups)');
    expect(wordsOf(card)).toContain('299,000 update · 988 restore · 12 delete');
    expect(wordsOf(card)).not.toContain('pinned');
  });

  it('where grants cannot be named it says that it runs by type, and claims no pin', () => {
    const words = wordsOf(CARDS.get('awaitingApproval-grants-by-type-approver')?.card ?? {});

    expect(words).toContain('It runs by type (service principals with their grants and assignments)');
    expect(words).toContain('2 grants or assignments cannot be pinned');
    expect(words).toContain('grants and assignments only with their service principal');
    expect(words).not.toContain('pinned to');
  });

  it.each([
    ['singletons alone run by type', { organization: 1 }, 'It runs by type (the organization)'],
    ['grants reach further than the pin', { appRoleAssignment: 2 }, 'other grants and assignments ride along'],
    ['singletons beside others are not run', { organization: 1, user: 2 }, 'cannot be recovered in one go'],
  ])('say that %s', (_what, byType, sentence) => {
    const { preview } = sampleRequest('awaitingApproval');
    const counts = { ...preview?.counts, unknown: 0, byType };
    const words = wordsOf(cardOf('awaitingApproval', 'approver', { request: { preview: { ...preview, counts } } }));

    expect(words).toContain(sentence);
  });

  it.each([
    ['requester', 'You asked, so somebody else has to approve.'],
    ['approver', 'A second Backup Administrator must approve exactly this.'],
    ['reader', 'Only another Backup Administrator can approve.'],
  ] as const)('tells the %s what they are to the vote', (who, sentence) => {
    expect(wordsOf(cardOf('awaitingApproval', who))).toContain(sentence);
  });

  it.each([
    ['slotBusy', 'was busy when the last approval came'],
    ['graphAway', 'could not be reached when the last approval came'],
    ['startWasLost', 'nothing is running'],
  ])('says why approved did not run at once: %s', (because, sentence) => {
    const { state } = sampleRequest('approved');

    expect(wordsOf(cardOf('approved', 'shared', { request: { state: { ...state, because } } }))).toContain(sentence);
  });

  it('progress has words, elapsed time and the documented range, and no percentage', () => {
    const preview = wordsOf(cardOf('previewing', 'requester'));
    const recovery = wordsOf(cardOf('recovering', 'requester'));

    expect(preview).toContain('Preview: loading the snapshot');
    expect(preview).toContain('25 min ago');
    expect(preview).toContain('1 h to 2 h 30 min');
    expect(recovery).toContain('6 objects, 1 link');
    expect(recovery).toContain('up to 30 h for 500,000 changes');
    expect(preview + recovery).not.toContain('%');
  });

  it('the finish card has changed, failed, not covered, the values before and the audit log', () => {
    const words = wordsOf(cardOf('recovered', 'requester'));

    for (const part of [
      '11 objects and 4 links changed',
      '1 change failed: failed R-7K3Q',
      'Not covered by any recovery',
      'changes R-7K3Q',
      'audit log',
      '9e1b7c55-0000-4000-8000-00000000bbbb',
      'took 1 h 32 min',
    ])
      // prettier-ignore
      expect(words).toContain(part);
    expect(titlesOf(cardOf('recovered', 'requester'))).toEqual([
      'Check result',
      'Retry failed',
      'Show failed',
      'Values before',
    ]);
  });

  it('a recovery that failed or was canceled says that what was applied stays; a preview that nothing changed', () => {
    expect(wordsOf(cardOf('failed', 'shared'))).toContain('applied before stays');
    expect(wordsOf(cardOf('failed', 'shared'))).toContain('Reference: recoveryFailed 1f6a2c');
    expect(wordsOf(cardOf('canceled', 'shared'))).toContain('What was applied stays');
    const state = { name: 'canceled', at: NOW, during: 'preview' };
    expect(wordsOf(cardOf('canceled', 'shared', { request: { state } }))).toContain('Nothing was changed');
  });

  it('a rejection names who and why; silence is never consent', () => {
    expect(wordsOf(cardOf('rejected', 'shared'))).toContain('Ben Okafor rejected it: The two joiners are real');
    expect(wordsOf(cardOf('expired', 'shared'))).toContain('Silence is never consent');
  });

  it('toasts help', () => {
    const toast = (state: RecoveryStateName) =>
      drawRequest(sampleRequest(state), sampleViewing(VIEWERS.shared)).summary;

    expect(toast('awaitingApproval')).toBe('Approval needed: 12 changes, 2 deletes (4f2a91c7)');
    expect(new Set(STATE_NAMES.map(toast)).size).toBe(STATE_NAMES.length);
  });
});

describe('a superseded card', () => {
  it('is one line with a link and no button', () => {
    const { card } = drawTombstone(sampleRequest('recovering'), 'https://teams.microsoft.com/l/message/a(b)');

    expect(textsOf(card)).toHaveLength(1);
    expect(wordsOf(card)).toContain('[Open it](https://teams.microsoft.com/l/message/a%28b%29)');
    expect(buttonsOf(card)).toEqual([]);
    expect(wordsOf(drawTombstone(sampleRequest('recovering')).card)).toContain('status R-7K3Q');
  });

  it('links to https only', () => {
    expect(() => drawTombstone(sampleRequest('recovering'), 'javascript:alert(1)')).toThrow('https');
  });
});

describe('refresh', () => {
  it('asks for these people only, sixty at most, and carries the request', () => {
    const request = sampleRequest('awaitingApproval');
    const ids = Array.from({ length: 70 }, (_, number) => `29:${number}`);
    const { refresh } = withRefresh(cardOf('awaitingApproval', 'shared'), request, ids);

    expect(refresh).toMatchObject({ action: { verb: 'refresh', data: { requestId: 'R-7K3Q', revision: 1 } } });
    expect((refresh as { userIds: string[] }).userIds).toHaveLength(60);
  });
});
