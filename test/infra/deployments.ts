/** What is wrong with the compose file and with the operator's pipeline. */
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly env_file?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly user?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
  readonly privileged?: boolean;
  readonly healthcheck?: object;
}
interface Compose {
  readonly services?: Readonly<Record<string, Service | undefined>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | undefined>>;
}

type Rule<Subject> = readonly [says: string, holds: (subject: Subject) => boolean];

const OURS: readonly Rule<Service>[] = [
  ['is pinned by whoever runs it', ({ image = '' }) => image.startsWith('${REWIND_IMAGE:?')],
  ['has a read-only file system', ({ read_only }) => read_only === true],
  ['is nobody of note', ({ user }) => user === '1000:1000'],
  ['has no power', ({ cap_drop = [], privileged }) => cap_drop.includes('ALL') && privileged !== true],
  ['gets no new power', ({ security_opt = [] }) => security_opt.includes('no-new-privileges:true')],
  ['is started again', ({ restart }) => restart === 'unless-stopped'],
  ['may end its work', ({ stop_grace_period = '0s' }) => Number.parseInt(stop_grace_period, 10) >= 30],
  ['waits for PostgreSQL', ({ depends_on }) => depends_on?.['postgres']?.condition === 'service_healthy'],
  ['waits for Redis', ({ depends_on }) => depends_on?.['redis']?.condition === 'service_healthy'],
  ['is reached through the proxy only', ({ ports = [] }) => ports.length === 0],
  ['reaches stores and Microsoft', ({ networks = [] }) => networks.includes('inside') && networks.includes('out')],
  ['is in production', ({ environment }) => environment?.['NODE_ENV'] === 'production'],
  ['has its settings in files', ({ env_file = [] }) => env_file.includes('rewind.env') && env_file.includes('stores.env')], // prettier-ignore
  ['keeps nothing beside the stores', ({ volumes = [] }) => volumes.length === 0],
];

const roleOf = (service: Service | undefined): string | undefined => service?.environment?.['REWIND_ROLE'];
const isHidden = ({ networks = [], ports = [] }: Service): boolean =>
  networks.length === 1 && networks[0] === 'inside' && ports.length === 0;

const WHOLE: readonly Rule<Compose>[] = [
  ['two bots', ({ services = {} }) => Object.values(services).filter((one) => roleOf(one) === 'bot').length === 2],
  ['two workers', ({ services = {} }) => Object.values(services).filter((one) => roleOf(one) === 'worker').length === 2], // prettier-ignore
  ['PostgreSQL is hidden', ({ services }) => isHidden(services?.['postgres'] ?? { ports: ['none'] })],
  ['PostgreSQL is kept', ({ services }) => services?.['postgres']?.volumes?.[0]?.startsWith('postgres:') === true],
  ['PostgreSQL tells its health', ({ services }) => services?.['postgres']?.healthcheck !== undefined],
  ['Redis is hidden', ({ services }) => isHidden(services?.['redis'] ?? { ports: ['none'] })],
  ['Redis throws nothing away', ({ services }) => services?.['redis']?.command?.join(' ').includes('--maxmemory-policy noeviction') === true], // prettier-ignore
  ['Redis keeps what it has', ({ services }) => services?.['redis']?.command?.join(' ').includes('--appendonly yes') === true && services['redis'].volumes?.[0]?.startsWith('redis:') === true], // prettier-ignore
  ['Redis tells its health', ({ services }) => services?.['redis']?.healthcheck !== undefined],
  ['the inner network has no way out', ({ networks }) => networks?.['inside']?.internal === true],
  ['the proxy alone is open, on 443', ({ services }) => services?.['proxy']?.ports?.join() === '443:443'],
  ['the proxy reaches no store', ({ services }) => services?.['proxy']?.networks?.includes('inside') === false],
];

const SECRET = /(PASSWORD|SECRET|TOKEN|KEY)\s*[:=]\s*['"]?\w/i;

export function composeFindings(text: string): readonly string[] {
  const compose = read(text, { merge: true }) as Compose | string;
  if (typeof compose === 'string') return [compose];
  const ours = Object.entries(compose.services ?? {}).filter(([name]) => /^(bot|worker)-\d$/.test(name));
  return [
    ...ours.flatMap(([name, service]) => brokenOf(OURS, service ?? {}).map((says) => `${name}: ${says}`)),
    ...brokenOf(WHOLE, compose),
    ...(SECRET.test(text) ? ['a secret stands in it'] : []),
  ];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: boolean };
  readonly jobs?: Readonly<Record<string, Job | undefined>>;
}

