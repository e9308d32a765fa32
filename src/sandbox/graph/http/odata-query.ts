/** Query options that every collection of Graph has: how much, which, in what order, and where the last page ended. */
import type { Json, JsonObject } from '../../../shared/json';
import { urlOf, type GraphContext } from './graph-context';
import { refusals } from './graph-error';
import { parseFilter, type Row, type RowTest } from './odata-filter';

export interface CollectionRules {
  /** Properties that `$filter` may name. */
  readonly filterable?: readonly string[];
  readonly defaultSize?: number;
}

export interface CollectionQuery {
  readonly size: number;
  readonly skip: number;
  readonly select: readonly string[] | undefined;
  readonly orderBy: { readonly property: string; readonly descending: boolean } | undefined;
  readonly test: RowTest | undefined;
  readonly wantsCount: boolean;
  readonly url: URL;
}

const DEFAULT_SIZE = 100;
const MAX_SIZE = 999;

export function collectionQuery(
  c: GraphContext,
  { filterable = [], defaultSize = DEFAULT_SIZE }: CollectionRules = {},
): CollectionQuery {
  const url = urlOf(c);
  const option = (name: string) => url.searchParams.get(name) ?? undefined;
  const filter = option('$filter');
  const wantsCount = option('$count') === 'true';
  const rules = { properties: filterable, isAdvanced: c.req.header('ConsistencyLevel') === 'eventual' && wantsCount };
  return {
    size: Math.min(sizeOf(option('$top'), defaultSize), c.get('graph').largestPage),
    skip: wholeNumber(option('$skip') ?? '0', '$skip') + tokenOffset(option('$skiptoken')),
    select: selected(option('$select')),
    orderBy: orderOf(option('$orderby')),
    test: filter === undefined ? undefined : parseFilter(filter, rules),
    wantsCount,
    url,
  };
}

function orderOf(option: string | undefined): CollectionQuery['orderBy'] {
  const [property, direction] = option?.split(/[ ,]+/) ?? [];
  return property === undefined ? undefined : { property, descending: direction === 'desc' };
}

export function selected(option: string | undefined): readonly string[] | undefined {
  const names = option?.split(',').map((name) => name.trim());
  return names && names.length > 0 && !names.includes('*') ? names.filter(Boolean) : undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextLink: string | undefined;
  readonly total: number | undefined;
}

/** Reads no further than the page needs, unless it has to sort or count. */
export function pageOf<Item>(items: Iterable<Item>, query: CollectionQuery, rowOf: (item: Item) => Row): Page<Item> {
  const end = query.skip + query.size;
  const needsAll = query.orderBy !== undefined || query.wantsCount;
  const found = firstMatches(items, needsAll ? Infinity : end + 1, (item) => query.test?.(rowOf(item)) ?? true);
  const ordered = query.orderBy ? sortedBy(found, query.orderBy, rowOf) : found;
  return {
    items: ordered.slice(query.skip, end),
    nextLink: ordered.length > end ? nextLink(query.url, { $skiptoken: tokenOf(end), $skip: undefined }) : undefined,
    total: query.wantsCount ? ordered.length : undefined,
  };
}

function firstMatches<Item>(items: Iterable<Item>, limit: number, matches: (item: Item) => boolean): readonly Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length >= limit) break;
    if (matches(item)) found.push(item);
  }
  return found;
}

/** The same address with other options; the rest of the query travels along. */
export function nextLink(url: URL, options: Readonly<Record<string, string | undefined>>): string {
  const next = new URL(url);
  for (const [name, value] of Object.entries(options)) {
    next.searchParams.delete(name);
    if (value !== undefined) next.searchParams.set(name, value);
  }
  return next.href.replaceAll('%24', '$');
}

/** Annotations stay, whatever was selected. */
export function project(item: JsonObject, select: readonly string[] | undefined): JsonObject {
  if (!select) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name.startsWith('@') || select.includes(name)));
}

function sizeOf(top: string | undefined, defaultSize: number): number {
  if (top === undefined) return defaultSize;
  const size = wholeNumber(top, '$top');
  if (size >= 1 && size <= MAX_SIZE) return size;
  throw refusals.unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`);
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw refusals.bad(`Invalid value '${text}' for ${name} query option found.`);
  return Number(text);
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${String(offset)}`).toString('base64url');
}

function tokenOffset(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, offset] = /^offset:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw refusals.bad('Skip token is null or invalid.');
  return Number(offset);
}

function sortedBy<Item>(
  items: readonly Item[],
  orderBy: { readonly property: string; readonly descending: boolean },
  rowOf: (item: Item) => Row,
): Item[] {
  // prettier-ignore
  const keyed = items.map((item) => ({ item, key: textKey(rowOf(item)(orderBy.property)) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)) * (orderBy.descending ? -1 : 1));
  return keyed.map(({ item }) => item);
}

function textKey(value: Json | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : JSON.stringify(value ?? '');
}
