import type { AuditEvent } from '../../src/tenant/audit';
import { traceChanges } from '../../src/jobs/steps/trace-changes';
import type { Scope } from '../../src/recovery/scope';
import type { ObjectId } from '../../src/shared/ids';
import { FakeAudit } from './fake-audit';
import { at, BEN, objectId, SNAPSHOT } from './people-and-requests';

const HR = { kind: 'application', appId: 'hr', name: 'HR' } as const;
const event = (target: ObjectId, minutes: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  id: `${target} ${minutes}`,
  at: at(minutes),
  activity: 'Update user',
  actor: HR,
  targets: [{ id: target }],
  attributes: ['accountEnabled'],
  succeeded: true,
  ...more,
});
const USERS: Scope = { kind: 'types', types: ['user'] };
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: objectId(index), type: 'user' as const })); // prettier-ignore
const trace = (audit: FakeAudit, count: number, restoredIds: readonly ObjectId[] = []) =>
  traceChanges({ rows: rows(count), restoredIds, scope: USERS, snapshotAt: SNAPSHOT.createdAt }, audit);

describe('who made the changes', () => {
  it('is who made the last one that succeeded', async () => {
    const audit = new FakeAudit();
    audit.log = [
      event(objectId(0), -90),
      event(objectId(0), -60, { actor: { kind: 'person', id: BEN } }),
      event(objectId(0), -30, { succeeded: false }),
      event(objectId(0), -20, { activity: 'Add member to group' }),
    ];

    await expect(trace(audit, 2)).resolves.toEqual({
      log: 'read',
      traces: [{ id: objectId(0), at: at(-60), activity: 'Update user', actor: { kind: 'person', id: BEN } }],
      restores: [],
    });
  });

  it('is whoever changed the members, of a group', async () => {
    const audit = new FakeAudit();
    audit.log = [event(objectId(0), -20, { activity: 'Remove member from group' })];
    const group = { rows: [{ id: objectId(0), type: 'group' as const }], restoredIds: [], scope: USERS, snapshotAt: SNAPSHOT.createdAt }; // prettier-ignore

    await expect(traceChanges(group, audit)).resolves.toMatchObject({ traces: [{ activity: 'Remove member from group' }] }); // prettier-ignore
  });

  it.each(['refused', 'away'] as const)('is unknown where the log is %s', async (because) => {
    const audit = new FakeAudit();
    audit.unknown = because;

    await expect(trace(audit, 3)).resolves.toEqual({ log: 'unknown', traces: [], restores: [] });
    expect(audit.asked).toHaveLength(1);
  });

  it('is asked for one by one, three at most, where the log is too long', async () => {
    const audit = new FakeAudit();
    const noise = Array.from({ length: 4000 }, (_, index) => event('other' as ObjectId, -1, { id: String(index), attributes: [] })); // prettier-ignore
    audit.log = [...noise, ...rows(5).map(({ id }) => event(id, -60))];

    const found = await trace(audit, 5);
    expect(found).toMatchObject({ log: 'partly', traces: { length: 3 } });
    expect(audit.asked.flatMap(({ targetId }) => targetId ?? [])).toEqual([0, 1, 2].map(objectId));
  });

  it('is asked once where there is nothing to show: something may be gone for good', async () => {
    const audit = new FakeAudit();

    await expect(trace(audit, 0)).resolves.toEqual({ log: 'read', traces: [], restores: [] });
    expect(audit.asked).toHaveLength(1);
  });

  it('takes five calls at most in all', async () => {
    const audit = new FakeAudit();
    audit.log = rows(30).map(({ id }, index) => event(id, -60, { actor: { kind: 'application', name: `app ${index}` } })); // prettier-ignore

    await trace(audit, 28);
    expect(audit.asked.length).toBeLessThanOrEqual(5);
  });
});

it('tells who restored by hand, and of nobody where the log does not', async () => {
  const audit = new FakeAudit();
  audit.log = [
    event(objectId(0), -20),
    event(objectId(0), -60, { activity: 'Restore user', actor: { kind: 'person', id: BEN } }),
  ];

  await expect(trace(audit, 2, [objectId(0), objectId(1)])).resolves.toMatchObject({
    restores: [{ id: objectId(0), activity: 'Restore user', actor: { id: BEN } }],
    traces: [{ activity: 'Update user' }],
  });
});

describe('damage before the snapshot', () => {
  const before = (hours: number) => -11 * 60 - hours * 60;

  it('is looked for a day back, by those who made most of the changes', async () => {
    const audit = new FakeAudit();
    audit.log = [event(objectId(0), -60), event(objectId(0), before(3)), event(objectId(0), before(30))];

    await expect(trace(audit, 1)).resolves.toMatchObject({ damage: { actor: HR, firstAt: at(before(3)), count: 1 } });
  });

  it('is not seen where the log does not show it', async () => {
    const audit = new FakeAudit();
    audit.log = [event(objectId(0), -60), event(objectId(1), before(3))];

    await expect(trace(audit, 1)).resolves.not.toHaveProperty('damage');
  });
});

describe('what is gone for good', () => {
  const gone = (id: ObjectId, minutes: number, type = 'User'): readonly AuditEvent[] => [
    event(id, minutes, { activity: `Hard Delete ${type.toLowerCase()}`, targets: [{ id, name: 'Piet Pelt', type }] }),
    event(id, minutes - 1, { activity: `Delete ${type.toLowerCase()}`, targets: [{ id, type }] }),
  ];

  it('is named with its time and actor, of the kinds that were asked for', async () => {
    const audit = new FakeAudit();
    audit.log = [...gone(objectId(7), -20), ...gone(objectId(8), -20, 'Group')];

    const named = { type: 'user', id: objectId(7), name: 'Piet Pelt', at: at(-20), actor: HR };
    await expect(trace(audit, 0)).resolves.toMatchObject({ gone: { objects: [named], isAll: true } });
  });

  it('is not what was deleted before the snapshot already, nor what failed', async () => {
    const audit = new FakeAudit();
    const [hard] = gone(objectId(7), -20);
    audit.log = [...(hard ? [hard] : []), ...gone(objectId(8), -20).map((one) => ({ ...one, succeeded: false }))];

    await expect(trace(audit, 0)).resolves.not.toHaveProperty('gone');
  });

  it('is asked for by itself where the log is too long', async () => {
    const audit = new FakeAudit();
    const noise = Array.from({ length: 4000 }, (_, index) => event('other' as ObjectId, -1, { id: String(index) }));
    audit.log = [...noise, ...gone(objectId(7), -60)];

    await expect(trace(audit, 0)).resolves.toMatchObject({ log: 'partly', gone: { objects: [{ id: objectId(7) }], isAll: true } }); // prettier-ignore
  });
});
