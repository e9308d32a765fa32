import { SIGN_IN_PAGE } from '../cards/sentences';

/** One line and nothing else: it works without scripts, and closes by hand. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

export function signInPage(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${SIGN_IN_PAGE.title}</title>
<h1>${SIGN_IN_PAGE.title}</h1>
<p>${escapeHtml(sentence)}</p>
<p>${SIGN_IN_PAGE.mayClose}</p>
</html>
`;
}
