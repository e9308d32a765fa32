const LARGEST = 5_000_000;
/** What one call takes as arguments in every browser. */
const CHUNK = 8_192;

export class TooLarge extends Error {
  constructor() {
    super(`The sandbox takes files up to ${String(LARGEST / 1_000_000)} MB.`);
  }
}

/** @throws TooLarge */
export async function readDropped(file: File): Promise<{ readonly name: string; readonly base64: string }> {
  if (file.size > LARGEST) throw new TooLarge();
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return { name: file.name, base64: btoa(binary) };
}
