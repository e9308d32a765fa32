import type { EntityType } from '../../src/recovery/terms';
import type { Scope } from '../../src/recovery/scope';
import type { SnapshotId } from '../../src/shared/ids';
import { nameFilter } from '../../src/graph/directory-contract';
import { quoted, requestOf } from '../../src/graph/operation';
import { cancelJob } from '../../src/graph/operations/jobs';
import { checkMemberObjects, getUser, listUsers } from '../../src/graph/operations/people';
import { createPreviewJob } from '../../src/graph/operations/preview-jobs';
import { USER } from './recorded';

const HOSTILE = [
  '../../users',
  '..',
  '.',
  '',
  'a/../b',
  '%2e%2e',
  '%2F',
  "x' or '1' eq '1",
  'a?b',
  'a#b',
  'a b',
  'ä',
  '\ud800',
];
const everything: Scope = { kind: 'everything' };

describe('an id in a path', () => {
  it.each(HOSTILE)('is refused when it is %p', (id) => {
    expect(() => requestOf(getUser, { id })).toThrow('nothing was sent');
    expect(() => requestOf(checkMemberObjects, { personId: id, ids: [] })).toThrow('nothing was sent');
    expect(() => requestOf(cancelJob, { jobId: id })).toThrow('nothing was sent');
    expect(() => requestOf(createPreviewJob, { snapshotId: id as SnapshotId, scope: everything })).toThrow(
      'nothing was sent',
    );
  });

  it('is percent-encoded, slashes included', () => {
    const { path } = requestOf(createPreviewJob, { snapshotId: 'ab/+c==' as SnapshotId, scope: everything });

    expect(path).toBe('/directory/recovery/snapshots/ab%2F%2Bc%3D%3D/recoveryPreviewJobs');
  });
});

describe('a name in a filter', () => {
  const filterOf = (type: EntityType, name: string, match: 'exact' | 'start') =>
    nameFilter({ type, spellings: [name], match, among: 'living' });

  it.each([
    ["O'Brien", "'O''Brien'"],
    ["' or 1 eq 1 or displayName eq '", "''' or 1 eq 1 or displayName eq '''"],
    ["''", "''''''"],
    ['', "''"],
  ])('stands quoted: %p', (name, literal) => {
    expect(quoted(name)).toBe(literal);
    expect(filterOf('group', name, 'exact')).toBe(`displayName eq ${literal} or mail eq ${literal}`);
    expect(filterOf('application', name, 'start')).toBe(`startswith(displayName,${literal})`);
  });

  it.each(['a&$top=1', 'https://elsewhere.example/x', 'a#b', '100%', 'half a pair \ud800', '名前', 'a+b'])(
    'never leaves the query: %p',
    (name) => {
      const { query } = requestOf(listUsers, { filter: filterOf('user', name, 'exact'), top: 10 });

      expect([...new URLSearchParams(query).keys()]).toEqual(['$filter', '$select', '$top']);
      expect(query).not.toMatch(/[#\s]|:\/\//);
      expect(new URLSearchParams(query).get('$filter')).toContain(name.replace('\ud800', '\uFFFD'));
    },
  );

  it('is compared with application ids only where it is one', () => {
    expect(filterOf('application', USER, 'exact')).toBe(`displayName eq '${USER}' or appId eq '${USER}'`);
    expect(filterOf('servicePrincipal', 'Payroll', 'exact')).toBe("displayName eq 'Payroll'");
  });
});
