/** The database swallows what it gets, and every connection stays open. */
import { CAST } from '../../src/sandbox/cast';
import { postgresAnswers, postgresDatabase, type TestDatabase } from '../store/test-database';
import { linkTo, type Link } from '../support/link';
import { planned } from '../support/recovery-journey';
import { readyz, startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;
const run = postgresAnswers() ? describe : describe.skip;

run('the database hangs', () => {
  let database: TestDatabase;
  let link: Link;
  let rewind: ProductUnderTest;
  const start = async (invokeMs: number) => {
    rewind = await startProductUnderTest({
      settings: { DATABASE_URL: link.url },
      timings: { answerWithinMs: 1_500, patience: { invokeMs, turnMs: 30_000, tokenMs: 10_000 } },
    });
    rewind.sandbox.graph.state.runIncident('massDisable');
  };

  beforeEach(async () => {
    database = await postgresDatabase();
    link = await linkTo(database.url);
  });
  afterEach(async () => {
    await rewind.close();
    await link.close();
    await database.drop();
  });

  it('a press and a command are answered with that, it is not ready, and it goes on when it answers', async () => {
    await start(20_000);
    const { id } = await planned(rewind);
    link.hang();

    const pressed = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(pressed).toMatchObject({ kind: 'sentence', text: expect.stringContaining('Rewind’s database') as string });
    const { status, body } = await readyz(rewind);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      database: expect.stringMatching(/^(no answer|store\/away)$/) as string,
      redis: 'ready',
    });
    await rewind.says(ana, 'groupChat', 'requests');
    await until('the answer', () => rewind.lastSaid(ana, 'groupChat').includes('Rewind’s database') || undefined);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);

    link.passAgain();
    await until('readiness', async () => (await readyz(rewind)).status === 200 || undefined);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    expect((await rewind.requestIn('awaitingApproval')).id).toBe(id);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
  });

  it('a press that is answered too late for Teams is answered in the chat, without the database', async () => {
    await start(200);
    await planned(rewind);
    link.hang();

    const pressed = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(pressed).toMatchObject({ kind: 'sentence', text: 'Still working on it: the answer follows here.' });
    await until('the answer', () => rewind.lastSaid(ana, 'groupChat').includes('Rewind’s database') || undefined);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);
  });
});
