/** One bad morning, told in the team channel. Every scene checks what it shows; the first thing that differs ends the demo. */
import type { RecoveryRequest } from '../../recovery/request';
import { CAST } from '../../sandbox/cast';
import { compareWithSnapshot, usersThatDiffer } from './compare-with-snapshot';
import { check } from './differs';
import { openStage, type Stage, type StageOptions } from './stage';

const { ana, ben, cleo, dan } = CAST;
const TEN_MINUTES_MS = 10 * 60_000;

/** @throws Error where anything differs from what the story promises */
export async function playDemo(options: StageOptions): Promise<void> {
  const stage = await openStage(options);
  const scene = (title: string) => {
    options.print(`\n── ${title} ${'─'.repeat(Math.max(0, 92 - title.length))}\n`);
  };
  try {
    const damaged = await ask(stage, scene);
    await look(stage, scene, damaged.request);
    await recover(stage, scene);
    scene('The tenant beside the snapshot, object by object');
    for (const line of compareWithSnapshot(stage.sandbox, damaged.request.plan.snapshotId, damaged.before)) options.print(line); // prettier-ignore
    await remember(stage, scene, damaged.request);
  } finally {
    await stage.close();
  }
}

type Scene = (title: string) => void;

async function ask(stage: Stage, scene: Scene) {
  const { graph } = stage.sandbox;
  scene('A provisioning connector ran with a wrong mapping. Ana asks');
  graph.state.runIncident('massDisable', { deleted: 3 });
  await stage.says(ana, 'restore users from yesterday because the HR connector ran with a wrong mapping');
  const { plan } = await stage.requestIn('planned');
  stage.tell();
  check('the plan starts nothing in Microsoft', graph.inspect.startedPreviews().length === 0);
  const before = usersThatDiffer(stage.sandbox, plan.snapshotId);
  check('the incident disabled 12, deleted 3 and 2 joined', before.length === 17);

  scene('She starts the preview with her own sign-on, on the sign-in page');
  await stage.presses(ana, 'Start preview');
  const request = await stage.requestIn('awaitingApproval');
  await stage.reads('Approval needed: 14 changes');
  stage.tell();
  check(
    'the preview was started by Ana',
    graph.inspect.startedPreviews().every(({ byId }) => byId === ana.id),
  );

  scene('She tries to approve her own request');
  const page = await stage.presses(ana, 'approve');
  check('the requester is refused', page.includes('second person'));
  nothingRuns(stage);
  return { request, before };
}

async function look(stage: Stage, scene: Scene, { id }: RecoveryRequest): Promise<void> {
  scene('Cleo, a Backup Reader, looks');
  await stage.says(cleo, `changes ${id}`);
  stage.tell();

  scene('Dan has no role');
  await stage.says(dan, `changes ${id}`);
  stage.tell();
  const page = await stage.presses(dan, 'approve');
  check('somebody without a role is refused', /role/i.test(page));
  nothingRuns(stage);
}

async function recover(stage: Stage, scene: Scene): Promise<void> {
  const { graph, clock } = stage.sandbox;
  scene('Ben, a second Backup Administrator, approves in the channel');
  graph.state.setDurations({ running: TEN_MINUTES_MS });
  await stage.presses(ben, 'approve');
  await stage.requestIn('recovering');
  await stage.reads('Recovery: working');
  stage.tell();
  const started = graph.inspect.startedRecoveries();
  check('exactly one recovery was started, by Ben', started.length === 1 && started[0]?.byId === ben.id);

  scene('Ten minutes later');
  clock.jump(TEN_MINUTES_MS);
  const { outcome } = await stage.requestIn('recovered');
  await stage.reads('14 objects');
  stage.tell();
  check('nothing failed', outcome?.failedChanges === 0);
}

async function remember(stage: Stage, scene: Scene, { id }: RecoveryRequest): Promise<void> {
  scene('What is remembered');
  await stage.says(ben, 'history');
  stage.tell();
  const newest = JSON.stringify(stage.sandbox.teams.messagesIn(ben, 'incidentRoom').at(-1)?.content.card);
  check('the history names the request', newest.includes(id));
}

function nothingRuns({ sandbox }: Stage): void {
  check('nothing was started in Microsoft', sandbox.graph.inspect.startedRecoveries().length === 0);
}
