/**
 * From names as typed to objects: among the living and the soft-deleted, then in kept changes and the audit log. The first hit is never
 * taken: one exact match, or the person chooses. An id with its kind is always an object, whatever is known of it.
 */
import { refused, type Refusal } from '../approvals/refusal';
import type { DirectoryObject } from '../recovery/ports';
import type { ObjectPhrase } from '../recovery/scope';
import type { ObjectId } from '../shared/ids';
import type { EntityType } from '../recovery/terms';
import { forgottenById, forgottenByName, type LookUpPorts } from './forgotten-objects';
import { nearlyCalled } from './nearly-called';

/** `phrase` is the one that fits several objects, or one that has to be looked at before it is taken. */
export interface Ambiguous {
  readonly kind: 'ambiguous';
  readonly phrase: ObjectPhrase;
  readonly matches: readonly DirectoryObject[];
  /** Nothing is called so; these are called nearly so. */
  readonly isNear?: true;
}

/** An object that was found, by the phrase that named it. */
export interface FoundObject {
  readonly phrase: ObjectPhrase;
  readonly object: DirectoryObject;
}

export type ResolvedObjects = Refusal | Ambiguous | { readonly kind: 'found'; readonly found: readonly FoundObject[] };

/** In the order of the phrases, one for each. */
export async function resolveObjects(phrases: readonly ObjectPhrase[], ports: LookUpPorts): Promise<ResolvedObjects> {
  const found: FoundObject[] = [];
  for (const phrase of phrases) {
    const one = await resolveObject(phrase, ports);
    if (one.kind !== 'one') return one;
    found.push({ phrase, object: one.object });
  }
  return { kind: 'found', found };
}

type Resolved = Refusal | Ambiguous | { readonly kind: 'one'; readonly object: DirectoryObject };

async function resolveObject(phrase: ObjectPhrase, ports: LookUpPorts): Promise<Resolved> {
  switch (phrase.by) {
    case 'mention':
      return await byId({ id: phrase.id, type: 'user', name: phrase.name }, ports);
    case 'id':
      return await byId(phrase, ports);
    case 'name':
      return phrase.isLoose ? await byLooseName(phrase, ports) : await byName(phrase, ports);
  }
}

interface Identified {
  readonly id: ObjectId;
  readonly type?: EntityType | undefined;
  readonly name?: string | undefined;
}

async function byId(wanted: Identified, ports: LookUpPorts): Promise<Resolved> {
  const { id, type } = wanted;
  const object = (await ports.directory.getObject(id, type)) ?? (await forgottenById(wanted, ports));
  return object ? { kind: 'one', object } : refused('unknownId', { id });
}

/** Nobody said what it is: exactly one person of exactly this name is taken, everything else is asked. */
async function byLooseName(phrase: Named, ports: LookUpPorts): Promise<Resolved> {
  const { name } = phrase;
  const { objects: people } = await ports.directory.findObjects({ name, type: 'user' });
  const [only, ...others] = people;
  if (only?.isExact && others.length === 0) return { kind: 'one', object: only };
  const matches = only ? people : (await ports.directory.findObjects({ name })).objects;
  if (matches.length > 0) return { kind: 'ambiguous', phrase, matches };
  const forgotten = await forgottenByName({ name }, ports);
  if (forgotten.objects.length > 0) return { kind: 'ambiguous', phrase, matches: forgotten.objects };
  return await nearOrNotFound(phrase, { isLogRead: forgotten.isLogRead, unread: [] }, ports);
}

type Named = Extract<ObjectPhrase, { by: 'name' }>;

async function byName(phrase: Named, ports: LookUpPorts): Promise<Resolved> {
  const { name, type } = phrase;
  const { objects, unread } = await ports.directory.findObjects({ name, type });
  const [only, ...others] = objects;
  if (!only?.isExact) return await byFormerName(phrase, { objects, unread }, ports);
  // Whoever could not be looked for may have the very same name.
  const isSure = others.length === 0 && unread.length === 0;
  return isSure ? { kind: 'one', object: only } : { kind: 'ambiguous', phrase, matches: objects };
}

/** Nothing is called so now. What only begins so is nobody's name: somebody who is gone or renamed may have been meant. */
async function byFormerName(phrase: Named, { objects, unread }: Found, ports: LookUpPorts): Promise<Resolved> {
  const { name, type } = phrase;
  const forgotten = await forgottenByName({ name, type }, ports);
  const matches = [...forgotten.objects, ...objects];
  const [former, ...more] = matches;
  if (!former) return await nearOrNotFound(phrase, { isLogRead: forgotten.isLogRead, unread }, ports);
  // It is not called so any more: that has to be seen before it is taken. What is gone for good is nothing to choose.
  const isTaken = more.length === 0 && former.whereabouts?.kind === 'deletedForGood';
  return isTaken ? { kind: 'one', object: former } : { kind: 'ambiguous', phrase, matches };
}

type Found = Awaited<ReturnType<LookUpPorts['directory']['findObjects']>>;

interface NotRead {
  readonly isLogRead: boolean;
  readonly unread: readonly EntityType[];
}

/** Where all could be looked through, nothing is called so for certain: who is called nearly so may have been meant. */
async function nearOrNotFound(phrase: Named, notRead: NotRead, ports: LookUpPorts): Promise<Resolved> {
  const isSure = notRead.isLogRead && notRead.unread.length === 0;
  const matches = isSure ? await nearlyCalled(phrase, ports) : [];
  if (matches.length > 0) return { kind: 'ambiguous', phrase, matches, isNear: true };
  return refused('notFound', notFoundFacts(phrase.name, notRead));
}

const notFoundFacts = (name: string, { isLogRead, unread }: NotRead): Readonly<Record<string, string>> => ({
  name,
  ...(isLogRead ? {} : { isLogAway: 'yes' }),
  ...(unread.length === 0 ? {} : { unread: unread.join(' ') }),
});
