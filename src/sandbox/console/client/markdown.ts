/**
 * The little Markdown that Teams shows: emphasis, lists, links, line breaks. HTML in the text stays text. A mention is one only where the
 * message names it as one.
 */
import MarkdownIt from 'markdown-it';
import { MARKDOWN } from '../card-look';

const { preset, options, rules, linkPattern } = MARKDOWN;
const isLink = new RegExp(linkPattern, 'i');
const markdown = new MarkdownIt(preset, options).enable([...rules]);
const validateLink = markdown.validateLink.bind(markdown);
markdown.validateLink = (url) => isLink.test(url) && validateLink(url);
/** A link leaves the page, and tells nothing of where it came from. */
markdown.core.ruler.push('outward', ({ tokens }) => {
  for (const link of tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'link_open')) {
    link.attrSet('target', '_blank');
    link.attrSet('rel', 'noopener noreferrer');
  }
});

/** @param mentions - names that the message mentions */
export function htmlOf(text: string, mentions: readonly string[] = []): string {
  return markdown.render(text).replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, (tag, name: string) => (mentions.map(escaped).includes(name) ? `<span class="mention">${name}</span>` : tag)); // prettier-ignore
}

const escaped = (name: string): string => name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'); // prettier-ignore
