/** An address as it may stand in Markdown. @throws TypeError when it is none, or not https */
export function safeLink(link: string): string {
  const { href, protocol } = new URL(link);
  if (protocol !== 'https:') throw new TypeError('a link on a card is https');
  return href.replace(/\(/g, '%28').replace(/\)/g, '%29');
}
