import { beginVisit, isBrowserSecret, newBrowserSecret, resumeVisit } from '../../src/identity/visit';

describe('a visit of the sign-in page', () => {
  const browser = newBrowserSecret();
  const visit = beginVisit('press', browser);

  it('is a new one every time, also in one browser', () => {
    const secrets = [visit, beginVisit('press', browser), beginVisit('press', newBrowserSecret())].flatMap((one) => [
      ...Object.values(one as unknown as Record<string, string>),
    ]);

    expect(new Set(secrets).size).toBe(12);
  });

  it('is resumed by the browser that began it', () => {
    expect(visit.state).toMatch(/^press\./);
    expect(resumeVisit(visit.state, browser)).toEqual(visit);
  });

  it.each([
    ['another browser', visit.state, newBrowserSecret()],
    ['a state that says another press', visit.state.replace('press', 'other'), browser],
    ['a state that lacks its end', visit.state.slice(0, -1), browser],
    ['no state', '', browser],
    ['a state without dots', 'guessed', browser],
  ])('is not resumed by %s', (_what, state, secret) => {
    expect(resumeVisit(state, secret)).toBeUndefined();
  });

  it('takes for a secret only what looks like one', () => {
    expect(isBrowserSecret(browser)).toBe(true);
    expect([undefined, '', 'short', `${browser}=`].filter(isBrowserSecret)).toEqual([]);
  });
});
