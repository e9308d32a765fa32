import { rm } from 'node:fs/promises';

// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function globalTeardown(): Promise<void> {
  const folder = process.env['REWIND_TEST_CERTIFICATES'];
  if (folder) await rm(folder, { recursive: true, force: true });
}
