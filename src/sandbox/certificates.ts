/**
 * A private certificate authority and one loopback server certificate, made without any tool but Node's WebCrypto.
 * The authority's key is thrown away. Clients trust it by NODE_EXTRA_CA_CERTS, which Node reads when a process starts.
 */
import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { webcrypto } from 'node:crypto';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

export interface Certificates {
  /** File for NODE_EXTRA_CA_CERTS. */
  readonly authorityFile: string;
  readonly key: string;
  readonly certificate: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const YEAR_MS = 365 * 24 * 3_600_000;

/** Reads the folder's certificates, or makes them where there are none. */
export async function ensureCertificates(folder: string): Promise<Certificates> {
  const files = {
    authority: path.join(folder, 'authority.pem'),
    key: path.join(folder, 'server.key'),
    certificate: path.join(folder, 'server.pem'),
  };
  const read = async () => ({
    authorityFile: files.authority,
    key: await readFile(files.key, 'utf8'),
    certificate: await readFile(files.certificate, 'utf8'),
  });
  try {
    return await read();
  } catch {
    await mkdir(folder, { recursive: true });
    const made = await makeCertificates();
    await writeFile(files.authority, made.authority);
    await writeFile(files.key, made.key, { mode: 0o600 });
    await writeFile(files.certificate, made.certificate);
    return await read();
  }
}

async function makeCertificates(): Promise<{ authority: string; key: string; certificate: string }> {
  x509.cryptoProvider.set(webcrypto);
  const validity = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 5 * YEAR_MS) };
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Rewind sandbox authority',
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const serverKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const server = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey)).toString('base64');
  return {
    authority: authority.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/(.{64})/g, '$1\n').trim()}\n-----END PRIVATE KEY-----\n`,
    certificate: server.toString('pem'),
  };
}
