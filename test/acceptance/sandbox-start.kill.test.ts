/** `npm start` with nothing configured. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { describeBuilt, startBuilt, type BuiltProcess } from '../support/built-process';

describeBuilt('started with nothing configured', () => {
  let folder: string;
  let settings: { readonly PORT: string; readonly HEALTH_PORT: string };
  let rewind: BuiltProcess;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-start-'));
    settings = { PORT: String(await freePort()), HEALTH_PORT: String(await freePort()) };
    rewind = startBuilt({ script: 'main.js', folder, settings });
    await rewind.prints('help, quit');
  });
  afterAll(async () => {
    await rewind.remove();
    await rm(folder, { recursive: true });
  });

  const consoleUrl = () => /Open this in a browser +(\S+)/.exec(rewind.printed())?.[1] ?? '';

  /** What the console's live line says of the tenant first. */
  async function tenantNow(origin: string): Promise<unknown> {
    const { body } = await fetch(`${origin}/api/live?person=ana`);
    let said = '';
    for await (const chunk of body ?? []) {
      said += Buffer.from(chunk as Uint8Array).toString();
      const [, data] = /event: tenant\ndata: (.+)\n\n/.exec(said) ?? [];
      if (data !== undefined) return JSON.parse(data);
    }
    throw new Error('the live line has ended');
  }

  it('says loudly that nothing is real, and how to reach it', () => {
    expect(rewind.printed()).toContain('Nothing here is real');
    expect(rewind.printed()).toContain(`http://127.0.0.1:${settings.PORT}/api/messages`);
    expect(rewind.printed()).toContain('data/sandbox/rewind.log');
    expect(rewind.printed()).not.toContain('{"level"');
  });

  it('hands out the console page at the address that it prints', async () => {
    const url = consoleUrl();
    const page = await (await fetch(url)).text();
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    expect(page).toContain('<title>Rewind sandbox (pretend tenant)</title>');
    expect(page).not.toMatch(/(?:src|href)="(?!\/(?!\/))/);
    expect((await fetch(new URL(script, url))).status).toBe(200);
  });

  it('plays the main story typed at the terminal, in the group chat and the channel', async () => {
    rewind.types('as ana in channel: restore users from yesterday because somebody disabled people');
    await rewind.prints('waiting for Start preview');
    rewind.types('as ana press start preview in channel');
    await rewind.prints('(as ana sign in)');
    rewind.types('as ana sign in');
    await rewind.prints('Approval needed: 12 changes');
    rewind.types('as ben press Approve in channel');
    await rewind.prints('(as ben sign in)');
    rewind.types('as ben sign in as cleo');
    await rewind.prints('another account than the one that pressed');
    rewind.types('as ben press Approve in channel');
    rewind.types('as ben sign in');
    await rewind.prints('the recovery has started');
    await rewind.prints('12 objects changed, nothing failed');
    rewind.types('as ben: history');
    await rewind.prints('1 request in 30 days');
  });

  it('reads plans in the group chat, where nobody says a place', async () => {
    rewind.types('incident groupEmptied');
    rewind.types('as gus: preview groups from latest');
    await rewind.prints('says in Backup administrators');
  });

  it('answers what it does not understand', async () => {
    rewind.types('restore everything');
    await rewind.prints('speak as somebody');
  });

  it('starts everything anew from the console, and the terminal follows', async () => {
    const { origin } = new URL(consoleUrl());
    expect(await tenantNow(origin)).toMatchObject({ story: { stage: 'planned', by: 'gus' } });
    const headers = { origin, 'content-type': 'application/json' };
    expect((await fetch(`${origin}/api/reset`, { method: 'POST', headers, body: '{}' })).status).toBe(200);

    expect(await tenantNow(origin)).toMatchObject({ story: { stage: 'nothing' } });
    rewind.types('as cleo in personal: snapshots');
    await rewind.prints('says in Cleo Marchetti and Rewind');
  });

  it('says in one sentence that it already runs in this folder', async () => {
    const second = startBuilt({ script: 'main.js', folder, settings });
    expect(await second.exitCode).toBe(1);
    expect(second.printed()).toMatch(
      /^A sandbox already runs in this folder, as process \d+: use that one, stop it, .+\n$/,
    );
  });

  it('says in one sentence that its port is taken, in another folder', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'rewind-start-'));
    const second = startBuilt({ script: 'main.js', folder: other, settings });
    expect(await second.exitCode).toBe(1);
    expect(second.printed()).toMatch(new RegExp(`^Port ${settings.PORT} is taken, .+\n$`));
    await rm(other, { recursive: true });
  });

  it('does not pretend where half of production is configured', async () => {
    const half = startBuilt({
      script: 'main.js',
      folder,
      settings: { ...settings, BOT_SECRET: 'word-that-is-not-printed' },
    });
    expect(await half.exitCode).toBe(2);
    expect(half.printed()).toContain('TENANT_ID is missing');
    expect(half.printed()).not.toContain('word-that-is-not-printed');
  });

  it('ends with its child when it is told to, and leaves no lock', async () => {
    rewind.signal('SIGTERM');
    expect(await rewind.exitCode).toBe(0);
    expect(await readdir(path.join(folder, 'data', 'sandbox'))).toEqual(['certificates', 'rewind.log']);
  });
});
