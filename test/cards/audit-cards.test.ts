import type { AuditActor } from '../../src/tenant/audit';
import type { AuditFindings } from '../../src/recovery/audit-findings';
import { actorWords } from '../../src/cards/audit-words';
import { drawRequest } from '../../src/cards/request-card';
import { hazardSentence } from '../../src/cards/hazard-sentences';
import { HAZARD_KINDS } from '../../src/recovery/hazard';
import type { RecoveryStateName } from '../../src/recovery/request';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { hazardShelf } from '../../src/tools/gallery/hazard-samples';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { buttonOf, titlesOf, wordsOf } from './card-reading';

const object = (number: number) => `3f2a91c7-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;
const MALLORY: AuditActor = { kind: 'person', id: 'd7f20c11-0000-4000-8000-0000000000f1' as PersonId, name: 'Mallory [x](https://evil.example)' }; // prettier-ignore
const trace = (number: number) => ({ id: object(number), at: new Date('2026-03-29T08:36:00Z'), activity: 'Update *user*', actor: MALLORY }); // prettier-ignore
const NOTHING: AuditFindings = { log: 'read', traces: [], restores: [] };

function cardWith(audit: AuditFindings | undefined, { state = 'awaitingApproval', hazards, viewer = 'shared' }: { readonly state?: RecoveryStateName; readonly hazards?: readonly object[]; readonly viewer?: keyof typeof VIEWERS } = {}) {
  const { preview } = sampleRequest(state);
  const request = sampleRequest(state, { preview: { ...preview, audit, ...(hazards && { hazards }) } });
  return drawRequest(request, sampleViewing(VIEWERS[viewer])).card;
} // prettier-ignore

describe('who made a change stands on its row', () => {
  it('where the audit log knows, with everything from it as data', () => {
    expect(wordsOf(cardWith({ ...NOTHING, traces: [trace(1)] }))).toContain(
      'Changed by Mallory [x] (https:∕∕evil․example) (…0000000000f1): Update ∗user∗, Sun 29 Mar 2026 10:36 Europe/Oslo (12 min before the preview)',
    );
  });

  it('is unknown where the log does not tell', () => {
    const words = wordsOf(cardWith({ ...NOTHING, traces: [trace(1)] }));

    expect(words.split('Changed by: unknown, the audit log does not tell')).toHaveLength(7);
  });

  it('is not said at all where the log could not be read: one line says why', () => {
    const words = wordsOf(cardWith({ ...NOTHING, log: 'unknown' }));

    expect(words).not.toContain('Changed by');
    expect(words).toContain('Who made these changes is unknown: Entra’s audit log could not be read.');
  });

  it('may be missing where the log was not read to its end', () => {
    expect(wordsOf(cardWith({ ...NOTHING, log: 'partly' }))).toContain('longer than what was read of it');
  });

  it('is not spoken of in previews that never asked', () => {
    expect(wordsOf(cardWith(undefined))).not.toContain('audit log');
  });

  it.each<[AuditActor, string]>([
    [{ kind: 'unknown' }, 'unknown'],
    [{ kind: 'application', name: 'HR *Provisioning*' }, 'the application HR ∗Provisioning∗'],
    [{ kind: 'application' }, 'the application (no name)'],
    [{ kind: 'person', signInName: 'gus@contoso.example' }, 'a person without a display name'],
    [{ kind: 'person', id: 'd7f20c11-0000-4000-8000-0000000000f1' as PersonId, signInName: 'gus@contoso.example' }, 'd7f20c11-0000-4000-8000-0000000000f1'],
    [{ kind: 'person', id: 'd7f20c11-0000-4000-8000-0000000000f1' as PersonId }, 'd7f20c11-0000-4000-8000-0000000000f1'],
  ])('%j is %s', (actor, words) => {
    expect(actorWords(actor)).toBe(words);
  }); // prettier-ignore

  it('is told by sign-in name only where values may be shown', () => {
    const signInName = 'mallory@contoso.example';
    const traces = [{ ...trace(1), actor: { ...MALLORY, name: undefined, signInName } }];

    expect(wordsOf(cardWith({ ...NOTHING, traces }))).not.toContain(signInName);
    expect(wordsOf(cardWith({ ...NOTHING, traces }))).toContain('Changed by d7f20c11-0000-4000-8000-0000000000f1');
    expect(wordsOf(cardWith({ ...NOTHING, traces }, { viewer: 'approver' }))).toContain(`Changed by ${signInName} (…0000000000f1)`); // prettier-ignore
  });
});

describe('hazards that the audit log explains', () => {
  const restored = { kind: 'handRestoredDeletedAgain', severity: 'danger', count: 2, examples: [1, 2].map((number) => ({ id: object(number), name: `U${number}` })) } as const; // prettier-ignore

  it('name who restored by hand, and say who is unknown', () => {
    const sentence = hazardSentence(restored, { names: 2, audit: { ...NOTHING, restores: [trace(1)] } });

    expect(sentence).toMatch(/U1 \(…000000000001\) restored by Mallory .*f1\) and U2 \(…000000000002\) restored by somebody unknown\.$/); // prettier-ignore
  });

  it('say since when the damage was there before the snapshot, and offer an earlier one', () => {
    const hazards = [{ kind: 'snapshotAfterDamage', severity: 'danger', count: 12, examples: [] }];
    const damage = { actor: { kind: 'application' as const, name: 'HR' }, firstAt: new Date('2026-03-28T21:10:00Z'), count: 7 }; // prettier-ignore
    const card = cardWith({ ...NOTHING, damage }, { hazards });

    expect(wordsOf(card)).toContain('the same changes of 7 objects by the application HR before it, from Sat 28 Mar 2026 22:10 Europe/Oslo on'); // prettier-ignore
    expect(buttonOf(card, 'Earlier snapshot')).toMatchObject({
      verb: 'say',
      data: {
        text: 'restore users and groups from before 2026-03-28T22:00:00Z because INC-4711: departments overwritten by the HR import',
      },
    });
  });

  it('offer no earlier snapshot where nothing speaks for one', () => {
    expect(titlesOf(cardWith(NOTHING))).not.toContain('Earlier snapshot');
  });
});

describe('what a preview cannot see', () => {
  const SENTENCE = /This preview cannot see: objects deleted for good, owners, managers and sponsors, dynamic membership rules, consents given by users, secrets and certificates\. A missing row is no evidence\./; // prettier-ignore

  it.each(['previewed', 'awaitingApproval', 'approved'] as const)('stands on the card that is %s, for everybody', (state) => {
    for (const viewer of Object.keys(VIEWERS) as (keyof typeof VIEWERS)[]) {
      expect(wordsOf(cardWith(NOTHING, { state, viewer }))).toMatch(SENTENCE);
    }
  }); // prettier-ignore

  it('stands on a plain preview that found nothing', () => {
    const { plan, preview } = sampleRequest('previewed');
    const counts = {
      update: 0,
      restore: 0,
      softDelete: 0,
      unknown: 0,
      shownOnly: 0,
      links: 0,
      unpinnable: 0,
      byType: {},
    };
    const plain = sampleRequest('previewed', { plan: { ...plan, wantsApproval: false }, preview: { ...preview, counts, hazards: [] } }); // prettier-ignore
    const card = drawRequest(plain, { ...sampleViewing(VIEWERS.requester), rows: [], now: NOW }).card;

    expect(wordsOf(card)).toMatch(SENTENCE);
  });
});

it('the gallery has a card that shows each hazard', () => {
  const { cards } = hazardShelf();

  expect(HAZARD_KINDS.filter((kind) => !(`hazard-${kind}` in cards))).toEqual([]);
});

describe('what was deleted for good', () => {
  const at = new Date('2026-03-29T02:14:00Z');
  const gone = (number: number, more: object = {}) => ({ type: 'user' as const, id: object(number), at, actor: MALLORY, ...more });
  const withGone = (objects: readonly ReturnType<typeof gone>[], isAll = true) => ({ ...NOTHING, gone: { objects: [...objects], isAll } });

  it('is named before the changes, and on the finish', () => {
    const named = withGone([gone(1, { name: 'Piet' })]);
    const asked = wordsOf(cardWith(named));

    expect(asked.indexOf('cannot come back: Piet')).toBeGreaterThan(0);
    expect(asked.indexOf('cannot come back: Piet')).toBeLessThan(asked.indexOf('9 update'));
    expect(wordsOf(cardWith(named, { state: 'recovered' }))).toContain('cannot come back: Piet');
    expect(wordsOf(cardWith(withGone([], false), { state: 'recovered' }))).toContain('may name more that was deleted for good');
  }); // prettier-ignore

  it('is named with its kind, time and actor; a sign-in name only where values are shown', () => {
    const nameless = withGone([gone(1, { signInName: 'piet@contoso.example' })]);

    expect(wordsOf(cardWith(withGone([gone(1, { name: 'Piet *Pelt*' })])))).toContain(
      'Deleted for good since the snapshot, cannot come back: Piet ∗Pelt∗ (…000000000001) (user), 04:14 by Mallory',
    );
    expect(wordsOf(cardWith(nameless))).toContain(`cannot come back: user ${object(1)}, 04:14`);
    expect(wordsOf(cardWith(nameless))).not.toContain('piet@');
  });

  it('is counted where there are many, and may be more where the log was not read to its end', () => {
    const words = wordsOf(cardWith(withGone([1, 2, 3, 4, 5, 6, 7].map((number) => gone(number)), false)));

    expect(words).toContain('; and 2 more.');
    expect(words).toContain('The log may name more that was deleted for good');
  });

  it('is unknown where the log is', () => {
    expect(wordsOf(cardWith({ ...NOTHING, log: 'unknown' }))).toContain('Whether anything was deleted for good since the snapshot is unknown'); // prettier-ignore
    expect(wordsOf(cardWith(NOTHING))).not.toContain('eleted for good since');
  });
}); // prettier-ignore
