import { SIGN_IN_PAGE } from '../cards/sentences';
import { escapeHtml, page } from './page';

/** One line and nothing else; it closes by hand. */
export function signInPage(sentence: string): string {
  return page(SIGN_IN_PAGE.title, `<p>${escapeHtml(sentence)}</p>\n<p>${SIGN_IN_PAGE.mayClose}</p>`);
}
