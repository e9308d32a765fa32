import type { Change } from '../../src/recovery/change';
import { json, startPretendGraph, type PretendGraph } from './pretend-graph';
import { LIVE_SNAPSHOT, PREVIEW_JOB, USER } from './recorded';

let graph: PretendGraph;
let elsewhere: PretendGraph;
beforeAll(async () => {
  graph = await startPretendGraph();
  elsewhere = await startPretendGraph();
});
afterEach(() => {
  graph.forget();
});
afterAll(async () => {
  await graph.close();
  await elsewhere.close();
});

const PATH = `/directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryPreviewJobs/${PREVIEW_JOB}/microsoft.graph.entraRecoveryServices.getChanges`;
const change = { entityTypeName: 'user', id: USER, recoveryAction: 'update' };
const here = (query: string) => `${graph.url}/v1.0${PATH}?${query}`;
const page = (nextLink?: string, annotation = '@odata.nextLink') =>
  json(nextLink === undefined ? { value: [change] } : { value: [change], [annotation]: nextLink });

async function read(): Promise<readonly (readonly Change[])[]> {
  const pages: (readonly Change[])[] = [];
  for await (const one of graph.backup.changePages(LIVE_SNAPSHOT, PREVIEW_JOB)) pages.push(one);
  return pages;
}

it.each(['@odata.nextLink', '@nextLink'])('follows %s to the end', async (annotation) => {
  graph.answers(
    `GET ${PATH}`,
    page(here('$skiptoken=a%2Bb'), annotation),
    page(here('$skip=2&$top=1'), annotation),
    page(),
  );

  expect(await read()).toHaveLength(3);
  expect(graph.asked.map(({ query }) => query)).toEqual([
    { $top: '999' },
    { $skiptoken: 'a+b' },
    { $skip: '2', $top: '1' },
  ]);
});

it('asks for a page only when the one before was taken', async () => {
  graph.answers(`GET ${PATH}`, page(here('$skip=1')));

  for await (const changes of graph.backup.changePages(LIVE_SNAPSHOT, PREVIEW_JOB)) {
    expect(changes).toHaveLength(1);
    break;
  }
  expect(graph.asked).toHaveLength(1);
});

it.each([
  ['another host', () => `${elsewhere.url}/v1.0${PATH}?$skip=1`],
  ['another path', () => `${graph.url}/v1.0/users?$skip=1`],
  ['another version', () => `${graph.url}/beta${PATH}?$skip=1`],
])('refuses a next link to %s, and nobody is asked there', async (_where, link) => {
  graph.answers(`GET ${PATH}`, page(link()));

  await expect(read()).rejects.toMatchObject({ code: 'graph/contract-broken' });
  expect(graph.asked).toHaveLength(1);
  expect(elsewhere.asked).toEqual([]);
});

it('refuses next links in a circle', async () => {
  graph.answers(`GET ${PATH}`, page(here('$skip=1')), page(here('$skip=2')), page(here('$skip=1')));

  await expect(read()).rejects.toThrow('next links in a circle');
  expect(graph.asked).toHaveLength(3);
});

it('refuses a next link to the page itself', async () => {
  graph.answers(`GET ${PATH}`, page(here('$top=999')));

  await expect(read()).rejects.toThrow('next links in a circle');
  expect(graph.asked).toHaveLength(1);
});
