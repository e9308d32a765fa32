import { ensureCertificates, type Certificates } from '../../src/sandbox/certificates';

/** The run's own certificates, which this process trusts (global-setup.ts). */
export async function testCertificates(): Promise<Certificates> {
  return await ensureCertificates(process.env['REWIND_TEST_CERTIFICATES'] ?? '');
}
