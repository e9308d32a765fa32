export { pickAccount, signInOnPage } from '../../src/sandbox/terminal/sign-in-on-page';

/** Opens Rewind's page as a browser does. @returns the address of Entra's page, or nothing where the browser is sent nowhere */
export async function goToEntra(url: string): Promise<string> {
  return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
}
