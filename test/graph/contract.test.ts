import { filteringCriteriaOf, jobSchema } from '../../src/graph/contract';
import { sameScope, type Scope } from '../../src/recovery/scope';
import type { ObjectId } from '../../src/shared/ids';
import { GROUP, JOBS, USER } from './recorded';

const RECOVERY = '#microsoft.graph.entraRecoveryServices.';
const scopeOf = (criteria: unknown) => jobSchema().parse({ ...JOBS.preview, filteringCriteria: criteria }).scope;

describe('a scope that was sent', () => {
  it.each([
    ['types', { kind: 'types', types: ['servicePrincipal', 'user'] }],
    ['ids', { kind: 'objects', objects: [{ type: 'user', id: USER as ObjectId, name: 'JD' }, { type: 'group', id: GROUP as ObjectId, name: '' }] }], // prettier-ignore
  ] satisfies [string, Scope][])('is the same when it is read in the list of jobs: %s', (_what, scope) => {
    const told = scopeOf(filteringCriteriaOf(scope)['filteringCriteria']);

    expect(told && sameScope(scope, told)).toBe(true);
  });
});

describe('a filter in the list of jobs', () => {
  it.each([
    ['null', null],
    ['the base type', { '@odata.type': `${RECOVERY}recoveryJobFilteringCriteriaBase` }],
    ['the base type, written short', { '@type': `${RECOVERY}recoveryJobFilteringCriteriaBase` }],
    ['nothing in it', {}],
  ])('is everything: %s', (_what, criteria) => {
    expect(scopeOf(criteria)).toEqual({ kind: 'everything' });
  });

  it('may have no annotation, or more of them', () => {
    expect(scopeOf({ entityTypes: ['user'] })).toEqual({ kind: 'types', types: ['user'] });
    expect(scopeOf({ 'entityTypes@odata.type': '#Collection(x)', entityTypes: ['user'] })?.kind).toBe('types');
  });

  it.each([
    ['none told', undefined],
    ['a type that came later', { entityTypes: ['user', 'unknownFutureValue'] }],
    ['no type at all', { entityTypes: [] }],
    ['another filter', { '@odata.type': `${RECOVERY}recoveryJobQueryFilter`, entityTypes: ['user'] }],
    ['a part that came later', { entityTypes: ['user'], except: [USER] }],
    ['a type without ids', { filterValues: [{ entityType: 'user', entityIds: [] }] }],
    ['a text', 'user'],
  ])('is no scope when it cannot be told: %s', (_what, criteria) => {
    expect(scopeOf(criteria)).toBeUndefined();
  });
});

describe('a job', () => {
  it('whose kind is not told is of unknown kind', () => {
    expect(jobSchema().parse({ id: 'job-1', status: 'running' })).toMatchObject({ what: 'unknown', status: 'running' });
  });

  it.each(['0001-01-01T00:00:00Z', null, '', 'soon'])('that ended %p has not ended', (jobCompletionDateTime) => {
    expect(jobSchema().parse({ ...JOBS.preview, jobCompletionDateTime }).completedAt).toBeUndefined();
  });

  it.each([-1, 1.5, 'many', null])('that counts %p does not count', (totalFailedChanges) => {
    expect(jobSchema().parse({ ...JOBS.recovery, totalFailedChanges }).failedChanges).toBeUndefined();
  });
});
