/** What is wrong with a folder of Bicep, without Azure: syntax, names, modules, and what Rewind's infrastructure must never lose. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** Texts by their path below infra/. */
export type Files = Readonly<Record<string, string>>;

let bicep: Parser | undefined;

export async function loadBicep(): Promise<void> {
  await Parser.init();
  const folder = path.dirname(require.resolve('tree-sitter-bicep/package.json'));
  bicep = new Parser();
  bicep.setLanguage(await Language.load(readFileSync(path.join(folder, 'tree-sitter-bicep.wasm'))));
}

interface Declared {
  readonly file: string;
  readonly params: ReadonlyMap<string, { readonly isRequired: boolean }>;
  readonly names: readonly string[];
  readonly outputs: readonly string[];
  readonly modules: readonly { readonly name: string; readonly path: string; readonly given: readonly string[] }[];
  readonly words: readonly string[];
  /** Parameters and variables: they serve somebody, or nobody. */
  readonly servants: readonly string[];
}

const DECLARATION = /^(param|var|resource|module|output)\s+(\w+)(.*)$/gm;

export function bicepFindings(files: Files): readonly string[] {
  const all = Object.entries(files).filter(([file]) => file.endsWith('.bicep'));
  const declared = new Map(all.map(([file, text]) => [file, declaredIn(file, text)]));
  return [
    ...all.flatMap(([file, text]) => syntaxFindings(file, text)),
    ...[...declared.values()].flatMap((one) => [...nameFindings(one), ...moduleFindings(one, declared)]),
    ...all.flatMap(([file, text]) => outputFindings(file, text, declared)),
    ...parameterFindings(files, declared),
    ...ruleFindings(files),
  ];
}

/** `extension x` is newer than the grammar. */
const blanked = (text: string): string => text.replace(/^extension .*$/gm, (line) => ' '.repeat(line.length));

function rootOf(text: string): Node {
  const tree = bicep?.parse(blanked(text));
  if (!tree) throw new Error('Bicep is not loaded');
  return tree.rootNode;
}

function syntaxFindings(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if (node.isError || node.isMissing) found.push(`${file}:${node.startPosition.row + 1} cannot be read`);
    for (const child of node.children) if (child.hasError) walk(child);
    if (node.children.some((child) => child.isMissing)) found.push(`${file}:${node.startPosition.row + 1} lacks something`); // prettier-ignore
  };
  walk(rootOf(text));
  return found;
}

function declaredIn(file: string, text: string): Declared {
  const declarations = [...text.matchAll(DECLARATION)];
  const of = (kind: string) => declarations.filter(([, one]) => one === kind);
  return {
    file,
    params: new Map(of('param').map(([, , name = '', rest = '']) => [name, { isRequired: !rest.includes('=') }])),
    names: declarations.filter(([, kind]) => kind !== 'output').map(([, , name = '']) => name),
    outputs: of('output').map(([, , name = '']) => name),
    modules: of('module').map((match) => {
      const [, , name = '', rest = ''] = match;
      return { name, path: /'([^']+)'/.exec(rest)?.[1] ?? '', given: givenTo(text.slice(match.index)) };
    }),
    words: identifiersIn(rootOf(text)),
    servants: [...of('param'), ...of('var')].map(([, , name = '']) => name),
  };
}

/** Names in the module's `params`, to the depth of one. */
function givenTo(text: string): readonly string[] {
  const start = text.indexOf('params: {');
  const body = start === -1 ? '' : balanced(text.slice(start + 'params: '.length));
  const flat = body.slice(1, -1).replace(/[[{(][^[\]{}()]*[\]})]/g, '').replace(/[[{(][^[\]{}()]*[\]})]/g, '').replace(/[[{(][^[\]{}()]*[\]})]/g, ''); // prettier-ignore
  return [...flat.matchAll(/(?:^|[\s,])(\w+):/g)].map(([, name = '']) => name);
}

function balanced(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && (depth -= 1) === 0) return text.slice(0, at + 1);
  }
  return text;
}

/** Identifiers that are used: neither declared here, nor keys, nor members. */
function identifiersIn(root: Node): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if (node.type === 'identifier' && !isDeclaredOrKey(node)) found.push(node.text);
    for (const child of node.namedChildren) walk(child);
  };
  walk(root);
  return found;
}

function isDeclaredOrKey(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  const isFirst = parent.namedChildren[0]?.id === node.id;
  return /declaration$/.test(parent.type) || (parent.type === 'object_property' && isFirst);
}

const KNOWN = new Set('resourceGroup tenant guid environment filter map toObject join json concat empty description minLength maxLength allowed batchSize id role scope text value zone i client alert permission string int array object bool sys az'.split(' ')); // prettier-ignore

function nameFindings({ file, names, words, servants }: Declared): readonly string[] {
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const unknown = words.filter((word) => !names.includes(word) && !KNOWN.has(word));
  const unused = servants.filter((name) => !words.includes(name));
  return [
    ...twice.map((name) => `${file}: ${name} is declared twice`),
    ...unknown.map((word) => `${file}: ${word} is not declared`),
    ...unused.map((name) => `${file}: ${name} is never used`),
  ];
}

function moduleFindings(one: Declared, all: ReadonlyMap<string, Declared>): readonly string[] {
  return one.modules.flatMap(({ name, path: to, given }) => {
    const target = all.get(path.posix.join(path.posix.dirname(one.file), to));
    if (!target) return [`${one.file}: ${name} has no file ${to}`];
    const missing = [...target.params].filter(([param, { isRequired }]) => isRequired && !given.includes(param));
    return [
      ...given.filter((param) => !target.params.has(param)).map((param) => `${one.file}: ${name} has no parameter ${param}`), // prettier-ignore
      ...missing.map(([param]) => `${one.file}: ${name} is not given ${param}`),
    ];
  });
}

