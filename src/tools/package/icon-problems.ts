/** What Teams asks of the two icons: its admin centre refuses a package for them, after the upload. */
import { PNG } from 'pngjs';

const ICONS = {
  color: { size: 192, isOutline: false },
  outline: { size: 32, isOutline: true },
} as const;

/** @param file - PNG, or undefined where the package has none of that name */
export function iconProblem(kind: keyof typeof ICONS, file: Uint8Array | undefined): string | undefined {
  if (file === undefined) return `icons/${kind}: there is no such file in appPackage/`;
  const image = pngOf(file);
  const problem = image === undefined ? 'is not a PNG' : pictureProblem(kind, image);
  return problem === undefined ? undefined : `icons/${kind}: ${problem}`;
}

function pictureProblem(kind: keyof typeof ICONS, { width, height, data }: PNG): string | undefined {
  const { size, isOutline } = ICONS[kind];
  if (width !== size || height !== size) return `is ${width}×${height} pixels, not ${size}×${size}`;
  if (isOutline) return isWhiteOnTransparent(data) ? undefined : 'is not white on a transparent ground';
  return isSolid(data) ? undefined : 'has transparent pixels';
}

function pngOf(file: Uint8Array): PNG | undefined {
  try {
    return PNG.sync.read(Buffer.from(file));
  } catch {
    return undefined;
  }
}

const ALPHA = 3;
const pixelsOf = (rgba: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: rgba.length / 4 }, (_, at) => rgba.subarray(at * 4, at * 4 + 4));

const isSolid = (rgba: Uint8Array): boolean => pixelsOf(rgba).every((pixel) => pixel[ALPHA] === 255);

function isWhiteOnTransparent(rgba: Uint8Array): boolean {
  const drawn = pixelsOf(rgba).filter((pixel) => pixel[ALPHA] !== 0);
  const isSomeClear = drawn.length < rgba.length / 4;
  return (
    isSomeClear && drawn.length > 0 && drawn.every((pixel) => pixel.subarray(0, ALPHA).every((part) => part === 255))
  );
}
