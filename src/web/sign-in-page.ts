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
<title>Rewind</title>
<h1>Rewind</h1>
<p>${escapeHtml(sentence)}</p>
<p>You can close this window and go back to Teams.</p>
</html>
`;
}
