import { newBrowserSecret } from '../../src/identity/visit';
import { browserCookie, browserSecretIn } from '../../src/web/browser-cookie';

const HTTPS = { publicUrl: 'https://rewind.example' };
const LOOPBACK = { publicUrl: 'http://127.0.0.1:3978' };

describe('the cookie of the sign-in page', () => {
  const secret = newBrowserSecret();

  it('belongs to this host alone, is no script’s, and comes back from Entra’s page', () => {
    expect(browserCookie(secret, HTTPS)).toBe(`__Host-visit=${secret}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure`); // prettier-ignore
  });

  it('has no prefix over http, where a browser would not take it', () => {
    expect(browserCookie(secret, LOOPBACK)).toBe(`visit=${secret}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax`);
  });

  it('is found among others', () => {
    expect(browserSecretIn({ cookie: `a=b; __Host-visit=${secret}; c=d` }, HTTPS)).toBe(secret);
    expect(browserSecretIn({ cookie: `visit=${secret}` }, LOOPBACK)).toBe(secret);
  });

  it.each([undefined, '', 'visit=', '__Host-visit=short', `visit=${secret}`, `a__Host-visit=${secret}`])(
    'is not %j',
    (cookie) => {
      expect(browserSecretIn({ cookie }, HTTPS)).toBeUndefined();
    },
  );
});
