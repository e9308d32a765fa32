/** The database takes nothing: people read that it is the database, nothing is started, and it goes on when it can. */
import path from 'node:path';
import { CAST } from '../../src/sandbox/cast';
import { quietLog } from '../redis/quiet-log';
import { planned } from '../support/recovery-journey';
import { readyz, startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { describeOnTinyDisk, makeTinyDisk, type TinyDisk } from '../support/tiny-disk';
import { until } from '../support/until';

const { ana } = CAST;

describeOnTinyDisk('the disk of the database is full', () => {
  let disk: TinyDisk;
  let rewind: ProductUnderTest;
  const { log, lines } = quietLog();

  beforeEach(async () => {
    disk = makeTinyDisk();
    rewind = await startProductUnderTest({
      settings: { DATABASE_URL: `sqlite:${path.join(disk.folder, 'rewind.sqlite')}` },
      log,
    });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    disk.makeRoom();
    await rewind.close();
    disk.remove();
  });

  it('a press and a command say so, it is not ready, and it goes on when there is room', async () => {
    const { id } = await planned(rewind);
    await expect(readyz(rewind)).resolves.toMatchObject({ status: 200 });
    disk.fill();

    const pressed = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(pressed).toMatchObject({ kind: 'sentence', text: expect.stringContaining('disk of Rewind’s database is full') as string }); // prettier-ignore
    await rewind.says(ana, 'groupChat', 'restore groups from yesterday because somebody emptied them');
    const said = () => rewind.lastSaid(ana, 'groupChat');
    await until('the answer', () => said().includes('disk of Rewind’s database is full') || undefined);
    expect(JSON.stringify(pressed) + said()).not.toContain('Graph');
    await expect(readyz(rewind)).resolves.toMatchObject({
      status: 503,
      body: { database: 'store/disk-full', redis: 'ready' },
    });
    expect(lines).toContainEqual(expect.objectContaining({ level: 40, code: 'store/disk-full', outside: 'database' }));
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);

    disk.makeRoom();
    await until('readiness', async () => (await readyz(rewind)).status === 200 || undefined);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    expect((await rewind.requestIn('awaitingApproval')).id).toBe(id);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
  });
});
