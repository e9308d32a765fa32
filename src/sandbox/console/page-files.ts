/** The built page: a few files, read once. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Its name changes with its content. */
  readonly isForEver: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the build puts it, beside this file. */
const PAGE_FOLDER = path.join(__dirname, 'page');

/** @returns by path of the address, `/` for the page itself; empty where it was not built */
export async function readPageFiles(folder = PAGE_FOLDER): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && path.extname(entry.name) in TYPES);
  const read = files.map(async ({ parentPath, name }): Promise<[string, PageFile]> => {
    const file = path.join(parentPath, name);
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    const body = new Uint8Array(await readFile(file));
    const isForEver = address.startsWith('/assets/');
    return [address === '/index.html' ? '/' : address, { type: TYPES[path.extname(name)] ?? '', body, isForEver }];
  });
  return new Map(await Promise.all(read));
}
