import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DELEGATED_SCOPES } from '../../src/recovery/acts';
import { OPERATIONS } from '../../src/graph/operations';
import { SETTING_NAMES } from '../../src/config/settings';
import { signOnClaimsSchema } from '../../src/identity/sign-on-verifier';
import { bicepFindings, loadBicep, type Files } from './bicep';

const INFRA = path.resolve(__dirname, '../../infra');
const FILES: Files = Object.fromEntries(
  readdirSync(INFRA, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.bicep(param)?$/.test(file))
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(INFRA, file), 'utf8')]),
);

beforeAll(loadBicep);

it('has nothing wrong', () => {
  expect(bicepFindings(FILES)).toEqual([]);
});

it.each<[file: string, from: string, to: string]>([
  ['main.bicep', 'var tags = { workload: baseName }', 'var tags = { workload: baseName '],
  ['modules/bot.bicep', "kind: 'azurebot'", "kind 'azurebot'"],
  ['modules/app.bicep', 'param image string', 'parm image string'],
  ['main.bicep', 'botAppId: botAppId', 'botAppId: botAppID'],
  ['modules/network.bicep', 'parent: dns[i]', 'parent: dnz[i]'],
  ['modules/bot.bicep', 'param workspaceId string', "param workspaceId string\nparam spare string = ''"],
  ['modules/identity.bicep', 'param tags object', 'param tags object\nparam tags object'],
  ['main.bicep', "'modules/redis.bicep'", "'modules/rediss.bicep'"],
  ['main.bicep', 'skuName: redisSku', 'sku: redisSku'],
  ['main.bicep', 'redis.outputs.hostName', 'redis.outputs.hostname'],
  ['main.bicepparam', "param alertEmail = 'identity-operations@example.com'", ''],
  ['main.bicepparam', 'param baseName', "param baseNamed = 'x'\nparam baseName"],
  ['modules/redis.bicep', "'NoCluster'", "'OSSCluster'"],
  ['modules/redis.bicep', "'NoEviction'", "'VolatileLRU'"],
  ['modules/redis.bicep', "accessKeysAuthentication: 'Disabled'", "accessKeysAuthentication: 'Enabled'"],
  ['modules/redis.bicep', "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'"],
  ['modules/postgres.bicep', "passwordAuth: 'Disabled'", "passwordAuth: 'Enabled'"],
  ['modules/postgres.bicep', 'backupRetentionDays: 35', 'backupRetentionDays: 1'],
  ['modules/postgres.bicep', "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'"],
  ['modules/bot.bicep', "msaAppType: 'SingleTenant'", "msaAppType: 'MultiTenant'"],
  ['modules/bot.bicep', 'disableLocalAuth: true', 'disableLocalAuth: false'],
  ['modules/bot.bicep', "name: 'MsTeamsChannel'", "name: 'DirectLineChannel'"],
  ['modules/app.bicep', "path: '/readyz'", "path: '/healthz'"],
  ['modules/app.bicep', 'allowInsecure: false', 'allowInsecure: true'],
  ['modules/observability.bicep', "'outside-recovery'", "'outside'"],
  ['modules/observability.bicep', '    enabled: true\n    scopes', '    enabled: false\n    scopes'],
  ['modules/network.bicep', "access: 'Deny'", "access: 'Allow'"],
  ['modules/environment.bicep', "destination: 'azure-monitor'", "destination: 'log-analytics'"],
  ['main.bicep', '?sslmode=require', ''],
  ['main.bicep', 'identityIds: [identity.outputs.readingId]', 'identityIds: [identity.outputs.readingId, identity.outputs.botId]'],
  ['main.bicep', "{ name: 'NODE_ENV', value: 'production' }", "{ name: 'NODE_ENV', value: 'production' }\n  { name: 'BOT_SECRET', secretRef: 'bot' }"],
  ['entra.bicep', 'subject: botPrincipalId', 'subject: readingPrincipalId'],
  ['entra.bicep', 'isFallbackPublicClient: false', "isFallbackPublicClient: false\n  spa: { redirectUris: ['https://x.example'] }"],
  ['entra.bicep', '/sign-in/done', '/auth/end'],
  ['entra.bicep', 'requestedAccessTokenVersion: 2', 'requestedAccessTokenVersion: 1'],
])('%s goes red with %s → %s', (file, from, to) => {
  const text = FILES[file] ?? '';
  expect(text).toContain(from);
  expect(bicepFindings({ ...FILES, [file]: text.replace(from, to) })).not.toEqual([]);
}); // prettier-ignore

const listIn = (name: string) =>
  [...(new RegExp(`var ${name} = (\\[[\\s\\S]*?\\])`).exec(FILES['entra.bicep'] ?? '')?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, word = '']) => word); // prettier-ignore

describe('entra.bicep', () => {
  it('asks for what the operations need, and for nothing else', () => {
    const needed = [...new Set(OPERATIONS.flatMap(({ permission }) => permission.application ?? []))].sort();
    expect(listIn('readingPermissions')).toEqual(needed);
  });

  it('asks for what presses may ask for, and for nothing else', () => {
    expect([...listIn('delegatedScopes')].sort()).toEqual([...DELEGATED_SCOPES].sort());
  });

  it('asks for every claim that the verifier reads and Entra leaves out by itself', () => {
    const always = ['tid', 'oid', 'ver', 'azp', 'scp'];
    const read = Object.keys(signOnClaimsSchema.shape).filter((claim) => !always.includes(claim));
    expect(read).toEqual(expect.arrayContaining(['acct']));
    expect([...listIn('claims')].sort()).toEqual(read.sort());
  });
});

it('gives the processes settings that there are', () => {
  const given = [...(FILES['main.bicep'] ?? '').matchAll(/\{ name: '([A-Z_]+)'/g)].map(([, name = '']) => name);
  const known: readonly string[] = [...SETTING_NAMES, 'NODE_ENV'];
  expect(given.filter((name) => !known.includes(name))).toEqual([]);
});

it('alerts on words that the log says', () => {
  const said = [...(FILES['modules/observability.bicep'] ?? '').matchAll(/says: \[([^\]]+)\]/g)].flatMap(([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, text = '']) => text)); // prettier-ignore
  const src = path.resolve(__dirname, '../../src');
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const all = sources.map((file) => readFileSync(path.join(src, file), 'utf8')).join('\n');
  expect(said.length).toBeGreaterThan(5);
  expect(said.filter((text) => !all.includes(`'${text}'`))).toEqual([]);
});

/** Where somebody has put a checker with Azure's own schemas beside the repository. It knows no PostgreSQL. */
const CHECKER = process.env['REWIND_INFRA_CHECKER'] ?? path.resolve(__dirname, '../../../shared/tools/infra');

(existsSync(CHECKER) ? it : it.skip)('is what Azure’s schemas know', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rewind-infra-'));
  cpSync(CHECKER, folder, { recursive: true });
  symlinkSync(path.resolve(__dirname, '../../node_modules'), path.join(folder, 'node_modules'));
  const { stdout } = spawnSync(process.execPath, ['check.mjs', INFRA, 'types.json'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout).toMatch(/\d+ findings\n$/);
  expect(stdout.split('\n').filter((line) => / [\w-]+: /.test(line) && !line.includes('DBforPostgreSQL'))).toEqual([]);
});
