import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownAlone } from '../../src/store/sole-owner';
import { sqliteDatabase, type TestDatabase } from './test-database';

/** Holds the lock until it is killed. */
const OTHER = `
const Libsql = require(process.argv[1]);
const held = new Libsql(process.argv[2], { timeout: 0 });
held.exec('begin exclusive');
console.log('held');
setInterval(() => undefined, 1000);
`;

describe('the owner of a database file', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await sqliteDatabase();
  });
  afterEach(() => database.drop());

  it('is one: whoever comes second is told what to do, and may come when the first is gone', () => {
    const first = ownAlone(database.url);
    expect(() => ownAlone(database.url)).toThrow(/Another Rewind works on .+rewind\.sqlite: stop that one, or give this one a DATABASE_URL/); // prettier-ignore

    first.release();
    ownAlone(database.url).release();
  });

  it('loses it with its life, however that ends', async () => {
    ownAlone(database.url).release();
    const lock = `${database.url.slice('sqlite:'.length)}-owner`;
    const other = spawn(process.execPath, ['-e', OTHER, require.resolve('libsql'), lock]);
    await once(other.stdout, 'data');
    expect(() => ownAlone(database.url)).toThrow('Another Rewind works on');

    other.kill('SIGKILL');
    await once(other, 'exit');
    ownAlone(database.url).release();
  });

  it('is nobody in particular where there is no file', () => {
    for (const url of ['sqlite::memory:', 'postgres://127.0.0.1/test']) {
      const first = ownAlone(url);
      ownAlone(url).release();
      first.release();
    }
  });
});
