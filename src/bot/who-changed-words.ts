/** `who changed <object or kind> since <time> [page N]`: the words of a plan, with a beginning in place of a snapshot. */
import { auditSince } from '../times/audit-since';
import type { ScopePhrase } from '../recovery/scope';
import { splitPage } from './args';
import type { MalformedReason, Understood } from './parsed-command';
import { planFaultOf } from './plan-faults';
import { readPlanWords, type Hearing } from './plan-words';
import { shownPart } from './words';

interface WhoChangedFault {
  readonly because: MalformedReason;
  readonly facts: Readonly<Record<string, string>>;
  readonly rewrites: readonly string[];
}
type Reading = { readonly command: Extract<Understood, { kind: 'whoChanged' }> } | { readonly fault: WhoChangedFault };

const ASKED = 'who changed';
const ask = (scope: string, time: string): string => `${ASKED} ${scope} since ${time}`;

function fault(because: MalformedReason, rewrites: readonly string[], facts: WhoChangedFault['facts'] = {}): Reading {
  return { fault: { because, rewrites, facts } };
}

export function readWhoChanged(words: string, hearing: Hearing): Reading {
  const { before: text, page } = splitPage(words);
  if (page === undefined) return fault('pageUnreadable', [`${ASKED} ${text}`], { typed: shownPart(words) });
  const plan = readPlanWords(text, hearing);
  if (!plan) return notUnderstood(text, hearing);
  const { scope, scopeText: typedScope, timeText } = plan;
  if (isTooMuch(scope)) return fault('oneObject', [], { typed: shownPart(typedScope) });
  const saysFrom = text.toLowerCase().endsWith(`from ${timeText.toLowerCase()}`);
  const since = auditSince(plan.time, hearing.here, saysFrom);
  switch (since.kind) {
    case 'since':
      return { command: { kind: 'whoChanged', scope, scopeText: typedScope, since: since.at, page } };
    case 'todaysWeekday':
      return fault('todayOrLastWeek', since.days.map((day) => ask(typedScope, day)), { typed: shownPart(timeText) }); // prettier-ignore
    case 'noBeginning':
      return fault('sinceMissing', [ask(typedScope, timeText.replace(BEGINNING, ''))], { typed: shownPart(timeText) });
  }
}

const BEGINNING = /^(?:since|after|before|on|at|as of)\s+/i;

/** Several objects, or kinds with exceptions. */
const isTooMuch = (scope: ScopePhrase): boolean =>
  scope.kind === 'objects' ? scope.objects.length > 1 : scope.except.length > 0;

const ORDER: readonly MalformedReason[] = ['scopeMissing', 'timeMissing', 'wrongOrder'];

function notUnderstood(text: string, hearing: Hearing): Reading {
  if (text === '') return fault('whoChangedWhat', []);
  const { because, facts, rewrites } = planFaultOf(text, hearing);
  const retyped = rewrites.map((rewrite) => {
    const [scope = '', ...time] = rewrite.split(' from ');
    return ask(scope, time.join(' from ').replace(BEGINNING, ''));
  });
  return fault(ORDER.includes(because) ? 'whoChangedWhat' : because, retyped, facts);
}
