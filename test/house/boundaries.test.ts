import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, writeFile, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** Files that break the table, and the rule that has to find each. */
const BREAKS = [
  { file: 'src/approvals/up.ts', text: "import '../recovery/terms';", rule: 'approvals-imports' },
  { file: 'src/recovery/up.ts', text: "import '../store/table';", rule: 'recovery-imports' },
  { file: 'src/jobs/teams.ts', text: "import '../bot/teams/door';", rule: 'jobs-imports' },
  { file: 'src/usecases/queue.ts', text: "import 'bullmq';", rule: 'usecases-packages' },
  { file: 'src/bot/sdk.ts', text: "import 'botbuilder';", rule: 'bot-packages' },
  { file: 'src/web/sandbox.ts', text: "import '../sandbox/cast';", rule: 'sandbox-stays-outside' },
  { file: 'src/shared/a.ts', text: "import './b';", rule: 'no-cycles' },
] as const;
const TARGETS = {
  'src/recovery/terms.ts': '',
  'src/store/table.ts': '',
  'src/bot/teams/door.ts': '',
  'src/sandbox/cast.ts': '',
  'src/shared/b.ts': "import './a';",
};

/** The real rules over a small house that breaks each of them once. */
async function judgedHouse(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rewind-house-'));
  try {
    const files = { ...TARGETS, ...Object.fromEntries(BREAKS.map(({ file, text }) => [file, text])) };
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), `${text}\nexport {};\n`);
    }
    await copyFile(path.join(ROOT, '.dependency-cruiser.cjs'), path.join(folder, '.dependency-cruiser.cjs'));
    await copyFile(path.join(ROOT, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    return await cruise(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function cruise(folder: string): Promise<string> {
  const command = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, '--config', '.dependency-cruiser.cjs', 'src'],
      { cwd: folder },
      (_error, stdout) => {
        resolve(stdout);
      },
    );
  });
}

describe('the import table', () => {
  let findings = '';
  beforeAll(async () => {
    findings = await judgedHouse();
  });

  it.each(BREAKS)('finds $rule in $file', ({ file, rule }) => {
    expect(findings.split('\n').some((line) => line.includes(rule) && line.includes(file))).toBe(true);
  });
});
