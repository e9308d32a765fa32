/**
 * The page on which one card at a time is drawn and measured. The functions run inside the browser: they see its globals and nothing
 * of this module.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CARD_LOOK, MARKDOWN } from '../../sandbox/console/card-look';

export type Theme = 'light' | 'dark';

/** What of the browser is used in the page. */
interface PageElement {
  readonly innerText: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  click: () => void;
  replaceChildren: (...nodes: PageElement[]) => void;
  querySelectorAll: (selector: string) => Iterable<PageElement>;
  getBoundingClientRect: () => { readonly left: number; readonly right: number };
}
interface RenderedMarkdown {
  outputHtml?: string;
  didProcess: boolean;
}
interface CardRenderer {
  hostConfig: object;
  parse: (card: object) => void;
  render: () => PageElement | undefined;
}
declare const document: {
  readonly querySelector: (selector: string) => PageElement | null;
  readonly querySelectorAll: PageElement['querySelectorAll'];
};
declare const AdaptiveCards: {
  readonly AdaptiveCard: {
    new (): CardRenderer;
    onProcessMarkdown: (text: string, result: RenderedMarkdown) => void;
  };
  readonly HostConfig: new (settings: object) => object;
};
declare const markdownit: (
  preset: string,
  options: object,
) => {
  validateLink: (url: string) => boolean;
  enable: (rules: readonly string[]) => { render: (text: string) => string };
};

/** Around the card, in pixels. */
export const MARGIN = 16;

/** The console's own look. */
const STYLE_FOLDER = path.resolve(__dirname, '../../../src/sandbox/console/client/style');
const styleOf = (name: string): string => readFileSync(path.join(STYLE_FOLDER, name), 'utf8');

const STAGE_STYLE = `
html, body { height: auto }
body { margin: ${MARGIN}px }
main { container-type: inline-size }
.card { margin: 0 }
`;

const scriptOf = (file: string): string =>
  `<script>${readFileSync(file, 'utf8').replaceAll('</script', '<\\/script')}</script>`;

/** @param width - of the card, in pixels */
export function stagePage({ theme, width }: { readonly theme: Theme; readonly width: number }): string {
  const css = [styleOf('base.css'), styleOf('cards.css'), STAGE_STYLE].join('');
  const scripts = [require.resolve('adaptivecards/dist/adaptivecards.min.js'), require.resolve('markdown-it/browser')];
  return `<!doctype html><html data-theme="${theme}"><meta charset="utf-8"><style>${css}</style><main style="width:${width}px"><div id="frame" class="card"></div></main>${scripts.map(scriptOf).join('')}`;
}

export interface ToDraw {
  readonly card: object;
  readonly look: object;
  readonly markdown: typeof MARKDOWN;
}

export const toDraw = (card: object): ToDraw => ({ card, look: CARD_LOOK, markdown: MARKDOWN });

/** In the page. Answers with the titles of what can be opened. */
export function drawInPage({
  card,
  look,
  markdown: { preset, options, rules, linkPattern },
}: ToDraw): readonly string[] {
  const parser = markdownit(preset, options);
  parser.validateLink = (url) => new RegExp(linkPattern, 'i').test(url);
  const markdown = parser.enable(rules);
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  const renderer = new AdaptiveCards.AdaptiveCard();
  renderer.hostConfig = new AdaptiveCards.HostConfig(look);
  renderer.parse(card);
  const drawn = renderer.render();
  if (!drawn) throw new Error('nothing was drawn');
  document.querySelector('#frame')?.replaceChildren(drawn);
  return [...document.querySelectorAll('#frame button[aria-expanded]')].map((button) => button.innerText);
}

/** In the page: opens or closes what the button of this number holds. */
export function toggleInPage(number: number): void {
  [...document.querySelectorAll('#frame button[aria-expanded]')][number]?.click();
}

/** In the page: texts and buttons that do not fit, as they read. */
export function faultsInPage(): readonly string[] {
  const frame = document.querySelector('#frame');
  if (!frame) return [];
  const { left, right } = frame.getBoundingClientRect();
  const isOutside = (element: PageElement) => {
    const box = element.getBoundingClientRect();
    return box.right > right + 1 || box.left < left - 1 || element.scrollWidth > element.clientWidth + 1;
  };
  const pieces = [...frame.querySelectorAll('.ac-textBlock, .ac-factset td, button, button *, input, textarea')];
  return [...new Set(pieces.filter(isOutside).map((element) => element.innerText.trim().slice(0, 40)))];
}
