/** What is known of a named object that is not simply there. Times without their zone: the card says it once. */
import { formatMoment } from '../times/print-time';
import type { RecoveryRequest } from '../recovery/request';
import type { ScopeObject } from '../recovery/scope';
import type { Whereabouts } from '../tenant/whereabouts';
import { actorWords } from './audit-words';
import type { Fact } from './request-facts';
import { listed, nameWithId, shownName } from './wording';

interface Moment {
  readonly zone: string;
  readonly now: Date;
}

/** `deleted 04:14` */
export function whereaboutsWords(is: Whereabouts, moment: Moment): string {
  switch (is.kind) {
    case 'deleted':
      return is.at ? `deleted ${formatMoment(is.at, moment)}` : 'deleted';
    case 'deletedForGood':
      return `deleted for good ${formatMoment(is.at, moment)}, by ${actorWords(is.actor)}`;
    case 'renamed':
      return `renamed since, was "${shownName(is.was)}"`;
    case 'unknown':
      return `not in the directory, neither living nor deleted${is.isLogRead ? '' : '; the audit log could not be read'}`;
  }
}

type Planned = Pick<RecoveryRequest, 'plan' | 'zone'>;

function whereaboutsOf(objects: readonly ScopeObject[], { plan }: Planned, kinds: readonly Whereabouts['kind'][]) {
  return (plan.whereabouts ?? []).flatMap(({ id, is }) => {
    const object = objects.find((one) => one.id === id);
    return object && kinds.includes(is.kind) ? [{ object, is }] : [];
  });
}

/** What is to be recovered; what is left out is not missed. */
function askedFor(request: Planned, kinds: readonly Whereabouts['kind'][]) {
  const { scope } = request.plan;
  return scope.kind === 'objects' ? whereaboutsOf(scope.objects, request, kinds) : [];
}

const SHOWN = 3;

/** Named objects that are deleted, or called something else by now. */
export function whereaboutsFacts(request: Planned, now: Date): readonly Fact[] {
  const named = [
    ...askedFor(request, ['deleted', 'renamed']),
    ...whereaboutsOf(request.plan.except ?? [], request, ['deleted', 'renamed', 'deletedForGood', 'unknown']),
  ];
  if (named.length === 0) return [];
  const words = named.slice(0, SHOWN).map(({ object, is }) => `${shownName(object.name)} ${whereaboutsWords(is, { ...request, now })}`); // prettier-ignore
  return [{ title: 'Now', value: listed(words, { total: named.length }) }];
}

/** What a preview will hardly find. */
export function whereaboutsWarnings(request: Planned, now: Date): readonly string[] {
  return askedFor(request, ['deletedForGood', 'unknown'])
    .slice(0, SHOWN)
    .map(({ object, is }) => {
      const words = `${nameWithId(object)}: ${whereaboutsWords(is, { ...request, now })}.`;
      return is.kind === 'unknown'
        ? `${words} If the snapshot knows it, the preview shows it.`
        : `${words} Microsoft cannot bring it back: the preview will show nothing of it.`;
    });
}

/** Nobody has said that Microsoft takes the ids of deleted objects: an empty preview of them is no evidence. */
export function notShownLines(request: Planned, now: Date): readonly string[] {
  // A check follows a recovery that brought them back.
  const deleted = request.plan.follows ? [] : askedFor(request, ['deleted']);
  if (deleted.length === 0) return [];
  const words = deleted
    .slice(0, SHOWN)
    .map(({ object, is }) => `${shownName(object.name)} (${whereaboutsWords(is, { ...request, now })})`);
  return [`${listed(words, { total: deleted.length })}: nothing of it is in this preview. It may be back already, or Microsoft may not find deleted objects by their ids: then preview the whole kind.`]; // prettier-ignore
}
