import { isSameActor, type AuditActor, type AuditEvent } from '../../src/tenant/audit';
import { damageBefore } from '../../src/recovery/audit-findings';
import type { ObjectId, PersonId } from '../../src/shared/ids';

const MALLORY: AuditActor = { kind: 'person', id: 'm' as PersonId };
const HR: AuditActor = { kind: 'application', name: 'HR' };
const event = (targetId: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  id: 'e',
  at: new Date('2026-03-28T21:00:00Z'),
  activity: 'Update user',
  actor: MALLORY,
  targets: [{ id: targetId as ObjectId }],
  attributes: ['accountEnabled'],
  succeeded: true,
  ...more,
});

describe('the damage had begun before the snapshot', () => {
  it('when the same was done to the same object', () => {
    expect(damageBefore([event('a')], [event('a')])).toEqual({
      actor: MALLORY,
      firstAt: new Date('2026-03-28T21:00:00Z'),
      count: 1,
    });
  });

  it('when the same was done to three others, since the first of them', () => {
    const first = new Date('2026-03-28T20:00:00Z');

    expect(damageBefore([event('a')], [event('x'), event('y'), event('z', { at: first }), event('z')])).toEqual({
      actor: MALLORY,
      firstAt: first,
      count: 3,
    });
  });

  it.each<[string, readonly AuditEvent[]]>([
    ['nothing was done', []],
    ['the same was done to two others', [event('x'), event('y')]],
    ['something else was done to it', [event('a', { activity: 'Delete user' })]],
    ['other attributes were touched', [event('a', { attributes: ['department'] })]],
    ['somebody else did it', [event('a', { actor: HR })]],
  ])('not when %s', (_what, before) => {
    expect(damageBefore([event('a')], before)).toBeUndefined();
  });

  it('not by somebody unknown', () => {
    const unknown = event('a', { actor: { kind: 'unknown' } });

    expect(damageBefore([unknown], [unknown])).toBeUndefined();
  });
});

it.each<[AuditActor, AuditActor, boolean]>([
  [MALLORY, { kind: 'person', id: 'm' as PersonId, name: 'M' }, true],
  [MALLORY, { kind: 'person', name: 'M' }, false],
  [{ kind: 'person', name: 'M' }, { kind: 'person', name: 'M' }, false],
  [HR, { kind: 'application', name: 'HR', appId: '1' }, true],
  [{ kind: 'application', name: 'HR', appId: '2' }, { kind: 'application', name: 'HR', appId: '1' }, false],
  [{ kind: 'application' }, { kind: 'application' }, false],
  [{ kind: 'unknown' }, { kind: 'unknown' }, false],
  [MALLORY, HR, false],
])('%j and %j: same actor %s', (left, right, isSame) => {
  expect(isSameActor(left, right)).toBe(isSame);
});
