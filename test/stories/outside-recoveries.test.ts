import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2';
const MINUTE_MS = 60_000;
const TITLE = 'A recovery was started outside Rewind';

let rewind: ProductUnderTest;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'outside-'));
});
afterEach(async () => {
  await rewind.close();
  rmSync(folder, { recursive: true });
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const kept = { DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}` };
  rewind = await startProductUnderTest({ settings: { ...kept, ...settings } });
  await rewind.says(ana, 'groupChat', 'help');
}

/** Of what stands in the place now, edits included. */
const announcementsFor = (person: CastMember): readonly string[] =>
  rewind.sandbox.teams
    .messagesIn(person, 'groupChat')
    .map(({ content }) => JSON.stringify(content.card ?? {}))
    .filter((words) => words.includes('started outside Rewind"'));

const isAnnounced = (words: string) =>
  until(`an announcement with ${words}`, () => announcementsFor(ben).some((said) => said.includes(words)) || undefined);

/** Time for several looks. */
async function timePasses(): Promise<void> {
  for (let look = 0; look < 3; look += 1) {
    rewind.sandbox.clock.jump(MINUTE_MS);
    await rewind.product.sweepNow();
  }
}

const portal = (kind: 'recovery' | 'preview' = 'recovery') =>
  rewind.sandbox.graph.state.startOutside({ kind, byId: gus.id, durationMs: 600 * MINUTE_MS, scope: { kind: 'types', types: ['user'] } }); // prettier-ignore

describe('a recovery that somebody starts in the portal', () => {
  it('is announced in the incident conversation: when, which scope, who; and only once', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    portal();
    await timePasses();
    await isAnnounced('Gus Petrov (…000000000061)');
    await timePasses();

    const [said = '', ...more] = announcementsFor(ben);
    expect(more).toEqual([]);
    expect(said).toContain(TITLE);
    expect(said).toContain('Scope: users');
    expect(said).toMatch(/When: \w+ \d+ \w+ \d{4} \d\d:\d\d UTC/);
    expect(said).toContain('It was running when Rewind looked');
  });

  it('holds the slot on the cards', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    portal();
    await rewind.says(ana, 'groupChat', 'snapshots');

    expect(rewind.cardWords(ana, 'groupChat')).toContain('a recovery started outside Rewind (by whom is unknown)');

    await timePasses();
    await rewind.says(ana, 'groupChat', 'snapshots');
    expect(rewind.cardWords(ana, 'groupChat')).toContain('started outside Rewind by Gus Petrov (…000000000061)');
  });

  it('is not announced again after a restart on an empty Redis', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    portal();
    await timePasses();
    await isAnnounced(TITLE);
    await rewind.restart({
      INCIDENT_CONVERSATION: GROUP_CHAT,
      DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}`,
    });
    await timePasses();

    expect(announcementsFor(ben)).toHaveLength(1);
  });

  it('is announced where people wait for something, and says who as soon as the audit log tells', async () => {
    await start();
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because somebody disabled the sales people');
    await rewind.requestIn('planned');
    rewind.sandbox.graph.faults.add({ fault: { kind: 'emptyError' }, path: '/auditLogs/directoryAudits', times: 50 });
    portal();
    rewind.sandbox.clock.jump(MINUTE_MS);
    await isAnnounced('Who: unknown');

    rewind.sandbox.graph.faults.clear();
    await timePasses();
    await isAnnounced('Who: Gus Petrov (…000000000061), by Entra’s audit log');
    expect(announcementsFor(ben)).toHaveLength(1);
  });

  it('is only shown as the holder of the slot where nobody waits and no conversation is set', async () => {
    await start();
    portal();
    await timePasses();

    expect(announcementsFor(ben)).toEqual([]);
    expect(await rewind.product.store.outsideJobs.takeUntold()).toEqual([]);
  });
});

describe('what is not announced', () => {
  it('a preview in the portal', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    portal('preview');
    await timePasses();
    await rewind.says(ana, 'groupChat', 'snapshots');

    expect(rewind.cardWords(ana, 'groupChat')).toContain('a preview started outside Rewind');
    expect(announcementsFor(ben)).toEqual([]);
  });

  it('a recovery of our own, while it runs and after it', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
    rewind.sandbox.graph.state.setDurations({ running: 10 * MINUTE_MS });
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovering');
    await timePasses();
    rewind.sandbox.clock.jump(10 * MINUTE_MS);
    await rewind.requestIn('recovered');
    await timePasses();

    expect(announcementsFor(ben)).toEqual([]);
  });

  it('a recovery that had ended before Rewind ran for the first time; one that still runs then is', async () => {
    await start({ INCIDENT_CONVERSATION: GROUP_CHAT });
    const ended = portal();
    await timePasses();
    await isAnnounced(TITLE);
    rewind.sandbox.graph.state.cancel(ended?.id ?? '');
    rewind.sandbox.clock.jump(MINUTE_MS);
    portal();
    await rewind.restart({ INCIDENT_CONVERSATION: GROUP_CHAT, DATABASE_URL: 'sqlite::memory:' });
    const before = announcementsFor(ben).length;
    await rewind.says(ana, 'groupChat', 'help');
    await timePasses();
    await until('the one that runs', () => announcementsFor(ben).length > before || undefined);
    await timePasses();

    expect(announcementsFor(ben)).toHaveLength(before + 1);
  });
});
