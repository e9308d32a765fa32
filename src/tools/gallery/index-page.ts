/** The page to look through the pictures: a shelf below the other, filters for width and theme, pictures loaded as they come into view. */
import type { DistinctCard } from './shelf';
import type { Picture } from './take-pictures';

interface ShownShelf {
  readonly title: string;
  readonly cards: readonly DistinctCard[];
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

const STYLE = `
body { margin: 0 16px 64px; font: 14px "Segoe UI", "Open Sans", sans-serif; background: #d1d1d1; color: #242424 }
header { position: sticky; top: 0; padding: 8px 0; background: #d1d1d1; z-index: 1 }
label { margin-right: 16px }
.card { margin: 0 0 24px } .pictures { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-start }
figure { margin: 0 } img { display: block; background: #888888 } .fault { color: #b10e1c; font-weight: 600 }
body:has(#w336:not(:checked)) .w336, body:has(#w560:not(:checked)) .w560,
body:has(#light:not(:checked)) .light, body:has(#dark:not(:checked)) .dark,
body:has(#faults:checked) .card:not(:has(.fault)) { display: none }
`;

const FILTERS = [
  ['w336', '336 px', true],
  ['w560', '560 px', true],
  ['light', 'light', true],
  ['dark', 'dark', true],
  ['faults', 'only what does not fit', false],
] as const;

function filterOf([id, label, isOn]: (typeof FILTERS)[number]): string {
  return `<label><input type="checkbox" id="${id}"${isOn ? ' checked' : ''}> ${label}</label>`;
}

function pictureOf({ file, opened, width, theme, faults }: Picture): string {
  const said = [opened === undefined ? '' : `${opened} opened`, `${width} px, ${theme}`].filter((text) => text !== '').join(' · '); // prettier-ignore
  const cut = faults.map((fault) => `<div class="fault">does not fit: ${escaped(fault)}</div>`).join('');
  return `<figure class="w${width} ${theme}"><figcaption>${escaped(said)}${cut}</figcaption><img loading="lazy" width="${width + 32}" src="${escaped(encodeURI(file))}" alt="${escaped(said)}"></figure>`;
}

function cardOf({ names, summary, bytes }: DistinctCard, pictures: readonly Picture[]): string {
  const mine = pictures.filter(({ card }) => card === names[0]).map(pictureOf);
  return `<section class="card"><h3>${names.map(escaped).join(', ')}</h3><p>${bytes.toLocaleString('en-US')} bytes · toast: ${escaped(summary)}</p><div class="pictures">${mine.join('')}</div></section>`;
}

export function indexPage(shelves: readonly ShownShelf[], pictures: readonly Picture[]): string {
  const links = shelves.map(({ title }, number) => `<a href="#shelf-${number}">${escaped(title)}</a>`).join(' · ');
  const sections = shelves.map(({ title, cards }, number) =>
    [`<h2 id="shelf-${number}">${escaped(title)}</h2>`, ...cards.map((card) => cardOf(card, pictures))].join('\n'),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Rewind's cards</title><style>${STYLE}</style>
<header><div>${FILTERS.map(filterOf).join('')}</div><nav>${links}</nav></header>
${sections.join('\n')}
</html>
`;
}