function outputFindings(file: string, text: string, all: ReadonlyMap<string, Declared>): readonly string[] {
  return [...text.matchAll(/\b(\w+)\.outputs\.(\w+)/g)].flatMap(([, name = '', output = '']) => {
    const module = all.get(file)?.modules.find((one) => one.name === name);
    const target = module && all.get(path.posix.join(path.posix.dirname(file), module.path));
    return target?.outputs.includes(output) ? [] : [`${file}: ${name} has no output ${output}`];
  });
}

function parameterFindings(files: Files, all: ReadonlyMap<string, Declared>): readonly string[] {
  return Object.entries(files).filter(([file]) => file.endsWith('.bicepparam')).flatMap(([file, text]) => {
    const target = all.get(/^using '\.\/([^']+)'/m.exec(text)?.[1] ?? '');
    if (!target) return [`${file}: uses nothing`];
    const given = [...text.matchAll(/^param (\w+) = \S/gm)].map(([, name = '']) => name);
    const missing = [...target.params].filter(([name, { isRequired }]) => isRequired && !given.includes(name));
    return [
      ...given.filter((name) => !target.params.has(name)).map((name) => `${file}: there is no parameter ${name}`),
      ...missing.map(([name]) => `${file}: ${name} has no value`),
    ];
  }); // prettier-ignore
}

/** In this file, this has to stand. */
const MUST: Readonly<Record<string, readonly RegExp[]>> = {
  'modules/redis.bicep': [
    /clusteringPolicy: 'NoCluster'/, /evictionPolicy: 'NoEviction'/, /clientProtocol: 'Encrypted'/, /aofEnabled: true/,
    /accessKeysAuthentication: 'Disabled'/, /publicNetworkAccess: 'Disabled'/, /minimumTlsVersion: '1\.2'/, /groupIds: \['redisEnterprise'\]/,
  ],
  'modules/postgres.bicep': [
    /passwordAuth: 'Disabled'/, /activeDirectoryAuth: 'Enabled'/, /publicNetworkAccess: 'Disabled'/,
    /backupRetentionDays: (?:[7-9]|[12]\d|3[0-5])\b/, /mode: 'ZoneRedundant'/, /groupIds: \['postgresqlServer'\]/,
  ],
  'modules/bot.bicep': [/msaAppType: 'SingleTenant'/, /disableLocalAuth: true/, /name: 'MsTeamsChannel'/, /\/api\/messages'/],
  'modules/app.bicep': [
    /type: 'Liveness', httpGet: \{ path: '\/healthz', port: 8081 \}/, /type: 'Readiness', httpGet: \{ path: '\/readyz', port: 8081 \}/,
    /type: 'Startup'/, /allowInsecure: false/, /rules: \[/, /terminationGracePeriodSeconds: [3-9]\d/,
  ],
  'modules/observability.bicep': [
    /'request-stuck'/, /'record-broken'/, /'worker-silent'/, /'outside-recovery'/, /disableLocalAuth: true/, /DisableLocalAuth: true/, /enabled: true\s+scopes/,
  ],
  'modules/network.bicep': [/name: 'nothing-else'[\s\S]*access: 'Deny'/, /privateEndpointNetworkPolicies: 'Enabled'/],
  'modules/environment.bicep': [/destination: 'azure-monitor'/, /mtls: \{ enabled: true \}/],
  'main.bicep': [
    /'REWIND_ROLE', value: 'bot'/, /'REWIND_ROLE', value: 'worker'/, /sslmode=require/, /identityIds: \[identity\.outputs\.readingId\]/,
    /'BOT_TYPE', value: 'SingleTenant'/, /ingressPort: 0/, /minReplicas: 2[\s\S]*minReplicas: 2/,
  ],
  'entra.bicep': [
    /requestedAccessTokenVersion: 2/, /redirectUris: \['https:\/\/\$\{publicHostName\}\/sign-in\/done'\]/, /value: 'access_as_user'/,
    /botVoucher[\s\S]*subject: botPrincipalId[\s\S]*signOnVoucher[\s\S]*subject: botPrincipalId/,
    /accessToken: claims, idToken: claims/, /principalId: readingPrincipalId/, /'1fec8e78-[\s\S]*'5e3ce6c0-/,
    /signInAudience: 'AzureADMyOrg'[\s\S]*signInAudience: 'AzureADMyOrg'/, /isFallbackPublicClient: false[\s\S]*isFallbackPublicClient: false/,
  ],
}; // prettier-ignore

/** In no file: no vault, no secret, no key, no hard-wired cloud. */
const NEVER = /KeyVault|vault\.azure\.net|listKeys|listSecrets|sharedKey|passwordCredentials|password:|Password\b|secretRef|secrets:|\bspa:|publicClient:|DirectLine|WebChat|https:\/\/(login\.microsoftonline|management\.azure)/; // prettier-ignore

function ruleFindings(files: Files): readonly string[] {
  const lost = Object.entries(MUST).flatMap(([file, rules]) =>
    rules.filter((rule) => !rule.test(files[file] ?? '')).map((rule) => `${file}: lacks ${rule.source}`),
  );
  const wrong = Object.entries(files).filter(([, text]) => NEVER.test(text)).map(([file]) => `${file}: has what it must never have`); // prettier-ignore
  return [...lost, ...wrong];
}
