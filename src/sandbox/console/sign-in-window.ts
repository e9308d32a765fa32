/**
 * The window that Teams opens for a sign-in. The pretend Entra has a certificate of the sandbox's own, which no browser trusts, so the
 * console walks the pages on the person's behalf and shows them: the same addresses, the same redirects, the same answers.
 */
import type { CastMember } from '../cast';
import { openSignIn, pickAccount, type LastPage } from '../terminal/sign-in-on-page';
import type { ConsoleWorld } from './console-world';
import { RefusedAct } from './refused-act';
import type { SignInPage } from './wire';

const OK = 200;

/** Only Rewind's own sign-in page is opened. */
export function isSignInPage(url: string, { productUrl }: Pick<ConsoleWorld, 'productUrl'>): boolean {
  return URL.canParse(url) && new URL(url).href.startsWith(`${productUrl}/sign-in/`);
}

/** @param account - who signs in there; left out, the page asks */
export async function showSignIn(
  { url, account }: { readonly url: string; readonly account?: CastMember | undefined },
  world: ConsoleWorld,
): Promise<SignInPage> {
  if (!isSignInPage(url, world)) throw new RefusedAct('Only Rewind’s sign-in page opens here.');
  const opened = await openSignIn(url);
  if (!('authorizeUrl' in opened)) return wordsPage(opened);
  if (account) return wordsPage(await pickAccount(opened, account));
  const { origin, pathname, searchParams } = new URL(opened.authorizeUrl);
  const scopes = (searchParams.get('scope') ?? '').split(' ').filter((scope) => scope.includes('/'));
  return {
    kind: 'pick',
    address: `${origin}${pathname}`,
    scopes: scopes.map((scope) => scope.split('/').at(-1) ?? ''),
  };
}

function wordsPage({ address, status, words }: LastPage): SignInPage {
  const { origin, pathname } = new URL(address);
  return { kind: 'words', address: `${origin}${pathname}`, isDone: status === OK, words };
}
