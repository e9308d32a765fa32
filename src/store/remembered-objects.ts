/** What kept changes tell of an object that the directory has forgotten, or calls something else by now. */
import type { Change } from '../recovery/change';
import type { RememberedObject, RememberedQuestion } from '../recovery/remembered';
import { isSameName, signInNameOf } from '../tenant/name-spellings';
import type { EntityType } from '../recovery/terms';
import type { Json } from '../shared/json';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { changesOfPage, type StoredPage } from './packed-changes';

/** Names stand inside the pages: so many are unpacked for one question, the newest ones. */
const PAGES_AT_MOST = 40;
const FOUND_AT_MOST = 10;

interface Wanted {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly question: RememberedQuestion;
}

export async function rememberedObjects(wanted: Wanted): Promise<readonly RememberedObject[]> {
  const found = new Map<string, RememberedObject>();
  for (const page of await pagesFor(wanted)) {
    if (found.size >= FOUND_AT_MOST) break;
    for (const change of await changesOfPage(wanted.db, page)) {
      const object = rememberedIn(change, wanted.question);
      if (object && !found.has(`${object.type} ${object.id}`)) found.set(`${object.type} ${object.id}`, object);
    }
  }
  return [...found.values()].slice(0, FOUND_AT_MOST);
}

/** Newest first. An id stands in the table of hashes, so that one page is enough. */
async function pagesFor({ db, tenantId, question }: Wanted): Promise<readonly StoredPage[]> {
  const rows = await db
    .selectFrom('change_pages')
    .innerJoin('requests', 'requests.id', 'change_pages.request_id')
    .select(['change_pages.request_id', 'change_pages.revision', 'change_pages.page'])
    .where('requests.tenant_id', '=', tenantId)
    .$if(question.by === 'id', (rows) =>
      rows.where((eb) =>
        eb.exists(
          eb
            .selectFrom('item_hashes')
            .select('item_hashes.hash')
            .whereRef('item_hashes.request_id', '=', 'change_pages.request_id')
            .whereRef('item_hashes.revision', '=', 'change_pages.revision')
            .whereRef('item_hashes.page', '=', 'change_pages.page')
            .where('item_hashes.object_id', '=', question.by === 'id' ? question.id : ''),
        ),
      ),
    )
    .orderBy('change_pages.saved_at', 'desc')
    .orderBy('change_pages.page')
    .limit(question.by === 'id' ? 1 : PAGES_AT_MOST)
    .execute();
  return rows.map(({ request_id, revision, page }) => ({ requestId: request_id as RequestId, revision, page }));
}

function rememberedIn(change: Change, question: RememberedQuestion): RememberedObject | undefined {
  const { type, id } = change;
  if (type === 'unknown' || !isOfType(type, question.type)) return undefined;
  const fits = question.by === 'id' ? id === question.id : namesOf(change).some((name) => isSameName(name, question.name)); // prettier-ignore
  if (!fits) return undefined;
  const signInName = textsOf(change, 'userPrincipalName').map((name) => signInNameOf(name, id))[0];
  return { type, id, name: change.displayName ?? textsOf(change, 'displayName')[0] ?? id, detail: signInName };
}

const isOfType = (type: EntityType, wanted: EntityType | undefined): boolean => wanted === undefined || wanted === type;

/** What it is called, was called in the snapshot, and where its mail goes. */
function namesOf(change: Change): readonly string[] {
  const signInNames = textsOf(change, 'userPrincipalName').map((name) => signInNameOf(name, change.id));
  const named = [...textsOf(change, 'displayName'), ...textsOf(change, 'mail'), ...signInNames];
  return change.displayName === undefined ? named : [change.displayName, ...named];
}

const textsOf = ({ now, target }: Change, attribute: string): readonly string[] =>
  [now[attribute], target[attribute]].filter((value: Json | undefined): value is string => typeof value === 'string');
