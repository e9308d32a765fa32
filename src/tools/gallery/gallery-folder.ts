/** Where the pictures go. The folder is emptied first, so that no old card stays: it may hold nothing but pictures of before. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const USAGE = 'npm run cards [-- folder]';
const OWN = /^(?:index\.html|json|(?:light|dark)-\d+)$/;

export type GalleryFolder =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'refused'; readonly sentence: string };

/** @param args - after the program's name: one folder, or nothing for `out/cards` */
export function galleryFolder(args: readonly string[]): GalleryFolder {
  const [folder = path.join('out', 'cards'), ...more] = args;
  if (folder === '' || folder.startsWith('-') || more.length > 0) return refused(`Say one folder, or none: ${USAGE}`);
  if (!existsSync(folder)) return { kind: 'folder', folder };
  if (!statSync(folder).isDirectory()) return refused(`${folder} is a file: name a folder. ${USAGE}`);
  const strange = readdirSync(folder).find((name) => !OWN.test(name));
  if (strange === undefined) return { kind: 'folder', folder };
  return refused(`${folder} would be emptied, and holds other things, such as ${strange}: name a new folder. ${USAGE}`);
}

const refused = (sentence: string): GalleryFolder => ({ kind: 'refused', sentence });
