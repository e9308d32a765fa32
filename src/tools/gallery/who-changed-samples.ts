/** What the audit log tells of users, one object, nothing at all, and of names that try to break the card. */
import type { AuditEvent } from '../../tenant/audit';
import { drawWhoChanged } from '../../cards/who-changed-card';
import { minutesAfter } from '../../shared/clock';
import type { ObjectId, PersonId } from '../../shared/ids';
import { NOW } from './sample-requests';
import type { Shelf } from './shelf';

const object = (number: number) => `3f2a91c7-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;
const MALLORY: AuditEvent['actor'] = { kind: 'person', id: 'd7f20c11-0000-4000-8000-0000000000f1' as PersonId, name: 'Mallory Reed' }; // prettier-ignore
const HR: AuditEvent['actor'] = { kind: 'application', appId: 'hr', name: 'HR Provisioning' };
const target = (number: number, name: string, type = 'User') => ({ id: object(number), name, type });

const event = (minutes: number, more: Partial<AuditEvent>): AuditEvent => ({
  id: String(minutes),
  at: minutesAfter(NOW, -minutes),
  activity: 'Update user',
  actor: HR,
  targets: [target(3, 'Ida Solberg')],
  attributes: ['accountEnabled', 'department'],
  succeeded: true,
  ...more,
});

const EVENTS: readonly AuditEvent[] = [
  event(12, {}),
  event(13, { targets: [target(5, 'Olu Adeyemi')], activity: 'Delete user', attributes: [] }),
  event(24, { actor: MALLORY, activity: 'Remove member from group', targets: [target(3, 'Ida Solberg'), target(4, 'Finance Leads', 'Group')], attributes: [] }),
  event(70, { actor: MALLORY, succeeded: false, attributes: ['userPrincipalName', 'mail', 'otherMails', 'proxyAddresses', 'mailNickname', 'displayName'] }),
  event(95, { actor: { kind: 'unknown' }, activity: 'Restore user', targets: [target(6, 'Mia Novak')], attributes: [] }),
]; // prettier-ignore

const SEEN: Parameters<typeof drawWhoChanged>[0] = {
  scope: { kind: 'types', types: ['user'] },
  events: EVENTS,
  page: 1,
  pageCount: 3,
  hasMore: false,
  since: new Date('2026-03-28T23:00:00Z'),
  reachesBackTo: undefined,
  zone: 'Europe/Oslo',
  now: NOW,
  mayShowValues: false,
  more: 'who changed users since 2026-03-28T23:00:00Z page 2',
};

export function whoChangedShelf(): Shelf {
  const ida: typeof SEEN.scope = { kind: 'objects', objects: [{ type: 'user', id: object(3), name: 'Ida Solberg' }] };
  const last = { pageCount: 1, more: undefined };
  return {
    title: 'who changed',
    cards: {
      'who-changed': drawWhoChanged(SEEN),
      'who-changed-one': drawWhoChanged({ ...SEEN, ...last, scope: ida, events: EVENTS.slice(0, 1), reachesBackTo: new Date('2026-03-29T06:00:00Z') }), // prettier-ignore
      'who-changed-long': drawWhoChanged({ ...SEEN, scope: { kind: 'everything' }, hasMore: true }),
      'who-changed-nobody': drawWhoChanged({ ...SEEN, ...last, events: [] }),
    },
  };
}
