import { openSignIn, type OpenedSignIn } from '../../src/sandbox/terminal/sign-in-on-page';

export { pickAccount, signInOnPage } from '../../src/sandbox/terminal/sign-in-on-page';

/** Opens Rewind's page as a browser does, which may keep something of an earlier visit. */
export async function goToEntra(url: string, cookie?: string): Promise<OpenedSignIn> {
  const opened = await openSignIn(url, cookie);
  if (!('authorizeUrl' in opened)) throw new Error(`the browser is sent nowhere: ${opened.words.join(' ')}`);
  return opened;
}
