import type { CastMember } from '../../src/sandbox/cast';

/** A browser's way through the sign-in page: our page, Entra's page with this person picked, and back. @returns the words of the last page */
export async function signInOnPage(url: string, person: Pick<CastMember, 'id'>): Promise<string> {
  const opened = await fetch(url, { redirect: 'manual' });
  const authorize = opened.headers.get('location');
  if (!authorize) return wordsOf(await opened.text());
  const picked = new URL(authorize);
  picked.searchParams.set('pretend_person', person.id);
  const back = await fetch(picked, { redirect: 'manual' });
  const location = back.headers.get('location');
  if (!location) return wordsOf(await back.text());
  return wordsOf(await (await fetch(location)).text());
}

function wordsOf(page: string): string {
  return page
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
