import { NoAnswerError } from '../../src/graph/errors';
import { repeatAfterMs } from '../../src/graph/retry';

const answered = (status: number, retryAfter?: string) => ({
  status,
  headers: new Headers(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
});

describe('a POST', () => {
  it.each([500, 502, 503, 504, 429])('is not made again after %d', (status) => {
    expect(repeatAfterMs({ method: 'POST', response: answered(status), tries: 1 })).toBeUndefined();
  });

  it.each(['timeout', 'network', 'aborted'] as const)('is not made again after no answer (%s)', (reason) => {
    expect(repeatAfterMs({ method: 'POST', failure: new NoAnswerError(reason), tries: 1 })).toBeUndefined();
  });

  it('is not made again after 503, whatever Retry-After says', () => {
    expect(repeatAfterMs({ method: 'POST', response: answered(503, '1'), tries: 1 })).toBeUndefined();
  });

  it('is made again only after 429 with Retry-After: nothing was accepted', () => {
    expect(repeatAfterMs({ method: 'POST', response: answered(429, '2'), tries: 1 })).toBe(2000);
  });
});

describe('a GET', () => {
  it.each([429, 500, 502, 503, 504, 509])('is made again after %d, when Retry-After says', (status) => {
    expect(repeatAfterMs({ method: 'GET', response: answered(status, '3'), tries: 1 })).toBe(3000);
  });

  it.each([200, 202, 304, 400, 401, 403, 404, 409])('is not made again after %d', (status) => {
    expect(repeatAfterMs({ method: 'GET', response: answered(status, '3'), tries: 1 })).toBeUndefined();
  });

  it.each([1, 2, 3, 4])('waits longer before every try where nothing is said (%d)', (tries) => {
    const delayMs = repeatAfterMs({ method: 'GET', failure: new NoAnswerError('network'), tries });

    expect(delayMs).toBeGreaterThanOrEqual(250 * 2 ** (tries - 1));
    expect(delayMs).toBeLessThanOrEqual(500 * 2 ** (tries - 1));
  });

  it('ends after five tries, and at once when the process shuts down', () => {
    expect(repeatAfterMs({ method: 'GET', response: answered(503), tries: 5 })).toBeUndefined();
    expect(repeatAfterMs({ method: 'GET', failure: new NoAnswerError('aborted'), tries: 1 })).toBeUndefined();
  });

  it.each([
    ['0', 0],
    ['-5', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['99999999999', 3_600_000],
  ])('reads the Retry-After %p as %d ms', (text, ms) => {
    expect(repeatAfterMs({ method: 'GET', response: answered(429, text), tries: 1 })).toBe(ms);
  });
});
