import type { AuditEvent } from '../../src/tenant/audit';
import { drawWhoChanged } from '../../src/cards/who-changed-card';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { buttonOf, titlesOf, wordsOf } from './card-reading';

const NOW = new Date('2026-03-29T09:00:00Z');
const SINCE = new Date('2026-03-28T23:00:00Z');
const event = (more: Partial<AuditEvent> = {}): AuditEvent => ({
  id: '1',
  at: new Date('2026-03-29T08:36:00Z'),
  activity: 'Update user',
  actor: { kind: 'application', name: 'HR' },
  targets: [{ id: '3f2a91c7-0000-4000-8000-000000000003' as ObjectId, name: 'Ida' }],
  attributes: ['accountEnabled'],
  succeeded: true,
  ...more,
});
const card = (more: Partial<Parameters<typeof drawWhoChanged>[0]> = {}) =>
  drawWhoChanged({ scope: { kind: 'types', types: ['user'] }, events: [event()], page: 1, pageCount: 1, hasMore: false, since: SINCE, reachesBackTo: undefined, zone: 'Europe/Oslo', now: NOW, mayShowValues: false, more: undefined, ...more }).card; // prettier-ignore

describe('the card of who changed what', () => {
  it('says who, what, to whom and when', () => {
    const words = wordsOf(card());

    expect(words).toContain('Since Sun 29 Mar 2026 00:00 Europe/Oslo, newest first. Page 1 of 1.');
    expect(words).toContain('The application HR');
    expect(words).toContain('Update user: Ida (…000000000003)');
    expect(words).toContain('Touched: accountEnabled');
    expect(words).toContain('Sun 29 Mar 2026 10:36 Europe/Oslo, 24 min ago');
    expect(words).toContain('a missing line is no evidence');
  });

  it('shows every name as data', () => {
    const evil = '**x** [y](https://evil.example) <at>Ben</at>';
    const words = wordsOf(card({ events: [event({ actor: { kind: 'application', name: evil }, activity: evil, targets: [{ name: evil }], attributes: [evil] })] })); // prettier-ignore

    expect(words).not.toMatch(/\*\*x|https:\/\/|<at>/);
  });

  it('tells sign-in names only where values may be shown', () => {
    const id = '3f2a91c7-0000-4000-8000-000000000009' as ObjectId & PersonId;
    const named = { id, signInName: 'gus.admin@contoso.example' };
    const events = [event({ actor: { kind: 'person', ...named }, targets: [named] })];

    const shared = wordsOf(card({ events }));
    expect(shared).not.toContain('contoso');
    expect(shared).toContain(id);
    expect(shared).toContain('Update user: (no name) (…000000000009)');
    expect(wordsOf(card({ events, mayShowValues: true })).match(/gus\.admin@contoso\.example/gi)).toHaveLength(2);
  });

  it('says what did not succeed, and who is unknown', () => {
    const words = wordsOf(card({ events: [event({ actor: { kind: 'unknown' }, succeeded: false })] }));

    expect(words).toContain('Unknown');
    expect(words).toContain('(did not succeed)');
  });

  it('says plainly where the log ends, is too long, is empty, or has no such page', () => {
    expect(wordsOf(card({ reachesBackTo: new Date('2026-03-29T06:00:00Z') }))).toContain('The log reaches back to Sun 29 Mar 2026 08:00 Europe/Oslo only'); // prettier-ignore
    expect(wordsOf(card({ hasMore: true }))).toContain('longer than what is read at once');
    expect(wordsOf(card({ events: [] }))).toContain('tells of no change since');
    expect(wordsOf(card({ events: [], page: 9, pageCount: 2 }))).toContain('There is no page 9');
  });

  it('offers the next page as a button and as text, where there is one', () => {
    const more = 'who changed users since 2026-03-28T23:00:00Z page 2';

    expect(buttonOf(card({ more }), 'More')).toMatchObject({ verb: 'say', data: { text: more } });
    expect(wordsOf(card({ more }))).toContain(more);
    expect(titlesOf(card())).not.toContain('More');
  });
});
