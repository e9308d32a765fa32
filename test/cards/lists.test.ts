import { drawApprovers } from '../../src/cards/approvers-card';
import { drawChanges, drawFailedChanges } from '../../src/cards/changes-card';
import { drawChoices } from '../../src/cards/choices-card';
import { drawHelp } from '../../src/cards/help-card';
import { drawHistory, drawRequests } from '../../src/cards/requests-card';
import { drawSnapshots } from '../../src/cards/snapshots-card';
import { COMMANDS, commandOf } from '../../src/bot/command-words';
import type { Change } from '../../src/recovery/change';
import type { ConversationId, SnapshotId } from '../../src/shared/ids';
import { ANA, BEN, NAMES, VIEWERS } from '../../src/tools/gallery/sample-people';
import { CHANGES, NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { buttonOf, nodesOf, powerOf, titlesOf, wordsOf } from './card-reading';

const SNAPSHOTS = [
  { id: 'MTc4NTE4OTYwMA==' as SnapshotId, createdAt: new Date('2026-03-28T22:00:00Z') },
  { id: 'MTc4NTEwMzIwMA==' as SnapshotId, createdAt: new Date('2026-03-27T22:00:00Z'), changedObjects: 1204 },
];

describe('approvers', () => {
  const gus = { accounts: [{ id: '00000000-0000-4000-8000-000000000061', name: 'Gus *Petrov*' }], role: 'active' } as const; // prettier-ignore
  const seen = { standing: 'administrator', isStrict: false } as const;

  it('are people, neutralised, with the end of their id', () => {
    expect(wordsOf(drawApprovers({ ...seen, approvers: [gus] }).card)).toContain('Gus ∗Petrov∗ (…000000000061)');
  });

  it.each([
    ['nobody', { ...seen, approvers: [] }, 'Nothing can be approved'],
    ['one', { ...seen, approvers: [gus] }, 'the one approver types the number of changes'],
    ['one, where two are meant strictly', { ...seen, approvers: [gus], isStrict: true }, 'One that takes two cannot'],
    ['two', { ...seen, approvers: [gus, gus] }, 'those that take two can be approved'],
    ['two, of whom one asks', { ...seen, approvers: [gus, gus], standing: 'reader' }, 'the one approver types'],
    ['one, who asks', { ...seen, approvers: [gus], standing: 'reader' }, 'Nothing can be approved'],
  ] as const)('say what %s can reach', (_who, view, words) => {
    expect(wordsOf(drawApprovers(view).card)).toContain(words);
  });
});

describe('snapshots', () => {
  it('have a number, local time with zone, age, the tail of the id, and what Graph tells', () => {
    const { card, summary } = drawSnapshots({ snapshots: SNAPSHOTS, zone: 'Australia/Sydney', now: NOW });
    const words = wordsOf(card);

    expect(words).toContain('#1 · Sun 29 Mar 2026 09:00 Australia/Sydney');
    expect(words).toContain('11 h old · id …OTYwMA==');
    expect(words).toContain('35 h old · id …MzIwMA== · 1,204 objects changed');
    expect(words).toContain('The slot is free: no preview or recovery is running.');
    expect(summary).toBe('2 snapshots, the newest 11 h old');
  });

  it('whose ids end alike offer no end of an id, which would fit several', () => {
    const alike = ['A', 'B'].map((day, index) => ({
      id: `MjAyNi0wMy0yN1${day}yMjowMDowMFo=` as SnapshotId,
      createdAt: new Date(Date.UTC(2026, 2, 28 - index, 22)),
    }));
    const short = { id: 'Zo=' as SnapshotId, createdAt: new Date('2026-03-26T22:00:00Z') };
    const words = wordsOf(drawSnapshots({ snapshots: [...alike, short], zone: 'UTC', now: NOW }).card);

    expect(words).not.toContain('id …');
    expect(words).toContain('Use the number or a time.');
    expect(words).toContain('#2 · ');
  });

  it('offer the end of the ids that are told apart by it', () => {
    const others = [1, 2].map((number) => ({ id: `${number}-same-end` as SnapshotId, createdAt: NOW }));
    const words = wordsOf(drawSnapshots({ snapshots: [...SNAPSHOTS, ...others], zone: 'UTC', now: NOW }).card);

    expect(words.match(/id …/g)).toHaveLength(2);
    expect(words).toContain('Use the number, the end of an id where it is shown, or a time.');
  });

  it('say which job holds the slot', () => {
    const holder = { what: 'preview', requestId: 'R-8H2M', startedAt: NOW } as const;

    expect(wordsOf(drawSnapshots({ snapshots: SNAPSHOTS, zone: 'UTC', now: NOW, holder }).card)).toContain(
      'a preview of R-8H2M, since Sun 29 Mar 2026 09:00 UTC',
    );
  });

  it('name who started something else, where the audit log has told', () => {
    const by = { kind: 'person', name: 'Gus *Petrov*' } as const;
    const holder = { what: 'recovery', jobId: 'job-9', startedAt: NOW, by } as const;

    expect(wordsOf(drawSnapshots({ snapshots: SNAPSHOTS, zone: 'UTC', now: NOW, holder }).card)).toContain(
      'a recovery started outside Rewind by Gus ∗Petrov∗, since',
    );
  });

  it('may be missing, with the reason', () => {
    expect(wordsOf(drawSnapshots({ snapshots: [], zone: 'UTC', now: NOW }).card)).toContain(
      'Microsoft lists no snapshot',
    );
  });
});

describe('requests', () => {
  const seen = { names: NAMES, now: NOW, zone: 'UTC' };

  it('that are open can be opened', () => {
    const { card } = drawRequests({ ...seen, requests: [sampleRequest('awaitingApproval')] });

    expect(wordsOf(card)).toContain('R-7K3Q · waiting for approval');
    expect(buttonOf(card, 'Open R-7K3Q')).toMatchObject({ verb: 'say', data: { text: 'status R-7K3Q' } });
    expect(wordsOf(drawRequests({ ...seen, requests: [] }).card)).toContain('Nothing is waiting');
  });

  it('of the past say by whom, who approved and what came of it', () => {
    const words = wordsOf(drawHistory({ ...seen, days: 30, requests: [sampleRequest('recovered')] }).card);

    for (const part of [
      '1 request in 30 days',
      'Asked by Ana Ruiz',
      'Approved by Ben Okafor',
      '11 objects changed, 1 failed',
    ]) {
      expect(words).toContain(part);
    }
  });
});

describe('changes', () => {
  const view = { request: sampleRequest('awaitingApproval'), changes: CHANGES, page: 2, pageCount: 3, total: 15, shownOnly: 3, names: NAMES }; // prettier-ignore

  it('are paged by typed commands, the filter kept', () => {
    const { card } = drawChanges({ ...view, mayShowValues: true, filterWords: '"Finance"' });

    expect(buttonOf(card, 'Next page')).toMatchObject({
      verb: 'say',
      data: { text: 'changes R-7K3Q "Finance" page 3' },
    });
    expect(buttonOf(card, 'Previous page')).toMatchObject({ data: { text: 'changes R-7K3Q "Finance" page 1' } });
    expect(wordsOf(card)).toContain('department: Sales → will become Engineering');
  });

  it('end at the last page', () => {
    expect(titlesOf(drawChanges({ ...view, page: 3, mayShowValues: true }).card)).not.toContain('Next page');
  });

  it('hide values from others', () => {
    expect(wordsOf(drawChanges({ ...view, mayShowValues: false }).card)).not.toContain('Engineering');
  });

  it('of a kind nobody knows are shown as they came', () => {
    const raw = { type: 'agent<User>', action: 'hardDelete' };
    const strange: Change = { ...(CHANGES[0] as Change), type: 'unknown', action: 'unknown', raw };
    const words = wordsOf(drawChanges({ ...view, changes: [strange], mayShowValues: true }).card);

    expect(words).toContain('unknown kind "agent‹User›"');
    expect(words).toContain('unknown action "hardDelete"');
  });

  it('are counted as the approval counts them: what is only shown is told apart', () => {
    expect(drawChanges({ ...view, mayShowValues: true }).summary).toBe('R-7K3Q: 12 changes, 3 shown only');
  });

  const during = (name: string, facts: object) => ({ state: { name, at: NOW, during: 'recovery', ...facts } });
  it.each([
    ['recovering', {}],
    ['recovered', {}],
    ['failed', {}],
    ['canceled', {}],
  ] as const)('of a recovery that is %s are told as they were before it, and never as made', (state, more) => {
    const words = wordsOf(drawChanges({ ...view, request: sampleRequest(state, more), mayShowValues: true }).card);

    for (const part of [
      'As it was before the recovery, as the preview of Sun 29 Mar 2026 10:48 Europe/Oslo read it',
      'Microsoft does not tell of each object whether it was changed',
      'was to be deleted',
      'was to be brought back',
      'department, before: Sales → snapshot: Engineering',
      'members: was to add Cleo Marchetti (…0000000000c1); was to remove',
    ])
      expect(words).toContain(part);
    expect(words).not.toMatch(/would|will /);
  });

  it.each([
    ['rejected', {}, 'rejected'],
    ['withdrawn', {}, 'withdrawn'],
    ['expired', {}, 'expired'],
    ['failed', during('failed', { because: 'snapshotGone' }), 'failed'],
    ['failed', during('failed', { during: 'preview', because: 'previewFailed' }), 'failed'],
    ['canceled', during('canceled', { during: 'recheck' }), 'canceled'],
  ] as const)('of a request that is %s and never ran promise nothing', (state, more, word) => {
    const words = wordsOf(drawChanges({ ...view, request: sampleRequest(state, more), mayShowValues: true }).card);

    expect(words).toContain(`It is ${word} and changed nothing. This is what it would have done`);
    expect(words).toContain('department: Sales → would have become Engineering');
    expect(words).toContain('would have been deleted');
    expect(words).not.toMatch(/will |would be /);
  });

  it('lead to their values where everybody sees names only, and in an own view back to the card', () => {
    const shared = drawChanges({ ...view, mayShowValues: false, filterWords: 'users' }).card;
    const own = drawChanges({ ...view, mayShowValues: true, isOwnView: true, filterWords: 'users' }).card;

    expect(buttonOf(shared, 'Show values')).toMatchObject({ verb: 'showChanges', data: { requestId: 'R-7K3Q', page: 2, filterWords: 'users' } }); // prettier-ignore
    expect(buttonOf(own, 'Next page')).toMatchObject({ verb: 'showChanges', data: { page: 3, filterWords: 'users' } });
    expect(buttonOf(own, 'Back')).toMatchObject({ verb: 'refresh', data: { requestId: 'R-7K3Q' } });
    expect(titlesOf(own)).not.toContain('Show values');
  });

  const deep: Change = {
    ...(CHANGES[2] as Change),
    type: 'conditionalAccessPolicy',
    now: { conditions: { users: { includeUsers: ['All'], excludeUsers: [ANA] } }, grantControls: null },
    target: { conditions: { users: { includeUsers: ['All'], excludeUsers: [BEN, 'strange*id'] } }, grantControls: { operator: 'OR' } }, // prettier-ignore
  };
  const dotted = (path: string) => path.replaceAll('.', '\u2024');

  it('of deep values are told leaf by leaf, with the names that are known, and nothing that stays', () => {
    const words = wordsOf(drawChanges({ ...view, changes: [deep], mayShowValues: true }).card);

    expect(words).toContain(
      `${dotted('conditions.users.excludeUsers')}: will add Ben Okafor (…0000000000b1) and strange∗id; will remove Ana Ruiz (…0000000000a1)`,
    );
    expect(words).toContain(`${dotted('grantControls.operator')}: (empty) → will become OR`);
    expect(words).not.toContain('includeUsers');
    expect(words).not.toContain('{');
  });

  it('of very many values say how many more there are', () => {
    const many = (value: number) => Object.fromEntries(Array.from({ length: 70 }, (_, key) => [`key${key}`, value]));
    const words = wordsOf(drawChanges({ ...view, changes: [{ ...deep, now: { a: many(1) }, target: { a: many(2) } }], mayShowValues: true }).card); // prettier-ignore

    expect(words).toContain('and 50 values more');
  });

  const seen = { names: NAMES, viewer: VIEWERS.shared };

  it('that failed have a reason, a next step and a retry of exactly these', () => {
    const failed = CHANGES.slice(0, 2).map((change) => ({ ...change, failureMessage: 'Name is **taken**' }));
    const request = sampleRequest('recovered');
    const { card } = drawFailedChanges({ ...seen, request, changes: failed, hasMore: false, mayShowValues: true });

    expect(wordsOf(card)).toContain('Failed: Name is ∗∗taken∗∗');
    expect(wordsOf(card)).toContain('Next step');
    expect(buttonOf(card, 'Retry failed')).toMatchObject({ verb: 'retryFailed', data: { requestId: 'R-7K3Q', revision: 1 } }); // prettier-ignore
    expect(wordsOf(card)).toContain('Or type: retry R-7K3Q');
  });

  it.each([
    ['everybody in a shared place', 'shared', 2, ['Retry failed']],
    ['an administrator', 'approver', 2, ['Retry failed']],
    ['a Reader, who would be refused', 'reader', 2, []],
    ['nobody where it is more than can be pinned', 'shared', 101, []],
  ] as const)(
    'that failed are asked for again with the button of the request’s card: %s',
    (_who, viewer, failedChanges, titles) => {
      const { outcome } = sampleRequest('recovered');
      const request = sampleRequest('recovered', { outcome: { ...outcome, failedChanges } });
      const view = { ...seen, request, changes: CHANGES.slice(0, 2), hasMore: failedChanges > 2, mayShowValues: false };
      expect(titlesOf(drawFailedChanges({ ...view, viewer: VIEWERS[viewer] }).card)).toEqual(titles);
    },
  );

  it.each([
    ['a reason, which may quote a value', "Property mobilePhone with value '+47 900 00 000' is invalid", 'Failed. Its reason: type failed R-7K3Q in your personal chat with me.'],
    ['no reason', undefined, 'Failed: Microsoft gives no reason'],
  ])('that failed with %s tell no value where everybody reads', (_what, failureMessage, said) => {
    const failed = CHANGES.slice(0, 1).map((change) => ({ ...change, failureMessage }));
    const request = sampleRequest('recovered');
    const words = wordsOf(drawFailedChanges({ ...seen, request, changes: failed, hasMore: false, mayShowValues: false }).card); // prettier-ignore

    expect(words).toContain(said);
    expect(words).not.toMatch(/900 00 000|mobilePhone/);
  }); // prettier-ignore
});

describe('choices', () => {
  it('are numbered, pressed or typed, and never taken for anybody', () => {
    const { card, summary } = drawChoices({
      question: 'Which "Finance"?',
      choices: [1, 2, 3, 4].map((number) => ({
        label: `Finance ${number}`,
        command: `restore ${number} from yesterday`,
      })),
    });

    expect(summary).toBe('Which "Finance"?');
    expect(titlesOf(card)).toEqual(['1 · Finance 1', '2 · Finance 2', '3 · Finance 3', '4 · Finance 4']);
    expect(buttonOf(card, '4 · Finance 4')).toMatchObject({ verb: 'say', data: { text: 'restore 4 from yesterday' } });
    expect(wordsOf(card)).toContain('Type: restore 4 from yesterday');
    expect(powerOf(card)).toEqual([]);
  });

  it('show the start of a long label on the button, and all of it beside', () => {
    const label = 'Finance Leads of the northern region (group)';
    const { card } = drawChoices({ question: 'Which?', choices: [{ label, command: 'restore x from yesterday' }] });

    expect(titlesOf(card)).toEqual(['Finance Leads of the northern reg…']);
    expect(wordsOf(card)).toContain(label);
  });
});

describe('help', () => {
  const commands = [{ name: 'snapshots', usage: 'preview <scope>', summary: 'Looks.', example: 'snapshots' }];

  it('has examples to tap, and what this person may do', () => {
    const { card } = drawHelp({ commands, standing: 'reader' });

    expect(buttonOf(card, 'snapshots')).toMatchObject({ verb: 'say', data: { text: 'snapshots' } });
    expect(wordsOf(card)).toContain('You may look, preview, and stop a preview before anybody votes on it.');
    expect(wordsOf(card)).toContain('preview ‹scope›');
  });

  it('tells every command in a glance: those about one request share a row, each has its own help', () => {
    const { card } = drawHelp({ commands: COMMANDS, standing: 'administrator' });
    const words = wordsOf(card);
    const rows = nodesOf(card).filter(({ type }) => type === 'Container');

    for (const { words: said } of COMMANDS) expect(words).toContain(said[0]);
    expect(rows.length).toBeLessThan(10);
    expect(titlesOf(card)).toEqual(expect.arrayContaining(['preview users from yesterday', 'approve R-7K3Q']));
    expect(wordsOf(drawHelp({ commands: COMMANDS, command: commandOf('reject'), standing: 'administrator' }).card)).toContain('For example: reject R-7K3Q because'); // prettier-ignore
  });

  it('names the missing role and how to get it', () => {
    const words = wordsOf(drawHelp({ commands, standing: 'none' }).card);

    expect(words).toContain('Entra Backup Reader');
    expect(words).toContain('activate it first');
  });

  it('explains one command, and prints the conversation so that it can be pasted', () => {
    const { card } = drawHelp({ commands, command: commands[0], standing: 'reader', here: '19:a-b@thread.tacv2' as ConversationId }); // prettier-ignore

    expect(wordsOf(card)).toContain('How to use snapshots');
    expect(wordsOf(card)).toContain('19:a-b@thread.tacv2');
  });
});
