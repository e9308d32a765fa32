import { drawChanges, drawFailedChanges } from '../../src/cards/changes-card';
import { drawChoices } from '../../src/cards/choices-card';
import { drawHelp } from '../../src/cards/help-card';
import { drawHistory, drawRequests } from '../../src/cards/requests-card';
import { drawSnapshots } from '../../src/cards/snapshots-card';
import type { Change } from '../../src/recovery/change';
import type { ConversationId, SnapshotId } from '../../src/shared/ids';
import { NAMES } from '../../src/tools/gallery/sample-people';
import { CHANGES, NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { buttonOf, powerOf, titlesOf, wordsOf } from './card-reading';

const SNAPSHOTS = [
  { id: 'MTc4NTE4OTYwMA==' as SnapshotId, createdAt: new Date('2026-03-28T22:00:00Z') },
  { id: 'MTc4NTEwMzIwMA==' as SnapshotId, createdAt: new Date('2026-03-27T22:00:00Z'), changedObjects: 1204 },
];

describe('snapshots', () => {
  it('have a number, local time with zone, age, the tail of the id, and what Graph tells', () => {
    const { card, summary } = drawSnapshots({ snapshots: SNAPSHOTS, zone: 'Australia/Sydney', now: NOW });
    const words = wordsOf(card);

    expect(words).toContain('#1 · Sun 29 Mar 2026 09:00 Australia/Sydney');
    expect(words).toContain('11 h old · id …OTYwMA==');
    expect(words).toContain('35 h old · id …MzIwMA== · 1,204 objects changed');
    expect(summary).toBe('2 snapshots, the newest 11 h old');
  });

  it('say which job holds the slot', () => {
    const holder = { what: 'preview', requestId: 'R-8H2M', startedAt: NOW } as const;

    expect(wordsOf(drawSnapshots({ snapshots: SNAPSHOTS, zone: 'UTC', now: NOW, holder }).card)).toContain(
      'a preview of R-8H2M, since Sun 29 Mar 2026 09:00 UTC',
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
  const view = { request: sampleRequest('awaitingApproval'), changes: CHANGES, page: 2, pageCount: 3, total: 15, names: NAMES }; // prettier-ignore

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

  it('that failed have a reason, a next step and a retry of exactly these', () => {
    const failed = CHANGES.slice(0, 2).map((change) => ({ ...change, failureMessage: 'Name is **taken**' }));
    const request = sampleRequest('recovered');
    const { card } = drawFailedChanges({ request, changes: failed, hasMore: false, names: NAMES, mayShowValues: true });

    expect(wordsOf(card)).toContain('Failed: Name is ∗∗taken∗∗');
    expect(wordsOf(card)).toContain('Next step');
    expect(buttonOf(card, 'Retry failed')?.['data']).toEqual({
      text: `restore ${failed.map(({ id }) => id).join(' and ')} from MTc4NTE4OTYwMA== because retry of what failed in R-7K3Q`,
    });
    expect(titlesOf(drawFailedChanges({ request, changes: failed, hasMore: true, names: NAMES, mayShowValues: true }).card)).toEqual([]); // prettier-ignore
  });
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
    expect(wordsOf(card)).toContain('You may look and preview.');
    expect(wordsOf(card)).toContain('preview ‹scope›');
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
