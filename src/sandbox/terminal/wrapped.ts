/** Lines of at most this many characters, broken between words. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => lineBroken(line, width));
}

function lineBroken(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
