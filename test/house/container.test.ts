/** What the container would hold, read from Dockerfile and .dockerignore: no container is built here. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
  readonly text: string;
}

function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const lines = dockerfile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const instructions = lines.map((line) => {
    const [name = '', ...words] = line.split(/\s+/);
    return { name, words, text: line.slice(name.length + 1) };
  });
  const starts = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  return starts.map((start, stage) => instructions.slice(start, starts[stage + 1]));
}

/** Later lines win; a folder takes what is below it along. */
function isSent(file: string, ignore: string): boolean {
  let sent = true;
  for (const line of ignore.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const pattern = line.replace(/^!/, '');
    if (pattern === '*' || file === pattern || file.startsWith(`${pattern}/`)) sent = line.startsWith('!');
  }
  return sent;
}

/** Files of the repository, and what stands beside them on a developer's machine. */
const BESIDE = [
  '.env',
  'data/rewind.sqlite',
  'data/sandbox/certificates/server.key',
  'node_modules/pg/index.js',
  'dist/main.js',
  'rewind.log',
];
const FILES = [...execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n'), ...BESIDE]; // prettier-ignore

interface Contents {
  /** What is sent to the builder. */
  readonly context: readonly string[];
  /** What the image holds below /app, packages apart. */
  readonly image: readonly string[];
}

function contentsOf(dockerfile: string, ignore: string): Contents {
  const [build = [], run = []] = stagesOf(dockerfile);
  const context = FILES.filter((file) => isSent(file, ignore));
  const copied = build.filter(({ name }) => name === 'COPY').flatMap(({ words }) => words.slice(0, -1));
  const built = context.filter((file) => copied.some((one) => file === one || file.startsWith(`${one}/`)));
  const compiled = built.filter((file) => /^src\/.*\.tsx?$/.test(file)).flatMap((file) => {
    const script = file.replace(/^src/, 'dist').replace(/\.tsx?$/, '.js');
    return [script, `${script}.map`];
  }); // prettier-ignore
  const json = built.filter((file) => /^src\/.*\.json$/.test(file)).map((file) => file.replace(/^src/, 'dist'));
  const removed = build.filter(({ text }) => text.startsWith('rm -rf ')).flatMap(({ words }) => words.slice(2));
  const dropsMaps = build.some(({ text }) => text === 'find dist -name "*.map" -delete');
  const left = [...built, ...compiled, ...json, 'dist/.tsbuildinfo'].filter(
    (file) =>
      !removed.some((one) => file === one || file.startsWith(`${one}/`)) && !(dropsMaps && file.endsWith('.map')),
  );
  const taken = run.filter(({ name }) => name === 'COPY').map(({ words }) => words.at(-2)?.replace(/^\/app\//, '') ?? ''); // prettier-ignore
  return { context, image: left.filter((file) => taken.some((one) => file === one || file.startsWith(`${one}/`))) };
}

const DOCKERFILE = read('Dockerfile');
const IGNORE = read('.dockerignore');
const { context, image } = contentsOf(DOCKERFILE, IGNORE);
const FORBIDDEN = /sandbox|(^|\/)test|\.tsx?$|\.map$|\.key$|\.pem$|\.sqlite|\.env|\.tsbuildinfo|\.log$|gallery|demo/;
const TOOLS = ['dist/tools/doctor.js', 'dist/tools/verify-record.js', 'dist/tools/evidence.js'];

/** Every file that this one loads as it starts; what is loaded late may be missing. */
function loads(script: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(script)) return seen;
  seen.add(script);
  const source = read(script.replace(/^dist/, 'src').replace(/\.js$/, '.ts'));
  for (const [, from = ''] of source.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)';/gms)) {
    const target = path.posix.join(path.posix.dirname(script), from);
    if (target.endsWith('.json')) seen.add(target);
    else loads(existsSync(path.join(ROOT, `${target.replace(/^dist/, 'src')}.ts`)) ? `${target}.js` : `${target}/index.js`, seen); // prettier-ignore
  }
  return seen;
}

describe('the container', () => {
  it('holds the product and the tools of whoever runs it', () => {
    expect(image).toEqual(expect.arrayContaining(['package.json', 'dist/main.js', 'dist/production-mode.js', ...TOOLS])); // prettier-ignore
    expect(image.length).toBeGreaterThan(300);
  });

  it('holds no key, no test, no source and nothing of the sandbox', () => {
    expect(image.filter((file) => FORBIDDEN.test(file))).toEqual([]);
  });

  it('is built from sources alone: nothing that is kept on a machine is sent', () => {
    expect(context.filter((file) => BESIDE.includes(file) || /^(test|docs|bench|infra|\.git)/.test(file))).toEqual([]);
  });

  it('lacks nothing that the product and its tools load', () => {
    const loaded = ['dist/production-mode.js', 'dist/main.js', ...TOOLS].flatMap((script) => [...loads(script)]);
    expect([...new Set(loaded)].filter((file) => !image.includes(file))).toEqual([]);
  });

  it('runs on a supported Node, pinned by digest, the same in both stages', () => {
    const bases = stagesOf(DOCKERFILE).map(([from]) => from?.words[0] ?? '');
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/);
  });

  it('does not run as root, owns nothing that it runs, and tells whether it lives', () => {
    const [, run = []] = stagesOf(DOCKERFILE);
    expect(run.find(({ name }) => name === 'USER')?.text).toBe('1000:1000');
    for (const { text } of run.filter(({ name }) => name === 'COPY')) expect(text).toContain('--chown=0:0');
    expect(run.find(({ name }) => name === 'HEALTHCHECK')?.text).toContain('/healthz');
    expect(run.filter(({ name }) => name === 'RUN')).toEqual([]);
    expect(run.at(-1)?.text).toBe('["node", "dist/main.js"]');
  });

  it.each([
    ['the sandbox is kept', DOCKERFILE.replace(' dist/sandbox ', ' '), IGNORE],
    ['sources are copied', DOCKERFILE.replace('/app/dist ./dist', '/app/src ./src'), IGNORE],
    ['maps are kept', DOCKERFILE.replace('RUN find dist -name "*.map" -delete\n', ''), IGNORE],
    ['the demo is kept', DOCKERFILE.replace(' dist/tools/demo ', ' '), IGNORE],
    ['tests are sent and copied', DOCKERFILE.replace('COPY src ./src', 'COPY src test ./').replace('/app/dist ./dist', '/app/test ./test'), `${IGNORE}!test\n`],
  ])('goes red where %s', (_what, dockerfile, ignore) => {
    const wrong = contentsOf(dockerfile, ignore);
    expect(wrong.image.filter((file) => FORBIDDEN.test(file))).not.toEqual([]);
  }); // prettier-ignore

  it('depends on the list: without it keys would be sent to the builder', () => {
    expect(contentsOf(DOCKERFILE, '').context).toContain('data/sandbox/certificates/server.key');
  });
});
