/** From names as typed to ids. The first hit is never taken: one exact match, or the person chooses. */
import { refused, type Refusal } from '../approvals/refusal';
import type { DirectoryObject, DirectoryReader } from '../recovery/ports';
import type { ObjectPhrase, Scope, ScopeObject, ScopePhrase } from '../recovery/scope';
import { MAX_OBJECT_IDS, type EntityType } from '../recovery/terms';

export type ResolvedScope =
  | Refusal
  | { readonly kind: 'resolved'; readonly scope: Scope }
  /** `phrase` is the one that fits several objects. */
  | { readonly kind: 'ambiguous'; readonly phrase: ObjectPhrase; readonly matches: readonly DirectoryObject[] };

type Found =
  Extract<ResolvedScope, { kind: 'refused' | 'ambiguous' }> | { kind: 'objects'; objects: readonly ScopeObject[] };

export async function resolveScope(phrase: ScopePhrase, directory: DirectoryReader): Promise<ResolvedScope> {
  if (phrase.kind === 'objects') {
    const found = await findAll(phrase.objects, directory);
    return found.kind === 'objects' ? scopeOf(found.objects) : found;
  }
  const whole: Scope =
    phrase.kind === 'everything' ? { kind: 'everything' } : { kind: 'types', types: [...phrase.types] };
  if (phrase.except.length === 0) return { kind: 'resolved', scope: whole };
  if (whole.kind === 'everything') return refused('tooManyObjects', { limit: String(MAX_OBJECT_IDS) });
  const found = await findAll(phrase.except, directory);
  if (found.kind !== 'objects') return found;
  return await allBut(found.objects, whole.types, directory);
}

/** Microsoft knows no "except": what is left is compiled to ids, as many as one job takes. */
async function allBut(
  left: readonly ScopeObject[],
  types: readonly EntityType[],
  directory: DirectoryReader,
): Promise<ResolvedScope> {
  const leftIds = new Set(left.map(({ id }) => id));
  const kept: ScopeObject[] = [];
  for (const type of types) {
    const { objects, hasMore } = await directory.listObjects(type, MAX_OBJECT_IDS + leftIds.size + 1);
    if (hasMore) return refused('tooManyObjects', { limit: String(MAX_OBJECT_IDS) });
    kept.push(...objects.filter(({ id }) => !leftIds.has(id)));
  }
  return scopeOf(kept);
}

function scopeOf(objects: readonly ScopeObject[]): ResolvedScope {
  const unique = [...new Map(objects.map(({ type, id, name }) => [id, { type, id, name }])).values()];
  if (unique.length === 0) return refused('nothingToRecover');
  if (unique.length > MAX_OBJECT_IDS) return refused('tooManyObjects', { limit: String(MAX_OBJECT_IDS) });
  return { kind: 'resolved', scope: { kind: 'objects', objects: unique } };
}

async function findAll(phrases: readonly ObjectPhrase[], directory: DirectoryReader): Promise<Found> {
  const objects: ScopeObject[] = [];
  for (const phrase of phrases) {
    const matches = await find(phrase, directory);
    const [only, ...others] = matches;
    if (!only) return refused('notFound', { name: nameOf(phrase) });
    if (others.length > 0) return { kind: 'ambiguous', phrase, matches };
    objects.push(only);
  }
  return { kind: 'objects', objects };
}

async function find(phrase: ObjectPhrase, directory: DirectoryReader): Promise<readonly DirectoryObject[]> {
  if (phrase.by === 'name') return await directory.findObjects({ name: phrase.name, type: phrase.type });
  const object = await directory.getObject(phrase.id, phrase.by === 'mention' ? 'user' : phrase.type);
  return object ? [object] : [];
}

function nameOf(phrase: ObjectPhrase): string {
  return phrase.by === 'id' ? phrase.id : phrase.name;
}
