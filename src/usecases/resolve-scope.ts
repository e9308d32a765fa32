/** From names as typed to ids. The first hit is never taken: one exact match, or the person chooses. */
import { refused, type Refusal } from '../approvals/refusal';
import type { DirectoryObject, DirectoryReader } from '../recovery/ports';
import type { ObjectPhrase, Scope, ScopeObject, ScopePhrase } from '../recovery/scope';
import { MAX_OBJECT_IDS } from '../recovery/terms';

export type ResolvedScope =
  | Refusal
  /** `except`: to be taken out of what a preview of the scope finds, whatever became of them. */
  | { readonly kind: 'resolved'; readonly scope: Scope; readonly except?: readonly ScopeObject[] }
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
  const found = await findAll(phrase.except, directory);
  return found.kind === 'objects' ? { kind: 'resolved', scope: whole, except: uniqueOf(found.objects) } : found;
}

function scopeOf(objects: readonly ScopeObject[]): ResolvedScope {
  const unique = uniqueOf(objects);
  if (unique.length === 0) return refused('nothingToRecover');
  if (unique.length > MAX_OBJECT_IDS) return refused('tooManyObjects', { limit: String(MAX_OBJECT_IDS) });
  return { kind: 'resolved', scope: { kind: 'objects', objects: unique } };
}

const uniqueOf = (objects: readonly ScopeObject[]): ScopeObject[] => [
  ...new Map(objects.map(({ type, id, name }) => [id, { type, id, name }])).values(),
];

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
