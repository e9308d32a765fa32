/** What Rewind offers to type never covers more than what was typed: the exception stays in it. */
import { parseCommand } from '../../src/bot/parse-command';
import { earlierButtons } from '../../src/cards/earlier-snapshot';
import { restoreCommand } from '../../src/cards/restore-command';
import type { ScopeObject } from '../../src/recovery/scope';
import { ENTITY_TYPES } from '../../src/recovery/terms';
import { objectId, requestIn } from '../jobs/people-and-requests';

const HERE = { zone: 'Europe/Oslo', now: new Date('2026-12-24T09:00:00Z') };
const request = requestIn({ name: 'previewed' });
const withExcept = (except: readonly ScopeObject[]) => ({
  ...request,
  plan: { ...request.plan, except: [...except], incidentAt: request.plan.snapshotAt },
});
const exceptionsIn = (text: string) => {
  const parsed = parseCommand({ text, mentions: [] }, HERE);
  return parsed.kind === 'restore' && parsed.scope.kind !== 'objects' ? parsed.scope.except : parsed;
};

it.each(ENTITY_TYPES)(
  'an excepted %s stays excepted in the command for an Administrator, and on Earlier snapshot',
  (type) => {
    const left = [1, 2].map((number) => ({ type, id: objectId(number), name: 'Left' }));
    const command = restoreCommand(withExcept(left.slice(0, 1)));
    const [earlier] = earlierButtons(withExcept(left));

    expect(exceptionsIn(command ?? '')).toMatchObject([{ by: 'id', id: objectId(1) }]);
    expect(exceptionsIn(earlier?.twin ?? '')).toMatchObject([{ by: 'id', id: objectId(1) }, { by: 'id', id: objectId(2) }]); // prettier-ignore
  },
);

it('nothing is offered where it would be too long to be typed with every exception in it', () => {
  const many = Array.from({ length: 21 }, (_, index) => ({ type: 'user' as const, id: objectId(index), name: '' }));

  expect(restoreCommand(withExcept(many))).toBeUndefined();
  expect(earlierButtons(withExcept(many))).toEqual([]);
});
