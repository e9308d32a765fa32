/**
 * How the tables came to be, in order of name. A migration that has left the house is never edited: the next one changes it.
 */
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';
import type { Flavour } from './flavour';

type Columns = Flavour['columns'];

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const ofRequest = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('requests.id');

async function createRequests({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema
    .createTable('requests')
    .addColumn('id', sortedText, (column) => column.primaryKey())
    .addColumn('tenant_id', sortedText, required)
    .addColumn('kind', 'text', required)
    .addColumn('version', 'integer', required)
    .addColumn('state', 'text', required)
    .addColumn('resting', 'integer', required)
    .addColumn('created_at', sortedText, required)
    .addColumn('updated_at', sortedText, required)
    .addColumn('content', 'text', required)
    .addColumn('record_number', 'integer', required)
    .addColumn('record_hash', 'text', required)
    .execute();
  await schema
    .createIndex('requests_by_time')
    .on('requests')
    .columns(['tenant_id', 'kind', 'resting', 'created_at'])
    .execute();
  await schema
    .createTable('slot')
    .addColumn('tenant_id', sortedText, (column) => column.primaryKey())
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('taken_at', sortedText, required)
    .execute();
}

/** Hashes carry no foreign key: they are written by the thousand, and leave together with their pages in one transaction. */
async function createChanges({ schema }: Kysely<unknown>, { sortedText, bytes }: Columns): Promise<void> {
  await schema
    .createTable('change_pages')
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('revision', 'integer', required)
    .addColumn('page', 'integer', required)
    .addColumn('saved_at', sortedText, required)
    .addColumn('content', bytes, required)
    .addPrimaryKeyConstraint('change_pages_key', ['request_id', 'revision', 'page'])
    .execute();
  await schema
    .createTable('item_hashes')
    .addColumn('request_id', sortedText, required)
    .addColumn('revision', 'integer', required)
    .addColumn('hash', sortedText, required)
    .addColumn('page', 'integer', required)
    .addColumn('type', 'text', required)
    .addColumn('object_id', sortedText, required)
    .addPrimaryKeyConstraint('item_hashes_key', ['request_id', 'revision', 'hash', 'page'])
    .execute();
  await schema
    .createTable('failed_pages')
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('page', 'integer', required)
    .addColumn('saved_at', sortedText, required)
    .addColumn('content', bytes, required)
    .addPrimaryKeyConstraint('failed_pages_key', ['request_id', 'page'])
    .execute();
}

async function createNotices({ schema }: Kysely<unknown>, { sortedText, counter }: Columns): Promise<void> {
  await schema
    .createTable('notices')
    .addColumn('id', 'integer', counter)
    .addColumn('tenant_id', sortedText, required)
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('kind', 'text', required)
    .addColumn('conversation_id', 'text', required)
    .addColumn('place_kind', 'text', required)
    .addColumn('people_ids', 'text', required)
    .addColumn('created_at', sortedText, required)
    .addColumn('done_at', sortedText)
    .addColumn('activity_id', 'text')
    .execute();
  await schema
    .createIndex('notices_by_request')
    .on('notices')
    .columns(['tenant_id', 'done_at', 'request_id'])
    .execute();
  await schema
    .createTable('cards')
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('conversation_id', sortedText, required)
    .addColumn('activity_id', 'text', required)
    .addColumn('superseded_id', 'text')
    .addPrimaryKeyConstraint('cards_key', ['request_id', 'conversation_id'])
    .execute();
}

async function createConversations({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema
    .createTable('conversations')
    .addColumn('tenant_id', sortedText, required)
    .addColumn('id', sortedText, required)
    .addColumn('kind', 'text', required)
    .addColumn('reference', 'text', required)
    .addColumn('person_id', sortedText)
    .addColumn('seen_at', sortedText, required)
    .addPrimaryKeyConstraint('conversations_key', ['tenant_id', 'id'])
    .execute();
  await schema.createIndex('conversations_by_person').on('conversations').columns(['tenant_id', 'person_id']).execute();
}

async function createRecord({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema
    .createTable('record')
    .addColumn('tenant_id', sortedText, required)
    .addColumn('number', 'integer', required)
    .addColumn('request_id', sortedText, required)
    .addColumn('previous_hash', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('content', 'text', required)
    .addPrimaryKeyConstraint('record_key', ['tenant_id', 'number'])
    .execute();
  await schema.createIndex('record_by_request').on('record').columns(['tenant_id', 'request_id']).execute();
  await schema
    .createTable('record_heads')
    .addColumn('tenant_id', sortedText, (column) => column.primaryKey())
    .addColumn('number', 'integer', required)
    .addColumn('hash', 'text', required)
    .execute();
}

async function createOutsideJobs({ schema }: Kysely<unknown>, { sortedText, counter }: Columns): Promise<void> {
  await schema
    .createTable('outside_jobs')
    .addColumn('tenant_id', sortedText, required)
    .addColumn('job_id', sortedText, required)
    .addColumn('seen_at', sortedText, required)
    .addColumn('has_name', 'integer', required)
    .addColumn('content', 'text', required)
    .addPrimaryKeyConstraint('outside_jobs_key', ['tenant_id', 'job_id'])
    .execute();
  await schema
    .createTable('outside_notices')
    .addColumn('id', 'integer', counter)
    .addColumn('tenant_id', sortedText, required)
    .addColumn('job_id', sortedText, required)
    .addColumn('conversation_id', sortedText, required)
    .addColumn('place_kind', 'text', required)
    .addColumn('wanted', 'integer', required)
    .addColumn('told', 'integer', required)
    .addColumn('taken_until', sortedText)
    .addColumn('activity_id', 'text')
    .addUniqueConstraint('outside_notices_once', ['tenant_id', 'job_id', 'conversation_id'])
    .execute();
  await schema
    .createTable('turns')
    .addColumn('tenant_id', sortedText, required)
    .addColumn('name', sortedText, required)
    .addColumn('first_at', sortedText, required)
    .addColumn('taken_at', sortedText, required)
    .addPrimaryKeyConstraint('turns_key', ['tenant_id', 'name'])
    .execute();
}

async function markUnreachable({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema.alterTable('conversations').addColumn('unreachable_at', sortedText).execute();
}

async function rememberDrawings({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('cards').addColumn('drawn', 'text').execute();
}

async function countChangesByRank({ schema }: Kysely<unknown>): Promise<void> {
  for (const column of ['soft_deletes', 'others', 'shown_only'])
    await schema.alterTable('change_pages').addColumn(column, 'integer').execute();
}

async function rememberLateCards({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema.alterTable('cards').addColumn('version', 'integer').execute();
  await schema
    .createTable('superseded_cards')
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('conversation_id', sortedText, required)
    .addColumn('activity_id', sortedText, required)
    .addPrimaryKeyConstraint('superseded_cards_key', ['request_id', 'conversation_id', 'activity_id'])
    .execute();
}

async function keepDrafts({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  await schema
    .createTable('drafts')
    .addColumn('request_id', sortedText, ofRequest)
    .addColumn('person_id', sortedText, required)
    .addColumn('draft', 'text', required)
    .addPrimaryKeyConstraint('drafts_key', ['request_id', 'person_id'])
    .execute();
}

async function rememberRefusals({ schema }: Kysely<unknown>, { sortedText }: Columns): Promise<void> {
  for (const column of ['not_taken_since', 'not_taken_at'])
    await schema.alterTable('conversations').addColumn(column, sortedText).execute();
  await schema.alterTable('conversations').addColumn('unreachable_because', 'text').execute();
  await schema.alterTable('notices').addColumn('given_up', 'text').execute();
  await schema.alterTable('superseded_cards').addColumn('not_found_since', sortedText).execute();
}

export function migrationsFor(columns: Columns): Readonly<Record<string, Migration>> {
  return {
    '0001-requests-changes-notices-record': {
      up: async (db) => {
        for (const create of [createRequests, createChanges, createNotices, createConversations, createRecord])
          await create(db as Kysely<unknown>, columns);
      },
    },
    '0002-places-that-cannot-be-reached': { up: (db) => markUnreachable(db as Kysely<unknown>, columns) },
    '0003-what-cards-show': { up: (db) => rememberDrawings(db as Kysely<unknown>) },
    '0004-outside-jobs': {
      up: async (db) => {
        await createOutsideJobs(db as Kysely<unknown>, columns);
      },
    },
    '0005-changes-counted-by-rank': { up: (db) => countChangesByRank(db as Kysely<unknown>) },
    '0006-cards-that-are-late': { up: (db) => rememberLateCards(db as Kysely<unknown>, columns) },
    '0007-reasons-typed-for-cards': { up: (db) => keepDrafts(db as Kysely<unknown>, columns) },
    '0008-what-teams-did-not-take': { up: (db) => rememberRefusals(db as Kysely<unknown>, columns) },
  };
}

/** In the order in which they are made. The columns have nothing to do with their names. */
export const migrationNames: readonly string[] = Object.keys(
  migrationsFor({ sortedText: 'text', bytes: 'blob', counter: (column) => column }),
).sort();
