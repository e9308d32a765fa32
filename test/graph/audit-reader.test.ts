import { createAuditReader } from '../../src/graph/audit-reader';
import type { AuditActor } from '../../src/tenant/audit';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import type { JsonObject } from '../../src/shared/json';
import { json, list, startPretendGraph, status, TOKEN, type PretendGraph } from './pretend-graph';
import { USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const CALL = 'GET /auditLogs/directoryAudits';
const SINCE = new Date('2026-03-29T00:00:00Z');
const MALLORY_ID = '00000000-0000-4000-8000-0000000000f1';
const MALLORY: AuditActor = { kind: 'person', id: MALLORY_ID as PersonId };
const reader = () =>
  createAuditReader({ ...graph.settings, timeoutMs: 2000, retryBudgetMs: 0 }, () => Promise.resolve(TOKEN));

const event = (changed: JsonObject = {}): JsonObject => ({
  id: 'Directory_1',
  category: 'UserManagement',
  result: 'success',
  activityDisplayName: 'Update user',
  activityDateTime: '2026-03-29T08:30:00Z',
  initiatedBy: { app: null, user: { id: MALLORY_ID, displayName: 'Mallory', userPrincipalName: 'mallory@contoso.example' } }, // prettier-ignore
  targetResources: [{ id: USER.toUpperCase(), displayName: 'Aino', type: 'User', modifiedProperties: [{ displayName: 'accountEnabled', oldValue: '[true]', newValue: '[false]' }, { displayName: 'Included Updated Properties' }, { displayName: 'TargetId.UserType' }] }], // prettier-ignore
  ...changed,
});

describe('the audit log', () => {
  it('tells who did what to whom, with ids in lower case and without values', async () => {
    graph.answers(CALL, list([event()]));

    const answer = await reader().events({ since: SINCE, limit: 10 });
    expect(answer).toMatchObject({
      kind: 'read',
      hasMore: false,
      events: [
        {
          at: new Date('2026-03-29T08:30:00Z'),
          activity: 'Update user',
          actor: { kind: 'person', name: 'Mallory' },
          targets: [{ id: USER, name: 'Aino', type: 'User' }],
          attributes: ['accountEnabled'],
          succeeded: true,
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('[false]');
  });

  it('is asked with documented filters only, newest first', async () => {
    graph.answers(CALL, list([]));

    await reader().events({
      since: SINCE,
      until: new Date('2026-03-29T09:00:00Z'),
      targetId: USER as ObjectId,
      activity: "Restore user's",
      actor: MALLORY,
      category: 'UserManagement',
      limit: 10,
    });
    expect(graph.asked[0]?.query).toEqual({
      $filter: [
        'activityDateTime ge 2026-03-29T00:00:00.000Z',
        'activityDateTime le 2026-03-29T09:00:00.000Z',
        `targetResources/any(t: t/id eq '${USER}')`,
        "activityDisplayName eq 'Restore user''s'",
        "initiatedBy/user/id eq '00000000-0000-4000-8000-0000000000f1'",
      ].join(' and '),
      $orderby: 'activityDateTime desc',
      $top: '999',
    });
  });

  it.each<[string, JsonObject, AuditActor]>([
    ['an application', { user: null, app: { appId: 'a-1', displayName: 'HR' } }, { kind: 'application', appId: 'a-1', name: 'HR' }], // prettier-ignore
    ['an application without an id', { app: { appId: null, displayName: 'HR' } }, { kind: 'application', name: 'HR' }],
    ['nobody', { user: null, app: null }, { kind: 'unknown' }],
    ['an empty person', { user: { id: null, displayName: '', userPrincipalName: '' } }, { kind: 'unknown' }],
  ])('knows %s as the actor', async (_what, initiatedBy, actor) => {
    graph.answers(CALL, list([event({ initiatedBy })]));

    await expect(reader().events({ since: SINCE, limit: 1 })).resolves.toMatchObject({ events: [{ actor }] });
  });

  it('has no event of an unknown actor, and nobody is asked', async () => {
    await expect(reader().events({ since: SINCE, actor: { kind: 'unknown' }, limit: 1 })).resolves.toEqual({
      kind: 'read',
      events: [],
      hasMore: false,
    });
    expect(graph.asked).toEqual([]);
  });

  const FIDO = { id: 'Fido2', state: 'enabled' };
  const methods = (...configurations: readonly JsonObject[]) =>
    JSON.stringify({ displayName: 'Authentication Methods Policy', authenticationMethodConfigurations: configurations, policyVersion: '1.5' }); // prettier-ignore

  it.each<[string, readonly JsonObject[], readonly string[]]>([
    [
      'as the whole policy, before and after',
      [{ displayName: 'AuthenticationMethodsPolicy', oldValue: methods(FIDO), newValue: methods({ ...FIDO, state: 'disabled' }) }], // prettier-ignore
      ['authenticationMethodConfigurations'],
    ],
    [
      'as the properties that changed, as since April 2026',
      [
        {
          displayName: 'authenticationMethodConfigurations.Fido2.state',
          oldValue: '"enabled"',
          newValue: '"disabled"',
        },
      ],
      ['authenticationMethodConfigurations.Fido2.state'],
    ],
    [
      'as the whole policy, cut off',
      [{ displayName: 'AuthenticationMethodsPolicy', oldValue: methods(FIDO).slice(0, 40), newValue: methods(FIDO) }],
      ['AuthenticationMethodsPolicy'],
    ],
    [
      'as the whole policy, where nothing differs',
      [{ displayName: 'AuthenticationMethodsPolicy', oldValue: methods(FIDO), newValue: methods(FIDO) }],
      ['AuthenticationMethodsPolicy'],
    ],
    ['as a policy that was made', [{ displayName: 'AuthenticationMethodsPolicy', oldValue: null, newValue: methods(FIDO) }], ['AuthenticationMethodsPolicy']], // prettier-ignore
  ])(
    'names what was touched of an authentication methods policy that is written %s',
    async (_how, modifiedProperties, attributes) => {
      const target = { id: 'authenticationMethodsPolicy', displayName: 'Authentication Methods Policy', type: 'Policy', modifiedProperties: [...modifiedProperties] }; // prettier-ignore
      graph.answers(CALL, list([event({ targetResources: [target] })]));

      await expect(reader().events({ since: SINCE, limit: 1 })).resolves.toMatchObject({ events: [{ attributes }] });
    },
  );

  it('leaves out what cannot be placed, and takes what is bent', async () => {
    graph.answers(CALL, list([
      event({ activityDateTime: null }),
      event({ activityDateTime: 'yesterday' }),
      event({ activityDisplayName: null, initiatedBy: 'x', targetResources: null, result: 'failure' }),
    ])); // prettier-ignore

    await expect(reader().events({ since: SINCE, limit: 9 })).resolves.toMatchObject({
      events: [{ activity: 'unknown activity', actor: { kind: 'unknown' }, targets: [], succeeded: false }],
    });
  });

  it('stops at its limit and says that there is more', async () => {
    graph.answers(CALL, list([event({ id: '1' }), event({ id: '2' }), event({ id: '3' })]));

    await expect(reader().events({ since: SINCE, limit: 2 })).resolves.toMatchObject({
      events: [{ id: '1' }, { id: '2' }],
      hasMore: true,
    });
    expect(graph.asked[0]?.query['$top']).toBe('3');
  });

  it('sorts out what has another category, and asks for ten pages at most', async () => {
    const pages = Array.from(
      { length: 12 },
      (_, index) =>
      json({ value: [event({ category: 'Other' })], '@odata.nextLink': `${graph.url}/v1.0/auditLogs/directoryAudits?$skiptoken=${index}` }), // prettier-ignore
    );
    graph.answers(CALL, ...pages);

    await expect(reader().events({ since: SINCE, category: 'UserManagement', limit: 5 })).resolves.toEqual({
      kind: 'read',
      events: [],
      hasMore: true,
    });
    expect(graph.asked).toHaveLength(10);
  });

  it.each([
    [403, 'refused'],
    [400, 'refused'],
    [429, 'away'],
    [503, 'away'],
    [401, 'away'],
  ])('that answers %d is unknown: %s', async (code, because) => {
    graph.answers(CALL, status(code));

    await expect(reader().events({ since: SINCE, limit: 1 })).resolves.toEqual({ kind: 'unknown', because });
    await expect(reader().reachesBackTo()).resolves.toBeUndefined();
  });

  it('that breaks its contract is unknown', async () => {
    graph.answers(CALL, json({ value: 'nothing' }));

    await expect(reader().events({ since: SINCE, limit: 1 })).resolves.toEqual({ kind: 'unknown', because: 'away' });
  });

  it('reaches back to its oldest event', async () => {
    graph.answers(CALL, list([event({ activityDateTime: '2026-02-27T08:00:00Z' })]));

    await expect(reader().reachesBackTo()).resolves.toEqual(new Date('2026-02-27T08:00:00Z'));
    expect(graph.asked[0]?.query).toEqual({ $orderby: 'activityDateTime asc', $top: '1' });
  });
});
