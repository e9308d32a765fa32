/** Before jest forks its workers: a private certificate authority that they trust, because Node reads the variable at start. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureCertificates } from '../../src/sandbox/certificates';

// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rewind-certificates-'));
  const { authorityFile } = await ensureCertificates(folder);
  process.env['NODE_EXTRA_CA_CERTS'] = authorityFile;
  process.env['REWIND_TEST_CERTIFICATES'] = folder;
}
