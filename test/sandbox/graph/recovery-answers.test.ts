import { createWorld, errorOf, NOW, valuesOf } from './pretend-world';

const SNAPSHOTS = '/directory/recovery/snapshots';
const decoded = (id: unknown) => Buffer.from(String(id), 'base64').toString();

describe('snapshots', () => {
  it('are listed newest first, one a night, about 22:00 UTC', async () => {
    const times = valuesOf(await createWorld().get(SNAPSHOTS)).map((one) => one['createdDateTime']);

    expect(times).toEqual([
      '2026-03-28T22:00:00Z',
      '2026-03-27T22:00:00Z',
      '2026-03-26T21:59:00Z',
      '2026-03-25T22:01:00Z',
      '2026-03-24T22:00:00Z',
      '2026-03-23T22:00:00Z',
    ]);
  });

  it('come every night and go after seven days', async () => {
    const world = createWorld();
    world.wait(10 * 24 * 3_600_000);
    const times = valuesOf(await world.get(SNAPSHOTS)).map((one) => one['createdDateTime']);

    expect(times).toHaveLength(7);
    expect(times[0]).toBe('2026-04-07T22:00:00Z');
  });

  it('can be paged, selected and turned around', async () => {
    const world = createWorld();
    const first = await world.get(`${SNAPSHOTS}?$top=4&$select=createdDateTime&$orderby=createdDateTime asc`);
    const second = await world.get(String(first.body['@odata.nextLink']));
    const all = [...valuesOf(first), ...valuesOf(second)];

    expect(valuesOf(first)).toHaveLength(4);
    expect(first.body['@odata.nextLink']).toContain('$skiptoken=');
    expect(second.body['@odata.nextLink']).toBeUndefined();
    expect(all[0]).toMatchObject({ createdDateTime: '2026-03-23T22:00:00Z' });
    expect(all[0]).not.toHaveProperty('id');
    expect(new Set(all.map((one) => one['createdDateTime'])).size).toBe(6);
  });

  it('disappear when they are told to', async () => {
    const world = createWorld();
    const [newest = '', second = ''] = world.snapshotIds();
    world.state.runIncident('massDisable');
    world.state.hideSnapshot(newest);

    expect(valuesOf(await world.get(SNAPSHOTS)).map(({ id }) => id)).not.toContain(newest);
    expect(world.inspect.compare(second)).toHaveLength(15 + 2);
  });
});

describe('the documented shape', () => {
  it('has long annotations, ISO ids, counts, and snapshots by id', async () => {
    const world = createWorld();
    const list = await world.get(SNAPSHOTS);
    const [newest] = valuesOf(list);
    const one = await world.get(`${SNAPSHOTS}/${String(newest?.['id'])}`);

    expect(decoded(newest?.['id'])).toBe('2026-03-28T22:00:00Z');
    expect(list.body['@odata.context']).toBe('https://localhost:4000/v1.0/$metadata#directory/recovery/snapshots');
    expect(newest).toHaveProperty('totalChangedObjects');
    expect(one.body).toMatchObject({ id: newest?.['id'] });
  });
});

describe('ids in addresses', () => {
  it.each([
    ['documented', true],
    ['documented', false],
    ['live', true],
    ['live', false],
  ] as const)('of the %s shape are the same, percent-encoded or not', async (shape, isEncoded) => {
    const world = createWorld({ shape });
    const id = isEncoded ? encodeURIComponent(world.newest()) : world.newest();

    expect((await world.post(`${SNAPSHOTS}/${id}/recoveryPreviewJobs`, { as: 'ana' })).status).toBe(202);
    expect(valuesOf(await world.get(`${SNAPSHOTS}/${id}/recoveryPreviewJobs`))).toHaveLength(1);
  });
});

describe('the live shape', () => {
  it('has short annotations, ids of seconds, no counts, and 404 for a listed snapshot', async () => {
    const world = createWorld();
    world.state.shape = 'live';
    const list = await world.get(SNAPSHOTS);
    const [newest] = valuesOf(list);
    const one = await world.get(`${SNAPSHOTS}/${String(newest?.['id'])}`);

    expect(decoded(newest?.['id'])).toBe('1774735200');
    expect(Object.keys(list.body)).toEqual(['@context', 'value']);
    expect(Object.keys(newest ?? {})).toEqual(['id', 'createdDateTime']);
    expect(one.status).toBe(404);
    expect(errorOf(one).message).toBe(`Snapshot with identifier ${String(newest?.['id'])} not found`);
  });

  it('runs a whole recovery', async () => {
    const world = createWorld({ shape: 'live' });
    world.state.runIncident('groupEmptied');
    const preview = await world.finish('preview');
    const changes = await world.get(`${preview}/microsoft.graph.entraRecoveryServices.getChanges?$top=1`);
    const jobs = await world.get('/directory/recovery/jobs');

    expect(changes.body).toHaveProperty('@nextLink');
    expect(changes.text).not.toContain('@odata.');
    expect(valuesOf(jobs)[0]).toMatchObject({ '@type': '#microsoft.graph.entraRecoveryServices.recoveryPreviewJob' });

    await world.finish('recovery');

    expect(world.inspect.compare(world.newest())).toEqual([]);
  });
});

