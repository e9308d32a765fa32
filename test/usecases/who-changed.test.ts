import type { AuditEvent } from '../../src/tenant/audit';
import type { ObjectPhrase, ScopePhrase } from '../../src/recovery/scope';
import type { ObjectId } from '../../src/shared/ids';
import type { UsecasePorts } from '../../src/usecases/ports';
import { whoChanged } from '../../src/usecases/who-changed';
import { FakeAudit } from '../jobs/fake-audit';
import { at, objectId } from '../jobs/people-and-requests';
import { rulesWorld } from './rules-world';

const event = (number: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  id: String(number),
  at: at(-number),
  activity: 'Update user',
  actor: { kind: 'unknown' },
  targets: [{ id: objectId(number), type: 'User' }],
  attributes: [],
  succeeded: true,
  ...more,
});
const USERS: ScopePhrase = { kind: 'types', types: ['user'], except: [] };
const one = (phrase: ObjectPhrase): ScopePhrase => ({ kind: 'objects', objects: [phrase] });
const events = (count: number) => Array.from({ length: count }, (_, index) => event(index));

interface World {
  readonly log?: readonly AuditEvent[];
  readonly unknown?: 'refused' | 'away';
  readonly directory?: Partial<UsecasePorts['directory']>;
}
function asks(scope: ScopePhrase, { log = [], unknown, directory = {} }: World, { page = 1, minutes = 10_000 } = {}) {
  const { ports } = rulesWorld();
  const audit = new FakeAudit();
  audit.log = log;
  audit.unknown = unknown;
  const question = { scope, since: at(-minutes), page };
  return whoChanged(question, { ...ports, audit, directory: { ...ports.directory, ...directory } });
}
const ids = (found: Awaited<ReturnType<typeof asks>>) => (found.kind === 'events' ? found.events.map(({ id }) => id) : found); // prettier-ignore

describe('who changed', () => {
  it('tells newest first, ten a page', async () => {
    const world = { log: events(25) };

    expect(ids(await asks(USERS, world))).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(ids(await asks(USERS, world, { page: 3 }))).toEqual(['20', '21', '22', '23', '24']);
    expect(ids(await asks(USERS, world, { page: 9 }))).toEqual([]);
    await expect(asks(USERS, world)).resolves.toMatchObject({ pageCount: 3, hasMore: false });
  });

  it('lists 200 at most, and says that there is more', async () => {
    await expect(asks(USERS, { log: events(250) })).resolves.toMatchObject({ pageCount: 20, hasMore: true });
  });

  it('sorts the kinds apart', async () => {
    const log = [
      event(1, { targets: [{ type: 'Group' }] }),
      event(2, { activity: 'Update conditional access policy', targets: [{ type: 'Policy' }] }),
      event(3, { activity: 'Add member to group', targets: [{ type: 'User' }, { type: 'Group' }] }),
      event(4, { activity: 'Set Company Information', targets: [] }),
    ];

    expect(ids(await asks(USERS, { log }))).toEqual(['3']);
    expect(ids(await asks({ kind: 'types', types: ['group'], except: [] }, { log }))).toEqual(['1', '3']);
    expect(ids(await asks({ kind: 'types', types: ['conditionalAccessPolicy', 'organization'], except: [] }, { log }))).toEqual(['2', '4']); // prettier-ignore
    expect(ids(await asks({ kind: 'everything', except: [] }, { log }))).toEqual(['1', '2', '3', '4']);
  });

  it('tells of one object by its id, also of one that the directory has forgotten', async () => {
    const phrase: ObjectPhrase = { by: 'id', id: objectId(3) };
    const directory = { getObject: () => Promise.resolve(undefined) };

    expect(ids(await asks(one(phrase), { log: events(9), directory }))).toEqual(['3']);
  });

  it('asks which one, where a name fits several', async () => {
    const matches = [1, 2].map((number) => ({
      id: objectId(number),
      type: 'user' as const,
      name: 'Ana',
      isExact: true,
    }));
    const directory = { findObjects: () => Promise.resolve({ objects: matches, unread: [] }) };

    await expect(asks(one({ by: 'name', name: 'Ana' }), { log: events(3), directory })).resolves.toMatchObject({
      kind: 'ambiguous',
      matches,
    });
  });

  it('knows no object of a name that nobody has', async () => {
    const directory = { findObjects: () => Promise.resolve({ objects: [], unread: [] }) };

    await expect(asks(one({ by: 'name', name: 'Nobody' }), { directory })).resolves.toMatchObject({
      kind: 'refused',
      because: 'notFound',
    });
  });

  it.each(['refused', 'away'] as const)('is unknown where the log is %s', async (unknown) => {
    await expect(asks(USERS, { unknown })).resolves.toEqual({ kind: 'unknown', because: unknown });
  });

  it('says how far the log reaches back, only where that is too short', async () => {
    const world = { log: events(25) };

    await expect(asks(USERS, world)).resolves.toMatchObject({ reachesBackTo: at(-24) });
    await expect(asks(USERS, world, { minutes: 20 })).resolves.toMatchObject({ reachesBackTo: undefined });
  });

  it('never asks the directory about kinds', async () => {
    await expect(asks(USERS, { log: [event(1, { targets: [{ id: 'x' as ObjectId, type: 'user' }] })] })).resolves.toMatchObject({ events: { length: 1 } }); // prettier-ignore
  });
});
