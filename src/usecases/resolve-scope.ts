/** From a scope as typed to what Microsoft is told. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Scope, ScopeObject, ScopePhrase } from '../recovery/scope';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import type { LookUpPorts } from './forgotten-objects';
import { resolveObjects, type Ambiguous, type FoundObject } from './resolve-objects';

export type ResolvedScope =
  | Refusal
  | Ambiguous
  | {
      readonly kind: 'resolved';
      readonly scope: Scope;
      /** To be taken out of what a preview of the scope finds, whatever became of them. */
      readonly except?: readonly ScopeObject[];
      /** What was named, the exceptions included, as it was found. */
      readonly named: readonly FoundObject[];
    };

export async function resolveScope(phrase: ScopePhrase, ports: LookUpPorts): Promise<ResolvedScope> {
  const resolved = await resolveObjects(phrase.kind === 'objects' ? phrase.objects : phrase.except, ports);
  if (resolved.kind !== 'found') return resolved;
  const { found: named } = resolved;
  if (phrase.kind === 'objects') return scopeOf(named);
  const whole: Scope =
    phrase.kind === 'everything' ? { kind: 'everything' } : { kind: 'types', types: [...phrase.types] };
  return { kind: 'resolved', scope: whole, named, ...(named.length > 0 && { except: uniqueOf(named) }) };
}

function scopeOf(named: readonly FoundObject[]): ResolvedScope {
  const unique = uniqueOf(named);
  if (unique.length === 0) return refused('nothingToRecover');
  if (unique.length > MAX_OBJECT_IDS) return refused('tooManyObjects', { limit: String(MAX_OBJECT_IDS) });
  return { kind: 'resolved', scope: { kind: 'objects', objects: unique }, named };
}

const uniqueOf = (named: readonly FoundObject[]): ScopeObject[] => [
  ...new Map(named.map(({ object: { type, id, name } }) => [id, { type, id, name }])).values(),
];
