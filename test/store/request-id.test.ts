import { requestIdSchema } from '../../src/shared/schemas';
import { ID_ATTEMPTS, randomRequestId } from '../../src/store/request-id';

it.each([
  [0, 4],
  [2, 4],
  [3, 5],
  [ID_ATTEMPTS - 1, 8],
  [1000, 8],
])('attempt %i has %i characters', (attempt, length) => {
  expect(randomRequestId(attempt)).toHaveLength('R-'.length + length);
});

it('uses every character that cannot be mistaken, and no other', () => {
  const ids = Array.from({ length: 500 }, () => randomRequestId(ID_ATTEMPTS));

  expect(ids.every((id) => requestIdSchema.safeParse(id).success)).toBe(true);
  expect([...new Set(ids.join('').replaceAll('R-', '') + 'R')].sort().join('')).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ');
});
