/** Databases of their own for the tests: a file in a new folder, or a random database on the PostgreSQL that is there. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Reaches behind the store's back. */
  run(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  drop(): Promise<void>;
}

export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rewind-store-'));
  const file = path.join(folder, 'not', 'yet', 'there', 'rewind.sqlite');
  return {
    url: `sqlite:${file}`,
    run: (text) => {
      const database = new Libsql(file, { timeout: 5000 });
      try {
        const statement = database.prepare(text);
        if (statement.reader) return Promise.resolve(statement.all() as Readonly<Record<string, unknown>>[]);
        statement.run();
        return Promise.resolve([]);
      } finally {
        database.close();
      }
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

const POSTGRES_URL = process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

async function ask(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Readonly<Record<string, unknown>>>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function postgresDatabase(): Promise<TestDatabase> {
  const name = `rewind_${randomBytes(6).toString('hex')}`;
  await ask(POSTGRES_URL, `create database ${name}`);
  const url = new URL(POSTGRES_URL);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    run: (text) => ask(url.href, text),
    drop: async () => {
      await ask(POSTGRES_URL, `drop database ${name} with (force)`);
    },
  };
}

const PROBE = `
const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 2000 });
client.connect().then(() => client.end()).catch(() => process.exit(1));
`;

/** Asked in another process, because jest wants to know before it begins which tests there are. */
export function postgresAnswers(): boolean {
  try {
    execFileSync(process.execPath, ['-e', PROBE, POSTGRES_URL], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    console.warn('SKIPPED: no PostgreSQL answers, so nothing about it was tested. Set TEST_POSTGRES_URL.');
    return false;
  }
}