const stepsOf = ({ jobs = {} }: Workflow): readonly Step[] => Object.values(jobs).flatMap((job) => job?.steps ?? []);
const runs = (workflow: Workflow, job: string, words: RegExp): boolean =>
  (workflow.jobs?.[job]?.steps ?? []).some(({ run = '' }) => words.test(run));
const needs = (workflow: Workflow, job: string): readonly string[] => [workflow.jobs?.[job]?.needs ?? []].flat();
const everyJob = ({ jobs = {} }: Workflow, holds: (job: Job) => boolean): boolean =>
  Object.values(jobs).every((job) => job !== undefined && holds(job));

const PIPELINE: readonly Rule<Workflow>[] = [
  ['a person starts it, and nothing else', ({ on = {} }) => Object.keys(on).join() === 'workflow_dispatch'],
  ['it reads the repository only', ({ permissions = {} }) => permissions['contents'] === 'read'],
  ['it exchanges a token', ({ permissions = {} }) => permissions['id-token'] === 'write'],
  ['it may nothing else', ({ permissions = {} }) => Object.keys(permissions).length === 2],
  ['one at a time', ({ concurrency }) => concurrency?.group === 'deploy'],
  ['none is cut off', ({ concurrency }) => concurrency?.['cancel-in-progress'] === false],
  ['the image is built', (workflow) => runs(workflow, 'image', /docker build .*\.$/m)],
  ['the image is pushed', (workflow) => runs(workflow, 'image', /docker push/)],
  ['the image is named by digest', (workflow) => runs(workflow, 'image', /RepoDigests/)],
  ['main.bicep is built', (workflow) => runs(workflow, 'what-if', /az bicep build --file infra\/main\.bicep/)],
  ['entra.bicep is built', (workflow) => runs(workflow, 'what-if', /az bicep build --file infra\/entra\.bicep/)],
  ['what would change is shown', (workflow) => runs(workflow, 'what-if', /deployment group what-if/)],
  ['it is shown for this image', (workflow) => needs(workflow, 'what-if').includes('image')],
  ['nothing changes unseen', (workflow) => needs(workflow, 'apply').includes('what-if')],
  ['nothing changes unasked', ({ jobs }) => jobs?.['apply']?.if === 'inputs.apply'],
  ['somebody approves the change', ({ jobs }) => jobs?.['apply']?.environment === 'production'],
  ['the change is what was shown', (workflow) => runs(workflow, 'apply', /deployment group create .*infra\/main\.bicepparam image="\$IMAGE"/)], // prettier-ignore
  ['only the last job changes anything', (workflow) => !['image', 'what-if'].some((job) => runs(workflow, job, /deployment group create/))], // prettier-ignore
  ['each job ends', (workflow) => everyJob(workflow, (job) => (job['timeout-minutes'] ?? 999) <= 60)],
  ['each machine is of one kind', (workflow) => everyJob(workflow, (job) => job['runs-on'] === 'ubuntu-24.04')],
  ['each action has a version', (workflow) => stepsOf(workflow).every(({ uses }) => uses === undefined || /@(v\d+|[0-9a-f]{40})$/.test(uses))], // prettier-ignore
  ['no credential is left lying', (workflow) => stepsOf(workflow).filter(({ uses = '' }) => uses.startsWith('actions/checkout')).every((step) => step.with?.['persist-credentials'] === false)], // prettier-ignore
  ['nobody signs in with a secret', (workflow) => stepsOf(workflow).every((step) => step.with?.['creds'] === undefined && step.with?.['client-secret'] === undefined)], // prettier-ignore
  ['no text from outside runs', (workflow) => stepsOf(workflow).every(({ run = '' }) => !run.includes('${{'))],
];

export function workflowFindings(text: string): readonly string[] {
  const workflow = read(text) as Workflow | string;
  if (typeof workflow === 'string') return [workflow];
  return [...brokenOf(PIPELINE, workflow), ...(/secrets\./.test(text) ? ['a secret is used'] : [])];
}

function read(text: string, options = {}): unknown {
  try {
    return parse(text, options) as unknown;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const brokenOf = <Subject>(rules: readonly Rule<Subject>[], subject: Subject): readonly string[] =>
  rules.filter(([, holds]) => !holds(subject)).map(([says]) => says);
