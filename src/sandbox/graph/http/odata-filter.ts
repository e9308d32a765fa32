/** The part of OData's `$filter` that Graph knows for what is served here: eq, ne, lt, le, gt, ge, in, startswith, endswith, any, and, or, not. */
import type { Json } from '../../../shared/json';
import { refusals } from './graph-error';

/** A row's value of a property that is not nested. */
export type Row = (property: string) => Json | undefined;
export type RowTest = (row: Row) => boolean;

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w/]*)|(-?\d[\w.:+-]*)|([(),:]))/y;
const COMPARISONS: Readonly<Record<string, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
};

interface Token {
  readonly kind: 'text' | 'word' | 'number' | 'sign';
  readonly value: string;
}

export interface FilterRules {
  /** What Graph lets this collection be filtered by. */
  readonly properties: readonly string[];
  /** With the header `ConsistencyLevel: eventual` and `$count=true`: Graph takes endswith from nobody else. */
  readonly isAdvanced: boolean;
}

export function parseFilter(source: string, rules: FilterRules): RowTest {
  return new FilterParser(tokensOf(source), rules).parse();
}

function invalid(): Error {
  return refusals.bad('Invalid filter clause');
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw invalid();
    const [, quoted, word, number, sign] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}

class FilterParser {
  private readonly tokens: readonly Token[];
  private readonly rules: FilterRules;
  private position = 0;
  /** Names that `any` gave to an element. */
  private readonly variables = new Set<string>();

  constructor(tokens: readonly Token[], rules: FilterRules) {
    this.tokens = tokens;
    this.rules = rules;
  }

  parse(): RowTest {
    const test = this.either();
    if (this.position < this.tokens.length) throw invalid();
    return test;
  }

  private either(): RowTest {
    const tests = [this.both()];
    while (this.takeWord('or')) tests.push(this.both());
    return tests.length === 1 && tests[0] ? tests[0] : (row) => tests.some((test) => test(row));
  }

  private both(): RowTest {
    const tests = [this.one()];
    while (this.takeWord('and')) tests.push(this.one());
    return tests.length === 1 && tests[0] ? tests[0] : (row) => tests.every((test) => test(row));
  }

  private one(): RowTest {
    if (this.takeWord('not')) {
      const test = this.one();
      return (row) => !test(row);
    }
    if (this.takeSign('(')) return this.closed(this.either());
    const word = this.word();
    if (word === 'startswith') return this.partOf((value, part) => value.startsWith(part));
    if (word === 'endswith') return this.endsWith();
    return word.endsWith('/any')
      ? this.any(this.known(word.slice(0, -'/any'.length)))
      : this.comparison(this.known(word));
  }

  private endsWith(): RowTest {
    if (!this.rules.isAdvanced)
      throw refusals.unsupportedQuery("Operator 'endsWith' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header."); // prettier-ignore
    return this.partOf((value, part) => value.endsWith(part));
  }

  private partOf(fits: (value: string, part: string) => boolean): RowTest {
    this.needSign('(');
    const path = this.known(this.word());
    this.needSign(',');
    const token = this.next();
    if (token.kind !== 'text') throw invalid();
    const part = token.value.toLowerCase();
    return this.closed((row) => {
      const value = valueAt(row, path);
      return typeof value === 'string' && fits(value.toLowerCase(), part);
    });
  }

  private any(path: string): RowTest {
    this.needSign('(');
    const variable = this.word();
    this.needSign(':');
    this.variables.add(variable);
    const test = this.closed(this.either());
    this.variables.delete(variable);
    return (row) => {
      const elements = valueAt(row, path);
      return Array.isArray(elements) && elements.some((element: Json) => test((name) => (name === variable ? element : row(name)))); // prettier-ignore
    };
  }

  private comparison(path: string): RowTest {
    const name = this.word();
    if (name === 'in') return this.oneOf(path);
    const compare = COMPARISONS[name];
    if (!compare) throw invalid();
    const literal = this.next();
    return (row) => compare(difference(valueAt(row, path), literal));
  }

  private oneOf(path: string): RowTest {
    this.needSign('(');
    const literals = [this.next()];
    while (this.takeSign(',')) literals.push(this.next());
    return this.closed((row) => literals.some((literal) => difference(valueAt(row, path), literal) === 0));
  }

  private closed(test: RowTest): RowTest {
    this.needSign(')');
    return test;
  }

  private known(path: string): string {
    const root = path.split('/')[0] ?? '';
    if (!this.rules.properties.includes(root) && !this.variables.has(root)) {
      throw refusals.unsupportedQuery(`Unsupported or invalid query filter clause specified for property '${path}'.`);
    }
    return path;
  }

  private next(): Token {
    const token = this.tokens[this.position];
    if (!token) throw invalid();
    this.position += 1;
    return token;
  }

  private word(): string {
    const token = this.next();
    if (token.kind !== 'word') throw invalid();
    return token.value;
  }

  private takeWord(value: string): boolean {
    return this.take('word', value);
  }

  private takeSign(value: string): boolean {
    return this.take('sign', value);
  }

  private needSign(value: string): void {
    if (!this.takeSign(value)) throw invalid();
  }

  private take(kind: Token['kind'], value: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== kind || token.value !== value) return false;
    this.position += 1;
    return true;
  }
}

function valueAt(row: Row, path: string): Json | undefined {
  const [root = '', ...rest] = path.split('/');
  return rest.reduce<Json | undefined>((value, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return (value as Readonly<Record<string, Json>>)[name];
  }, row(root));
}

/** Below, at or above zero, as in sorting; `NaN` where the two cannot be compared. Text is compared without case, as Graph does. */
function difference(value: Json | undefined, literal: Token): number {
  if (literal.kind === 'word') return differenceOfWords(value, literal.value);
  if (typeof value === 'number') return value - Number(literal.value);
  if (typeof value !== 'string') return NaN;
  return literal.kind === 'text'
    ? sorted(value.toLowerCase(), literal.value.toLowerCase())
    : Date.parse(value) - Date.parse(literal.value);
}

function differenceOfWords(value: Json | undefined, word: string): number {
  if (word === 'null') return (value ?? null) === null ? 0 : NaN;
  return value === (word === 'true') ? 0 : NaN;
}

function sorted(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
