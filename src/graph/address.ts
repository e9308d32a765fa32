/**
 * Where Graph lives, and which addresses in its answers are believed. A link is never followed as it stands: the request's own
 * path is asked again, and only the query (nextLink) or the last segment (Location) is taken from it.
 */
import { RewindError } from '../shared/errors';

export interface GraphAddress {
  readonly origin: string;
  /** With the version, without a trailing slash. */
  readonly root: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @throws RewindError `graph/bad-address` for anything but https, or http on loopback: a token would travel in the open */
export function addressOf(baseUrl: string, version: string): GraphAddress {
  const url = new URL(baseUrl);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new RewindError('graph/bad-address', 'the address of Graph is not https');
  }
  return { origin: url.origin, root: `${url.origin}${url.pathname.replace(/\/+$/, '')}/${version}` };
}

/** The query of a link to the next page; `undefined` when it leads anywhere but the next page of the same list. */
export function queryOfNextLink(link: string, { origin, root }: GraphAddress, path: string): string | undefined {
  const url = urlOf(link, origin);
  if (url?.origin !== origin || url.search.length < 2) return undefined;
  const [asked, told] = [segmentsOf(`${root}${path}`), segmentsOf(url.href)];
  if (!sameSegments(asked, told)) return undefined;
  return url.search.slice(1).replaceAll('://', '%3A%2F%2F'); // the library takes an address inside a query for the request's own
}

/** The id of what a POST to `path` made; `undefined` when the Location is another host's, or of something else. */
export function idOfLocation(location: string, { origin, root }: GraphAddress, path: string): string | undefined {
  const url = urlOf(location, origin);
  if (url?.origin !== origin) return undefined;
  const [asked, told] = [segmentsOf(`${root}${path}`), segmentsOf(url.href)];
  return told && sameSegments(asked, told.slice(0, -1)) ? told.at(-1) : undefined;
}

function urlOf(text: string, base: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/** Graph writes the `=` of an id raw, we write it encoded: paths are compared segment by segment, decoded. */
function segmentsOf(href: string): readonly string[] | undefined {
  try {
    return new URL(href).pathname.replace(/\(\)$/, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function sameSegments(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  return (
    left !== undefined && right?.length === left.length && left.every((segment, index) => segment === right[index])
  );
}
