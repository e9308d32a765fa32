/** What a page looks like, in numbers. The functions below run inside the browser: they see its globals and each other, nothing else. */
import type { Page } from 'playwright-core';

/** What of the browser is used in the page. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly height: number;
}
interface PageElement {
  readonly tagName: string;
  readonly className: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly parentElement: PageElement | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly matches: (selector: string) => boolean;
  readonly getBoundingClientRect: () => Box;
}
interface TextNode {
  readonly data: string;
  readonly parentElement: PageElement;
}
declare const document: {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  readonly createTreeWalker: (root: PageElement, show: number) => { readonly nextNode: () => TextNode | null };
  readonly createRange: () => {
    readonly selectNodeContents: (node: TextNode) => void;
    readonly getClientRects: () => Iterable<Box>;
  };
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
};
declare const getComputedStyle: (
  element: PageElement,
  pseudo?: string,
) => {
  readonly color: string;
  readonly backgroundColor: string;
  readonly opacity: string;
  readonly overflowX: string;
  readonly visibility: string;
};

type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** Texts whose contrast with what lies behind them is below 4.5 to 1, each with its ratio; disabled controls are left out. */
export const faintTexts = (page: Page): Promise<readonly string[]> =>
  inPage(page, 'faintTextsInPage()', [
    ancestorsOf, behind, faintFields, faintTextsInPage, isShown, judged, luminance, over, parsed, ratioOf, textsInPage,
  ]); // prettier-ignore

/** How far the page reaches over its window, and what stands outside of it. */
export const sidewaysFaults = (page: Page): Promise<readonly string[]> =>
  inPage(page, 'sidewaysFaultsInPage()', [isOutside, isWiderThanShown, sidewaysFaultsInPage, textsInPage]);

const CONTROL = /^\s*- (button|link|textbox|combobox|checkbox|radio|switch|listbox|option|dialog|navigation|region)(?! ")/; // prettier-ignore

/** Controls and parts of the page that a screen reader has no name for. */
export async function namelessControls(page: Page): Promise<readonly string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  return tree.split('\n').filter((line) => CONTROL.test(line));
}

type InPage = (...given: never[]) => unknown;

async function inPage(page: Page, call: string, functions: readonly InPage[]): Promise<readonly string[]> {
  return await page.evaluate(`(() => { ${functions.map(String).join('\n')}\n return ${call}; })()`);
}

function textsInPage(): readonly TextNode[] {
  const texts = document.createTreeWalker(document.body, 4);
  const found: TextNode[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) if (node.data.trim() !== '') found.push(node);
  return found;
}

function parsed(text: string): Color {
  if (!/^rgba?\(/.test(text)) throw new Error(`a colour of an unknown kind: ${text}`);
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

function over(front: Color, back: Color): Color {
  const mixed = (index: 0 | 1 | 2) => front[index] * front[3] + back[index] * (1 - front[3]);
  return [mixed(0), mixed(1), mixed(2), 1];
}

function ancestorsOf(element: PageElement | null): readonly PageElement[] {
  return element ? [element, ...ancestorsOf(element.parentElement)] : [];
}

function behind(element: PageElement): Color {
  return ancestorsOf(element)
    .map((ancestor) => parsed(getComputedStyle(ancestor).backgroundColor))
    .reduceRight<Color>((back, front) => over(front, back), [255, 255, 255, 1]);
}

/** As WCAG 2 defines it. */
function luminance([red, green, blue]: Color): number {
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
}

function ratioOf(element: PageElement, color: string): number {
  const back = behind(element);
  const opacity = ancestorsOf(element).reduce((left, ancestor) => left * Number(getComputedStyle(ancestor).opacity), 1);
  const [red, green, blue, alpha] = parsed(color);
  const [one, other] = [luminance(over([red, green, blue, alpha * opacity], back)), luminance(back)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function isShown(element: PageElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  if (width <= 1 || height <= 1 || element.matches(':disabled, :disabled *, option, script, style')) return false;
  return getComputedStyle(element).visibility === 'visible';
}

function judged(element: PageElement, text: string, color: string): readonly string[] {
  const ratio = ratioOf(element, color);
  return ratio < 4.5
    ? [`${ratio.toFixed(2)}: ${text.trim().slice(0, 50)} (${element.tagName} ${element.className})`]
    : [];
}

function faintFields(): readonly string[] {
  const fields = [
    ...document.querySelectorAll('input:not([type=radio], [type=checkbox], [type=file]), textarea, select'),
  ];
  return fields.filter(isShown).flatMap((field) => {
    const { value = '', placeholder = '' } = field;
    return value === ''
      ? judged(field, placeholder, getComputedStyle(field, '::placeholder').color)
      : judged(field, value, getComputedStyle(field).color);
  });
}

function faintTextsInPage(): readonly string[] {
  const texts = textsInPage().filter(({ parentElement }) => isShown(parentElement));
  const faint = texts.flatMap(({ parentElement, data }) => judged(parentElement, data, getComputedStyle(parentElement).color)); // prettier-ignore
  return [...new Set([...faint, ...faintFields()])];
}

function isOutside(node: TextNode): boolean {
  const { clientWidth } = document.documentElement;
  if (node.parentElement.getBoundingClientRect().width <= 1) return false;
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].some(
    ({ left, right, width }) => width > 1 && (right > clientWidth + 1 || left < -1),
  );
}

/** Scrolls, or is cut. */
function isWiderThanShown(element: PageElement): boolean {
  const { scrollWidth, clientWidth } = element;
  if (clientWidth <= 1 || scrollWidth <= clientWidth + 1 || element.matches('input, textarea, select')) return false;
  return getComputedStyle(element).overflowX !== 'visible';
}

function sidewaysFaultsInPage(): readonly string[] {
  const wide = [...document.querySelectorAll('*')].filter(isWiderThanShown);
  return [
    ...textsInPage().filter(isOutside).map(({ data }) => `outside: ${data.trim().slice(0, 50)}`),
    ...wide.map(({ tagName, className, scrollWidth, clientWidth }) => `${tagName} ${className} is ${scrollWidth} px wide, and ${clientWidth} are shown`),
  ]; // prettier-ignore
}
