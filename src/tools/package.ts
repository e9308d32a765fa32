/**
 * `npm run package [-- file]`: the app package for Teams with this tenant's ids, checked offline. Settings: BOT_ID, SSO_CLIENT_ID,
 * SSO_RESOURCE, PUBLIC_URL. Exit code 0 written, 2 nothing written.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPackageConfig } from '../tool-config';
import { explainFailedStart } from '../failed-start';
import { systemClock } from '../shared/clock';
import { fillManifest, MANIFEST, versionAt, zipPackage } from './package/app-package';
import { packageProblems } from './package/manifest-problems';

const NOTHING_WRITTEN = 2;
const SOURCE = path.resolve(__dirname, '..', '..', 'appPackage');
const ICONS = ['color.png', 'outline.png'];

function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = NOTHING_WRITTEN;
}

async function run([file = path.join('out', 'rewind.zip'), ...more]: readonly string[]): Promise<void> {
  if (more.length > 0 || !file.endsWith('.zip')) {
    stop('Say one file that ends in .zip, or none: npm run package [-- file.zip]');
    return;
  }
  const config = readPackageConfig(process.env);
  const version = versionAt(systemClock.now());
  const manifest = fillManifest(JSON.parse(readFileSync(path.join(SOURCE, MANIFEST), 'utf8')), config, version);
  const icons = Object.fromEntries(ICONS.map((name) => [name, readFileSync(path.join(SOURCE, name))]));
  const problems = await packageProblems({ manifest, icons }, config);
  if (problems.length > 0) {
    stop(['Teams would not take this app, or it would not be Rewind. Nothing was written.', ...problems].join('\n'));
    return;
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, zipPackage({ manifest, icons }));
  process.stdout.write(
    `${file}: Rewind ${version} for Teams. Upload it in the Teams admin centre, under Teams apps.\n`,
  );
}

run(process.argv.slice(2)).catch((error: unknown) => {
  stop(explainFailedStart(error).sentence);
});
