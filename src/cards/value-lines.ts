/** What differs in the attributes of one change, a line for each leaf. Every name and value comes from the directory. */
import type { Change } from '../recovery/change';
import { differencesOf, isEmptyValue, touchedBy, type LeafDifference } from '../recovery/value-difference';
import type { Json } from '../shared/json';
import { neutralise } from './neutralise';
import type { RowView } from './row-view';
import { TENSES } from './tense';
import { looksLike, toldApart } from './told-apart';
import { counted, listed, nameWithId } from './wording';

const PATH_LENGTH = 100;

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value as one line: an object that is known by its name, a structure as JSON. */
function valueWords(value: Json | undefined, { names, detail }: RowView): string {
  if (value === undefined || isEmptyValue(value)) return '(empty)';
  const maxLength = detail.valueLength;
  if (typeof value !== 'string') return neutralise(textOf(value), { maxLength });
  const name = names.get(value);
  return name === undefined ? neutralise(value, { maxLength }) || '(nothing visible)' : nameWithId({ name, id: value });
}

function listWords(items: readonly Json[], view: RowView): string {
  const shown = items.slice(0, view.detail.names).map((item) => valueWords(item, view));
  return listed(shown, { total: items.length });
}

/** `will add Noor Haddad (…0003); will remove 2 more`, in the words of the tense. */
export function addedAndRemoved(added: string | undefined, removed: string | undefined, { tense }: RowView): string {
  const words = TENSES[tense];
  return [
    ...(added === undefined ? [] : [`${words.add} ${added}`]),
    ...(removed === undefined ? [] : [`${words.remove} ${removed}`]),
  ].join('; ');
}

type Leaf<Kind extends LeafDifference['kind']> = Extract<LeafDifference, { kind: Kind }>;

/** What no word shows is said. */
const ALIKE = {
  invisible: '(differs in characters that cannot be seen)',
  unread: '(too long to be shown where they differ)',
  kind: '(differs in kind: a text here is none there)',
};

interface PairWords {
  readonly present: string;
  readonly wanted: string;
  readonly note?: string;
}

/** Two values that differ never look the same. */
function pairWords(now: Json | undefined, target: Json, view: RowView): PairWords {
  const [present, wanted] = [valueWords(now, view), valueWords(target, view)];
  if (!looksLike(present, wanted)) return { present, wanted };
  if (typeof now !== typeof target) return { present, wanted, note: ALIKE.kind };
  const told = toldApart([textOf(now ?? null), textOf(target)], { maxLength: view.detail.valueLength });
  if (told.kind === 'alike') return { present, wanted, note: ALIKE[told.because] };
  return { present: told.words[0], wanted: told.words[1] };
}

function valueLine({ path, now, target }: Leaf<'value'>, change: Change, view: RowView): string {
  const { value, beside } = TENSES[view.tense];
  const name = pathWords(path);
  if (target === undefined) return beside(name, valueWords(now, view), 'not in the snapshot');
  const { present, wanted, note } = pairWords(now, target, view);
  const line = change.shownOnly ? beside(name, present, `in the snapshot ${wanted}`) : value(name, present, wanted);
  return note === undefined ? line : `${line} ${note}`;
}

/** What comes and what goes; an item that takes the place of another is told apart from it. */
function itemWords({ added, removed }: Leaf<'list'>, view: RowView) {
  const [wantedItem, presentItem] = [added[0], removed[0]];
  if (added.length === 1 && removed.length === 1 && wantedItem !== undefined) {
    const { present, wanted, note } = pairWords(presentItem, wantedItem, view);
    return { added: wanted, removed: present, note: note === undefined ? '' : ` ${note}` };
  }
  const words = (items: readonly Json[]) => (items.length === 0 ? undefined : listWords(items, view));
  return { added: words(added), removed: words(removed), note: '' };
}

function listLine(leaf: Leaf<'list'>, { shownOnly }: Change, view: RowView): string {
  const { added, removed, note } = itemWords(leaf, view);
  const name = pathWords(leaf.path);
  if (!shownOnly) return `${name}: ${addedAndRemoved(added, removed, view)}${note}`;
  const parts = [
    ...(added === undefined ? [] : [`only in the snapshot ${added}`]),
    ...(removed === undefined ? [] : [`only in the directory ${removed}`]),
  ];
  return `${name}: ${parts.join('; ')}${note}`;
}

const pathWords = (path: readonly string[]): string => neutralise(path.join('.'), { maxLength: PATH_LENGTH });

function leafLine(leaf: LeafDifference, change: Change, view: RowView): string {
  switch (leaf.kind) {
    case 'value':
      return valueLine(leaf, change, view);
    case 'list':
      return listLine(leaf, change, view);
    case 'same':
      return `${pathWords(leaf.path)}: no difference that can be seen`;
  }
}

/** As many as the detail allows; of the others it is said how many. */
export function attributeLines(change: Change, view: RowView): readonly string[] {
  const most = view.detail.attributes;
  if (most === 0) return countLine(change);
  const leaves = differencesOf(change);
  const lines = leaves.slice(0, most).map((leaf) => leafLine(leaf, change, view));
  const more = leaves.length - lines.length;
  return more > 0 ? [...lines, `and ${counted(more, 'value')} more`] : lines;
}

/** Without any value. */
export function countLine(change: Change): readonly string[] {
  const touched = touchedBy(change).length;
  return touched === 0 ? [] : [counted(touched, 'attribute')];
}
