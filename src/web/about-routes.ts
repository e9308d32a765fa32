/** For everybody who sees the app in Teams: its entry there links to this page. */
import { ABOUT_PAGE } from '../cards/about-sentences';
import { html } from '../http/responses';
import type { Route } from '../http/route';
import { escapeHtml, page } from './page';

export function aboutRoutes(): readonly Route[] {
  const body = page(ABOUT_PAGE.title, ABOUT_PAGE.sections.map(sectionOf).join('\n'));
  return [{ method: 'GET', path: '/about', handle: () => html(200, body) }];
}

function sectionOf({ id, heading, paragraphs }: (typeof ABOUT_PAGE.sections)[number]): string {
  return [`<h2 id="${id}">${escapeHtml(heading)}</h2>`, ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`)].join(
    '\n',
  );
}
