/** What is approved, how it is run and what rides along: in the same words wherever it is said, and in words that people know. */
import type { ChangeCounts } from '../../src/recovery/counts';
import { hazardSentence } from '../../src/cards/hazard-sentences';
import { chosenWords } from '../../src/cards/entity-words';
import { drawRequest } from '../../src/cards/request-card';
import type { Hazard } from '../../src/recovery/hazard';
import { EVERY_ASKED_TYPE } from '../../src/recovery/scope-vocabulary';
import type { RecoveryStateName } from '../../src/recovery/request';
import type { EntityType } from '../../src/recovery/terms';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { objectId } from '../jobs/people-and-requests';
import { buttonsOf, titlesOf, wordsOf } from './card-reading';

const NONE: ChangeCounts = { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0, byType: {} }; // prettier-ignore
const GRANTS = { ...NONE, softDelete: 5, unpinnable: 4, byType: { servicePrincipal: 1, oAuth2PermissionGrant: 4 } };
const ATTACK = { ...GRANTS, update: 3, byType: { ...GRANTS.byType, user: 3 } };

function cardOf(state: RecoveryStateName, counts: ChangeCounts, viewer: keyof typeof VIEWERS = 'approver') {
  const { plan, preview } = sampleRequest(state);
  const changed = { plan: { ...plan, scope: { kind: 'everything' } }, preview: { ...preview, counts, hazards: [] } };
  return drawRequest(sampleRequest(state, changed), sampleViewing(VIEWERS[viewer])).card;
}

describe('"exactly this"', () => {
  it.each<[string, ChangeCounts, string]>([
    ['of what is pinned', { ...NONE, update: 2, byType: { user: 2 } }, 'must approve exactly this.'],
    ['never beside what runs by type', GRANTS, 'must approve this, and what rides along with it.'],
    ['never beside grants that come along', { ...NONE, update: 2, byType: { appRoleAssignment: 2 } }, 'must approve this, and what rides along with it.'],
  ])('is said %s', (_what, counts, words) => {
    const said = wordsOf(cardOf('awaitingApproval', counts));

    expect(said).toContain(words);
    expect(said.includes('exactly this') && said.includes('ride')).toBe(false);
  }); // prettier-ignore
});

describe('consents', () => {
  it('that are listed are not said to be out of sight', () => {
    const said = wordsOf(cardOf('awaitingApproval', GRANTS));

    expect(said).toContain('consents given by users that are not among the changes');
    expect(said).not.toContain('consents given by users,');
  });

  it('that a recovery took back are not said to be untouched', () => {
    expect(wordsOf(cardOf('recovered', GRANTS))).toContain('consents given by users that are not among the changes');
    expect(wordsOf(cardOf('recovered', { ...NONE, update: 1, byType: { user: 1 } }))).toContain('consents given by users,'); // prettier-ignore
  });

  it('run by type, because the preview names no service principal that they could be pinned by', () => {
    const said = wordsOf(cardOf('awaitingApproval', GRANTS));

    expect(said).toContain('4 grants or assignments cannot be pinned: the preview does not say with which service principal each of them is recovered'); // prettier-ignore
    expect(said).not.toContain('does not tell the service principal of');
  });
});

describe('what cannot be run in one go', () => {
  it('says so and offers the split at the top', () => {
    const card = cardOf('previewed', ATTACK, 'requester');
    const said = wordsOf(card);

    expect(said.indexOf('cannot be recovered in one go')).toBeLessThan(said.indexOf('Scope'));
    expect(said.indexOf('Split in two')).toBeLessThan(said.indexOf('Scope'));
    expect(titlesOf(card).filter((title) => title === 'Split in two')).toHaveLength(1);
    expect(JSON.stringify(card['body'])).toContain('"Split in two"');
    expect(buttonsOf(card)[0]?.['title']).toBe('Split in two');
  });

  it('says it once', () => {
    expect(wordsOf(cardOf('previewed', ATTACK, 'requester')).match(/cannot be recovered in one go/g)).toHaveLength(1);
  });
});

describe('kinds', () => {
  const half: readonly EntityType[] = EVERY_ASKED_TYPE.filter((type) => !['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'].includes(type)); // prettier-ignore

  it.each<[string, readonly EntityType[], string]>([
    ['what is asked for as service principals', ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'], 'service principals with their grants and assignments'],
    ['one half of everything', half, 'users, groups, applications, conditional access policies, named locations and tenant settings'],
    ['one setting', ['authorizationPolicy'], 'the authorization policy'],
    ['grants alone', ['oAuth2PermissionGrant'], 'OAuth2 permission grants'],
  ])('are words that people know: %s', (_what, types, words) => {
    expect(chosenWords({ scope: { kind: 'types', types: [...types] } })).toBe(words);
  }); // prettier-ignore
});

describe('what was made since', () => {
  const sentence = (types: readonly EntityType[]) => {
    const examples = types.map((type, index) => ({ id: objectId(index), name: 'Mail Merge Pro', type }));
    const hazard: Hazard = { kind: 'newObjectsDeleted', severity: 'danger', count: types.length, examples };
    return hazardSentence(hazard, { names: 5 });
  };

  it('is taken for joiners only where it is people', () => {
    expect(sentence(['user', 'user'])).toContain('new joiners');
    expect(sentence(['user', 'servicePrincipal'])).not.toContain('joiners');
  });

  it('has its kind beside a name that several kinds share', () => {
    expect(sentence(['servicePrincipal', 'oAuth2PermissionGrant'])).toContain('Mail Merge Pro (service principal …000000000000) and Mail Merge Pro (OAuth2 permission grant …000000000001)'); // prettier-ignore
    expect(sentence(['user', 'user'])).toContain('Mail Merge Pro (…000000000000) and Mail Merge Pro (…000000000001)');
  });
});

it.each([
  [1, 'cannot recover it: change it on-premises'],
  [2, 'cannot recover them: change them on-premises'],
])('%d synchronised: the sentence has the number of what it speaks of', (count, words) => {
  const hazard: Hazard = { kind: 'syncedSkipped', severity: 'note', count, examples: [] };

  expect(hazardSentence(hazard, { names: 3 })).toContain(words);
});
