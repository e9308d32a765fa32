/** Longer words are compared no further: nobody means a command by them. */
const LONGEST = 40;

type Row = readonly number[];
const at = (row: Row, column: number): number => row[column] ?? Infinity;

/** Letters inserted, left out, replaced, or swapped with their neighbour. */
function editDistance(left: string, right: string): number {
  let beforeLast: Row = [];
  let last: Row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped = isSwapped ? at(beforeLast, column - 2) + 1 : Infinity;
      const replaced = at(last, column - 1) + (isSame ? 0 : 1);
      current.push(Math.min(replaced, swapped, at(last, column) + 1, at(current, column - 1) + 1));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

/** The known word somebody most likely meant: at most a third of the shorter one's letters differ (one in words of four). */
export function nearestWord(typed: string, known: Iterable<string>): string | undefined {
  if (typed.length > LONGEST) return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of known) {
    const distance = editDistance(typed, word);
    const most = Math.floor((Math.min(word.length, typed.length) + 1) / 3);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { word, distance };
  }
  return best?.word;
}
