import type { CastMember } from '../cast';

/** A browser's way through the sign-in page: Rewind's page, Entra's page with this person picked, and back. @returns the words of the last page */
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

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function wordsOf(page: string): string {
  return page
    .replace(/<(style|title)>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
