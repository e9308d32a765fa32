import { CAST, MEMBERS } from '../../../src/sandbox/cast';
import { INCIDENT_KINDS } from '../../../src/sandbox/graph/seed/incidents';
import { seedTenant } from '../../../src/sandbox/graph/seed/seed-tenant';
import { createWorld, NOW, valuesOf } from './pretend-world';

describe('the pretend tenant', () => {
  it('is the same every time', () => {
    const people = () => [...seedTenant({ now: NOW, users: 300 }).directory.alive('user')];

    expect(people()).toEqual(people());
  });

  it('has the cast, 40 others and an emergency account, nobody twice', () => {
    const people = [...seedTenant({ now: NOW }).directory.alive('user')];
    const names = people.map(({ attributes }) => attributes['userPrincipalName']);

    expect(people).toHaveLength(40 + MEMBERS.length + 1);
    expect(new Set(names).size).toBe(people.length);
    expect(people.filter(({ attributes }) => attributes['onPremisesSyncEnabled'] === true)).toHaveLength(5);
    expect(people.filter(({ attributes }) => attributes['employeeId'] === '1001').map(({ id }) => id)).toEqual([CAST.ana.id, CAST.anaTwo.id]); // prettier-ignore
  });

  it('gives 600 people names of their own', () => {
    const names = [...seedTenant({ now: NOW, users: 600 }).directory.alive('user')].map((one) => one.attributes['displayName']); // prettier-ignore

    expect(new Set(names).size).toBe(names.length);
  });

  it('can be full of names that try to break things', async () => {
    const world = createWorld({ seed: { hostileNames: true } });
    world.state.runIncident('massDisable', { hostileNames: true });
    const preview = await world.finish('preview');
    const { text } = await world.get(`${preview}/getChanges`);

    for (const piece of [
      '<at>Ana Ruiz</at>',
      '](https://evil.example/',
      '\u202e',
      '\\n',
      'L'.repeat(200),
      '=HYPERLINK',
    ]) {
      expect(text).toContain(piece);
    }
  });

  it('shows the demo as 9 updates, 1 restore, 2 deletes and 3 that are shown only', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const preview = await world.finish('preview');
    const actions = valuesOf(await world.get(`${preview}/getChanges`)).map((one) => one['recoveryAction']);

    expect(actions.filter((action) => action === 'update')).toHaveLength(9 + 3);
    expect(actions.filter((action) => action === 'restore')).toHaveLength(1);
    expect(actions.filter((action) => action === 'softDelete')).toHaveLength(2);
  });

  it.each(INCIDENT_KINDS)('makes %s differ from the snapshot, also when it happens twice', (kind) => {
    const world = createWorld();
    world.state.runIncident(kind);
    const once = world.inspect.compare(world.newest()).length;
    world.state.runIncident(kind);

    expect(once).toBeGreaterThan(0);
    expect(world.inspect.compare(world.newest()).length).toBeGreaterThanOrEqual(once);
  });

  it.each([
    ['consentPhishing', 'servicePrincipal', 'Mail Merge Pro'],
    ['hrOverwrite', 'user', 'Alba Almeida'],
    ['privilegedGroup', 'group', 'Help Desk Responders'],
    ['mixed', 'conditionalAccessPolicy', 'Require MFA for all users'],
  ] as const)('%s shows in a %s', (kind, type, displayName) => {
    const world = createWorld();
    world.state.runIncident(kind);

    expect(world.inspect.compare(world.newest())).toContainEqual(expect.objectContaining({ type, displayName }));
  });

  it('never touches the cast in an incident', () => {
    const world = createWorld();
    for (const kind of ['massDisable', 'massDelete', 'groupEmptied'] as const) world.state.runIncident(kind);
    const touched = world.inspect.compare(world.newest()).map(({ id }) => id);

    expect(MEMBERS.filter(({ id }) => touched.includes(id))).toEqual([]);
  });
});
