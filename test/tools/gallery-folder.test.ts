import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { galleryFolder } from '../../src/tools/gallery/gallery-folder';

describe('the folder of the pictures, which is emptied', () => {
  let somewhere: string;
  beforeEach(() => {
    somewhere = mkdtempSync(path.join(tmpdir(), 'rewind-gallery-'));
  });
  afterEach(() => {
    rmSync(somewhere, { recursive: true, force: true });
  });

  it('is out/cards where none is named', () => {
    expect(galleryFolder([])).toEqual({ kind: 'folder', folder: path.join('out', 'cards') });
  });

  it('may be new, empty, or hold the pictures of before', () => {
    const fresh = path.join(somewhere, 'new');
    expect(galleryFolder([fresh])).toEqual({ kind: 'folder', folder: fresh });
    expect(galleryFolder([somewhere])).toEqual({ kind: 'folder', folder: somewhere });

    for (const name of ['json', 'light-336', 'dark-560']) mkdirSync(path.join(somewhere, name));
    writeFileSync(path.join(somewhere, 'index.html'), '');
    expect(galleryFolder([somewhere])).toEqual({ kind: 'folder', folder: somewhere });
  });

  it.each([[['--help']], [['-v']], [['']], [['one', 'two']]])('is not %j', (args) => {
    expect(galleryFolder(args)).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining('Say one folder') as string,
    });
  });

  it('is none that holds anything else, nor a file', () => {
    const file = path.join(somewhere, 'thesis.txt');
    writeFileSync(file, 'years of work');

    expect(galleryFolder([somewhere])).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('thesis.txt') as string,
    });
    expect(galleryFolder([file])).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('is a file') as string,
    });
  });
});
