import type { CastMember } from '../cast';

/** A page that the browser stays on. */
export interface LastPage {
  readonly address: string;
  readonly status: number;
  /** Heading and paragraphs, from top to bottom. */
  readonly words: readonly string[];
}

/** Entra's page, and what Rewind's own gave the browser to keep. */
export interface OpenedSignIn {
  readonly authorizeUrl: string;
  readonly cookie: string;
}

/**
 * Opens the sign-in page as a browser does.
 *
 * @param cookie - what the browser keeps from an earlier visit
 * @returns where Entra asks who it is, or the page that says why not
 */
export async function openSignIn(url: string, cookie = ''): Promise<OpenedSignIn | LastPage> {
  const opened = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const authorizeUrl = opened.headers.get('location');
  if (authorizeUrl === null) return await pageOf(url, opened);
  return { authorizeUrl, cookie: opened.headers.getSetCookie().map(pairOf).join('; ') };
}

const pairOf = (setCookie: string): string => setCookie.split(';')[0] ?? '';

/** Picks this account on Entra's page and goes where the browser is sent. */
export async function pickAccount(
  { authorizeUrl, cookie }: OpenedSignIn,
  person: Pick<CastMember, 'id'>,
): Promise<LastPage> {
  const picked = new URL(authorizeUrl);
  picked.searchParams.set('pretend_person', person.id);
  const back = await fetch(picked, { redirect: 'manual' });
  const location = back.headers.get('location');
  return location === null
    ? await pageOf(authorizeUrl, back)
    : await pageOf(location, await fetch(location, { headers: { cookie } }));
}

/** A browser's way through the sign-in page: Rewind's page, Entra's page with this person picked, and back. @returns the words of the last page */
export async function signInOnPage(url: string, person: Pick<CastMember, 'id'>): Promise<string> {
  const opened = await openSignIn(url);
  const { words } = 'authorizeUrl' in opened ? await pickAccount(opened, person) : opened;
  return words.join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

async function pageOf(address: string, response: Response): Promise<LastPage> {
  return { address, status: response.status, words: wordsOf(await response.text()) };
}

function wordsOf(page: string): readonly string[] {
  return page
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .split(/<\/?(?:h1|p|li|ul)[^>]*>/)
    .map((part) => plainOf(part))
    .filter((part) => part !== '');
}

function plainOf(part: string): string {
  return part
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