describe('jobs', () => {
  it('are listed together, told apart by their type, newest first', async () => {
    const world = createWorld();
    await world.finish('preview');
    await world.finish('recovery');
    const types = valuesOf(await world.get('/directory/recovery/jobs')).map((one) => one['@odata.type']);

    expect(types).toEqual([
      '#microsoft.graph.entraRecoveryServices.recoveryJob',
      '#microsoft.graph.entraRecoveryServices.recoveryPreviewJob',
    ]);
  });

  it.each([
    ["status eq 'successful'", 2],
    ["status ne 'successful'", 1],
    ["status eq 'calculating' or status eq 'initialized'", 1],
    ['targetStateDateTime eq 2026-03-28T22:00:00Z', 3],
    ['targetStateDateTime ne 2026-03-28T22:00:00Z', 0],
  ])('filter %s finds %i', async (filter, count) => {
    const world = createWorld();
    await world.finish('preview');
    await world.finish('recovery');
    await world.start('preview');

    expect(valuesOf(await world.get(`/directory/recovery/jobs?$filter=${encodeURIComponent(filter)}`))).toHaveLength(
      count,
    );
  });

  it.each(["id eq 'x'", "status is 'x'", "status eq 'x", '(status eq', 'status eq'])(
    'refuses the filter %s',
    async (filter) => {
      const answer = await createWorld().get(`/directory/recovery/jobs?$filter=${encodeURIComponent(filter)}`);

      expect(answer.status).toBe(400);
    },
  );

  it('are listed under their snapshot and read by id in three places', async () => {
    const world = createWorld();
    const location = await world.finish('recovery');
    const id = location.split('/').at(-1) ?? '';
    const nested = `${SNAPSHOTS}/${world.newest()}`;

    expect(valuesOf(await world.get(`${nested}/recoveryJobs`))).toMatchObject([{ id }]);
    expect(valuesOf(await world.get(`${nested}/recoveryPreviewJobs`))).toEqual([]);
    expect((await world.get(`${nested}/recoveryJobs/${id}?$select=id,status`)).body).toMatchObject({
      id,
      status: 'successful',
    });
    expect((await world.get(`/directory/recovery/jobs/${id}`)).body).toMatchObject({ id });
    expect((await world.get(`${nested}/recoveryPreviewJobs/${id}`)).status).toBe(404);
    expect((await world.get(`${SNAPSHOTS}/${world.snapshotIds()[1] ?? ''}/recoveryJobs/${id}`)).status).toBe(404);
    expect((await world.get(`/directory/recovery/jobs/unknown`)).status).toBe(404);
  });

  it('are forgotten seven days after their end', async () => {
    const world = createWorld();
    await world.finish('preview');
    world.wait(7 * 24 * 3_600_000 + 60_000);

    expect(valuesOf(await world.get('/directory/recovery/jobs'))).toEqual([]);
  });
});

describe('Prefer: include-unknown-enum-members', () => {
  const old = { headers: { prefer: 'odata.maxpagesize=5' } };

  it('shows the late statuses, which are unknown without it', async () => {
    const world = createWorld();
    const { location } = await world.start('preview');
    world.wait(1000);

    expect((await world.get(location, old)).body['status']).toBe('unknownFutureValue');
    expect((await world.get(location)).body['status']).toBe('loadingData');
  });

  it('is not needed for the types and statuses of old', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    world.state.runIncident('policyLockout');
    world.state.runIncident('groupEmptied');
    const location = await world.finish('preview');
    const changes = valuesOf(await world.get(`${location}/getChanges`, old));

    expect((await world.get(location, old)).body['status']).toBe('successful');
    expect(new Set(changes.map((one) => one['entityTypeName']))).toEqual(
      new Set(['user', 'group', 'conditionalAccessPolicy', 'namedLocationPolicy']),
    );
  });

  it('shows the late types, which are unknown without it', async () => {
    const world = createWorld();
    world.state.runIncident('appTampered');
    const location = await world.finish('preview');
    const typesBy = async (wish?: typeof old) =>
      valuesOf(await world.get(`${location}/getChanges`, wish)).map((one) => one['entityTypeName']).sort(); // prettier-ignore

    expect(await typesBy()).toEqual([
      'appRoleAssignment',
      'application',
      'authorizationPolicy',
      'oAuth2PermissionGrant',
      'organization',
      'servicePrincipal',
    ]);
    expect(await typesBy(old)).toEqual([
      'application',
      'authorizationPolicy',
      'servicePrincipal',
      'unknownFutureValue',
      'unknownFutureValue',
      'unknownFutureValue',
    ]);
  });
});

