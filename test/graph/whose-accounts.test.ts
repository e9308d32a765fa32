import { createDirectoryReader } from '../../src/graph/directory-reader';
import { RewindError } from '../../src/shared/errors';
import type { PersonId } from '../../src/shared/ids';
import { startPretendGraph, status, type PretendGraph } from './pretend-graph';

const id = (tail: string) => `00000000-0000-4000-8000-${tail.padStart(12, '0')}` as PersonId;
const [ANA, BEN, GIL] = [id('a1'), id('b1'), id('f1')];

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const reader = () =>
  createDirectoryReader({
    client: graph.client,
    clock: { now: () => new Date() },
    administratorRoleIds: [],
    readerRoleIds: [],
  });
const knows = (personId: PersonId, employeeId: string | null) => {
  const person = { id: personId, displayName: 'x', accountEnabled: false, userType: 'Guest', employeeId };
  graph.answers(`GET /users/${personId}`, () => Response.json(person));
};

describe('whose accounts these are (A4)', () => {
  it('is asked one by one, also of disabled ones and guests; who is not known has no entry', async () => {
    knows(ANA, '1001');
    knows(GIL, null);
    graph.answers(`GET /users/${BEN}`, status(404));

    await expect(reader().accountsOf([ANA, GIL, BEN, ANA])).resolves.toEqual(
      new Map([
        [ANA, { id: ANA, employeeId: '1001' }],
        [GIL, { id: GIL, employeeId: undefined }],
      ]),
    );
    expect(graph.asked).toHaveLength(3);
    expect(graph.asked[0]?.query['$select']).toContain('employeeId');
  });

  it('is asked by employee id, for every account that has it; quotes in it are no grammar', async () => {
    const people = [ANA, GIL].map((personId) => ({ id: personId, displayName: 'x', employeeId: "10'01" }));
    graph.answers('GET /users', () => Response.json({ value: people }));

    await expect(reader().accountsWithEmployeeId("10'01")).resolves.toEqual([
      { id: ANA, employeeId: "10'01" },
      { id: GIL, employeeId: "10'01" },
    ]);
    expect(graph.asked[0]?.query).toMatchObject({ $top: '51' });
    expect(graph.asked[0]?.query['$filter']).toMatch(/^employeeId in \('10''01',/);
  });

  it.each(['1042', ' 1042', '1042\u200b', '１０４２'])(
    'is asked for the padded and full-width ones, too, by %j; no more than Graph takes in one question',
    async (employeeId) => {
      graph.answers('GET /users', () => Response.json({ value: [] }));
      await reader().accountsWithEmployeeId(employeeId);

      const spellings = [...(graph.asked[0]?.query['$filter'] ?? '').matchAll(/'([^']*)'/g)].map(([, one]) => one);
      expect(spellings).toEqual(
        expect.arrayContaining(['1042', ' 1042', '1042 ', '\u200b1042', '1042\u200b', '１０４２', employeeId]),
      );
      expect(spellings.length).toBeLessThanOrEqual(15);
    },
  );

  it('is asked nobody by an employee id of which nothing is seen', async () => {
    await expect(reader().accountsWithEmployeeId(' \u200b')).resolves.toEqual([]);
    expect(graph.asked).toEqual([]);
  });

  it('is not told by a number that more than fifty accounts share', async () => {
    const people = Array.from({ length: 51 }, (_, index) => ({ id: id(String(index)), displayName: 'x' }));
    graph.answers('GET /users', () => Response.json({ value: people }));

    await expect(reader().accountsWithEmployeeId('0')).resolves.toBeUndefined();
  });

  it.each([403, 429])('is not guessed where Graph answers %d', async (code) => {
    graph.answers(`GET /users/${ANA}`, status(code));

    await expect(reader().accountsOf([ANA])).rejects.toBeInstanceOf(RewindError);
  });
});
