import { uploadFile } from '../../../src/bot/teams/file-upload';
import { isAddressAt } from '../../../src/bot/teams/service-url';
import { serveOnLoopback, type LoopbackServer } from '../../../src/sandbox/loopback-server';
import { PretendDrive } from '../../../src/sandbox/teams/drive';
import { UnavailableError } from '../../../src/shared/errors';
import { testCertificates } from '../../support/certificates';

const LINE = `${'Ünal '.repeat(200)}\n`;
const LINE_BYTES = Buffer.byteLength(LINE);

async function* lines(count: number): AsyncIterable<string> {
  for (let index = 0; index < count; index += 1) yield await Promise.resolve(LINE);
}

describe('a file is uploaded', () => {
  let server: LoopbackServer;
  let drive: PretendDrive;
  beforeAll(async () => {
    const certificates = await testCertificates();
    drive = new PretendDrive(() => server.url);
    server = await serveOnLoopback((request) => drive.routes.fetch(request), { certificates });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    drive.parts.length = 0;
    drive.files.length = 0;
  });
  const place = () => drive.placeFor('big.json')['uploadUrl'] as string;
  const upload = (count: number, bytes: number) => uploadFile(place(), { bytes, text: () => lines(count) });

  it('in parts, each a multiple of 320 KiB but the last, and arrives whole', async () => {
    const count = 12_000;
    await upload(count, count * LINE_BYTES);

    expect(drive.files).toHaveLength(1);
    expect(drive.files[0]?.bytes.toString('utf8')).toBe(LINE.repeat(count));
    const firsts = drive.parts.map(({ range }) => Number(/^bytes (\d+)-/.exec(range)?.[1]));
    expect(firsts).toEqual([0, 5_242_880, 10_485_760]);
  });

  it.each([
    ['longer', 10, 9 * LINE_BYTES],
    ['shorter', 10, 11 * LINE_BYTES],
  ])('not as whole where it is %s than was said', async (_what, count, bytes) => {
    await expect(upload(count, bytes)).rejects.toMatchObject({ code: 'teams/file-changed' });
    expect(drive.files).toEqual([]);
  });

  it('never by following elsewhere', async () => {
    const elsewhere = place();
    drive.faults.push({ status: 307, location: elsewhere });

    await expect(upload(1, LINE_BYTES)).rejects.toThrow(UnavailableError);
    expect(drive.files).toEqual([]);
  });
});

describe('an address for a file', () => {
  const hosts = ['*.sharepoint.com', 'files.contoso.com', 'localhost'];

  it.each([
    'https://contoso-my.sharepoint.com/personal/ana/upload',
    'https://files.contoso.com/x',
    'https://FILES.contoso.com/x',
  ])('%s is ours', (address) => {
    expect(isAddressAt(address, { hosts, allowLoopback: false })).toBe(true);
  });

  it.each([
    'http://contoso-my.sharepoint.com/x',
    'https://sharepoint.com/x',
    'https://evilsharepoint.com/x',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://sub.files.contoso.com/x',
    'https://ana:secret@contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com@evil.example/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'ftp://contoso.sharepoint.com/x',
    'not an address',
    '',
  ])('%s is not', (address) => {
    expect(isAddressAt(address, { hosts, allowLoopback: false })).toBe(false);
  });
});