describe('changes', () => {
  it('are read page by page, each once', async () => {
    const world = createWorld({ seed: { users: 600 } });
    world.state.runIncident('massDisable', { count: 250 });
    const location = await world.finish('preview');
    const ids: unknown[] = [];
    const sizes: number[] = [];
    for (let link: unknown = `${location}/getChanges`; typeof link === 'string';) {
      const page = await world.get(link);
      sizes.push(valuesOf(page).length);
      ids.push(...valuesOf(page).map(({ id }) => id));
      link = page.body['@odata.nextLink'];
    }

    expect(sizes).toEqual([100, 100, 56]);
    expect(new Set(ids).size).toBe(256);
    expect(valuesOf(await world.get(`${location}/getChanges?$top=999`))).toHaveLength(256);
    expect(valuesOf(await world.get(`${location}/getChanges?$top=10&$skip=250`))).toHaveLength(6);
  });

  it.each(['$top=0', '$top=1000', '$top=x', '$skip=-1', '$skiptoken=x'])('refuses %s', async (query) => {
    const world = createWorld();
    const location = await world.finish('preview');

    expect((await world.get(`${location}/getChanges?${query}`)).status).toBe(400);
  });

  it('are not told before the end, in the documented words', async () => {
    const world = createWorld();
    const { location } = await world.start('preview');
    const answer = await world.get(`${location}/getChanges`);

    expect(answer.status).toBe(400);
    expect(errorOf(answer).message).toBe(
      `Job with identifier \`${location.split('/').at(-1) ?? ''}\` must have completed successfully prior to enumerating changes.`, // prettier-ignore
    );
  });

  it.each([
    'getChanges',
    'getChanges()',
    'microsoft.graph.entraRecoveryServices.getChanges',
    'microsoft.graph.entraRecoveryServices.getChanges()',
  ])('are there as %s, in v1.0 and beta', async (name) => {
    const world = createWorld();
    const location = await world.finish('preview');

    expect((await world.get(`${location}/${name}`)).status).toBe(200);
    expect((await world.get(`${location.replace('/v1.0/', '/beta/')}/${name}`)).status).toBe(200);
    expect((await world.get(`${location}/getFailedChanges`)).status).toBe(400);
  });

  it('hold target values, present values and links', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable', { count: 1, synced: 0, joiners: 1 });
    world.state.runIncident('groupEmptied');
    const location = await world.finish('preview');
    const byAction = new Map(valuesOf(await world.get(`${location}/getChanges`)).map((one) => [`${String(one['entityTypeName'])} ${String(one['recoveryAction'])}`, one])); // prettier-ignore

    expect(byAction.get('user update')).toMatchObject({
      displayName: 'Alba Almeida',
      deltaFromCurrent: { '@odata.type': '#microsoft.graph.user', accountEnabled: true, department: 'Finance' },
      currentState: { '@odata.type': '#microsoft.graph.user', accountEnabled: false, department: 'DEPT_UNMAPPED' },
    });
    expect(byAction.get('user restore')).toMatchObject({
      deltaFromCurrent: { displayName: 'Bruno Berg', deletedDateTime: null },
      currentState: { displayName: 'Bruno Berg', deletedDateTime: NOW.toISOString() },
    });
    expect(byAction.get('user softDelete')).toMatchObject({
      deltaFromCurrent: { '@removed': { reason: 'changed' }, deletedDateTime: '2026-03-29T09:00:05Z' },
      currentState: { deletedDateTime: null },
    });
    expect(byAction.get('group update')).toMatchObject({
      displayName: 'Help Desk Responders',
      deltaFromCurrent: {
        'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: '10000000-0000-4000-8000-000000000018' }, {}],
      },
      currentState: { '@odata.type': '#microsoft.graph.group' },
    });
    expect(byAction.size).toBe(4);
  });

  it('name the kind of a member shortly in beta', async () => {
    const world = createWorld();
    world.state.runIncident('groupEmptied');
    const location = (await world.finish('preview')).replace('/v1.0/', '/beta/');
    const { text } = await world.get(`${location}/getChanges`);

    expect(text).toContain('{"@odata.type":"user","id"');
  });
});
