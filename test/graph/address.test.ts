import { addressOf, idOfLocation, queryOfNextLink } from '../../src/graph/address';

const GRAPH = 'https://graph.microsoft.com';
const address = addressOf(GRAPH, 'v1.0');
const PATH = '/directory/recovery/snapshots/MTc4NTE4OTYwMA%3D%3D/recoveryJobs';
const HERE = `${GRAPH}/v1.0/directory/recovery/snapshots/MTc4NTE4OTYwMA==/recoveryJobs`;

describe('the address of Graph', () => {
  it.each([
    'http://graph.microsoft.com',
    'http://localhost.elsewhere.example',
    'ftp://localhost',
    'https://me@graph.microsoft.com',
  ])('may not be %s: a token would travel in the open', (baseUrl) => {
    expect(() => addressOf(baseUrl, 'v1.0')).toThrow('not https');
  });

  it.each([
    ['https://graph.microsoft.com/', 'https://graph.microsoft.com/v1.0'],
    ['http://localhost:4000', 'http://localhost:4000/v1.0'],
    ['http://127.0.0.1:4000/graph/', 'http://127.0.0.1:4000/graph/v1.0'],
  ])('may be %s', (baseUrl, root) => {
    expect(addressOf(baseUrl, 'v1.0').root).toBe(root);
  });
});

describe('a link to the next page', () => {
  it.each([
    `${HERE}?$skiptoken=RFNwdAIAAQ`,
    `${GRAPH}/v1.0${PATH}?$skiptoken=RFNwdAIAAQ`,
    `/v1.0${PATH}?$skiptoken=RFNwdAIAAQ`,
    `${HERE}()?$skiptoken=RFNwdAIAAQ`,
  ])('gives its query: %s', (link) => {
    expect(queryOfNextLink(link, address, PATH)).toBe('$skiptoken=RFNwdAIAAQ');
  });

  it.each([
    [
      'another host',
      'https://elsewhere.example/v1.0/directory/recovery/snapshots/MTc4NTE4OTYwMA==/recoveryJobs?$skip=1',
    ],
    ['a host that looks alike', `https://graph.microsoft.com@elsewhere.example${PATH}?$skip=1`],
    ['no TLS', HERE.replace('https', 'http') + '?$skip=1'],
    ['another port', HERE.replace('.com', '.com:8443') + '?$skip=1'],
    ['another list', `${GRAPH}/v1.0/users?$skip=1`],
    ['another snapshot', HERE.replace('MTc', 'MTd') + '?$skip=1'],
    ['another version', HERE.replace('v1.0', 'beta') + '?$skip=1'],
    ['a path that climbs', `${HERE}/../../../../../users?$skip=1`],
    ['a path with an encoded slash', HERE.replace('/recoveryJobs', '%2FrecoveryJobs') + '?$skip=1'],
    ['a broken encoding', `${HERE}%?$skip=1`],
    ['no query', HERE],
    ['nothing', ''],
    ['no address', 'https://'],
  ])('is refused when it leads to %s', (_where, link) => {
    expect(queryOfNextLink(link, address, PATH)).toBeUndefined();
  });

  it('cannot make the library take an address in its query for the request’s own', () => {
    expect(queryOfNextLink(`${HERE}?$skiptoken=https://elsewhere.example/v1.0/x`, address, PATH)).toBe(
      '$skiptoken=https%3A%2F%2Felsewhere.example/v1.0/x',
    );
  });
});

describe('a Location', () => {
  it.each([`${HERE}/22222222-bbbb-4bbb-8bbb-000000000002`, `/v1.0${PATH}/22222222-bbbb-4bbb-8bbb-000000000002`])(
    'tells the id of what was made: %s',
    (location) => {
      expect(idOfLocation(location, address, PATH)).toBe('22222222-bbbb-4bbb-8bbb-000000000002');
    },
  );

  it.each(['', 'https://elsewhere.example/v1.0/x/1', `${GRAPH}/v1.0/users/1`, HERE, `${HERE}/1/2`])(
    'is not believed: %p',
    (location) => {
      expect(idOfLocation(location, address, PATH)).toBeUndefined();
    },
  );
});
