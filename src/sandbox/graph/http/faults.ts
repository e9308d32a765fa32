/** Troubles between the product and Graph, told to happen at run time. */

export type Fault =
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number }
  /** 400 to a request for a further page: the token in its link has expired. First pages are served. */
  | { readonly kind: 'expiredPageToken' }
  /** 403, as for a tenant without the licence. */
  | { readonly kind: 'forbidden' }
  /** 401 to a token that is good: nobody takes it this time. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds?: number }
  /** 500 without a body. */
  | { readonly kind: 'emptyError' }
  /** 500 whose `error` is text. */
  | { readonly kind: 'textError' }
  /** HTML, as a proxy on the way would answer. */
  | { readonly kind: 'htmlBadGateway' }
  /** 504 after Graph has done what it was asked. */
  | { readonly kind: 'timeoutAfterAccepting' }
  /** 429 to the repetition of a request that Graph has done. */
  | { readonly kind: 'throttledAfterAccepting' }
  | { readonly kind: 'dropBefore' }
  /** Graph does what it was asked, then the connection breaks. */
  | { readonly kind: 'dropAfter' }
  /** A proxy on the way sends it twice, and hands back what was answered to the second one. */
  | { readonly kind: 'repeated' }
  /** 404, as while a job that was just accepted is on its way into the answers. */
  | { readonly kind: 'notFound' }
  /** 409, as while another job runs. */
  | { readonly kind: 'conflict' }
  /** 200 with a list of nothing. */
  | { readonly kind: 'emptyList' }
  /** 200 with a page of HTML, as a proxy that wants somebody to sign in. */
  | { readonly kind: 'htmlPage' }
  /** Real milliseconds, not pretend ones. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Graph does what it was asked at once; its answer takes its time. */
  | { readonly kind: 'slowAnswer'; readonly ms: number };

export interface FaultRule {
  readonly fault: Fault;
  /** Any, where it is left out. */
  readonly method?: string;
  /** Path without version and query; `*` stands for anything. Any, where it is left out. */
  readonly path?: string;
  /** How many matching requests are served before it happens (0). */
  readonly after?: number;
  /** How many matching requests it happens to (1). */
  readonly times?: number;
}

/** What a rule looks at. */
export interface Asked {
  readonly method: string;
  /** Without version and query. */
  readonly path: string;
  /** True where a token in the query says which page is wanted. */
  readonly isFurtherPage: boolean;
}

interface Waiting extends FaultRule {
  readonly left: number;
  readonly first: number;
}

export class Faults {
  private rules: readonly Waiting[] = [];

  add(rule: FaultRule): void {
    this.rules = [...this.rules, { ...rule, left: rule.times ?? 1, first: rule.after ?? 0 }];
  }

  clear(): void {
    this.rules = [];
  }

  /** With how many requests are still `left` for each. */
  pending(): readonly (FaultRule & { readonly left: number })[] {
    return this.rules;
  }

  /** What happens to this request, and is used up by it. */
  take(asked: Asked): Fault | undefined {
    const found = this.rules.find((rule) => matches(rule, asked));
    if (!found) return undefined;
    const isServed = found.first > 0;
    const used = isServed ? { ...found, first: found.first - 1 } : { ...found, left: found.left - 1 };
    this.rules = this.rules.map((rule) => (rule === found ? used : rule)).filter(({ left }) => left > 0);
    return isServed ? undefined : found.fault;
  }
}

function matches(rule: FaultRule, { method, path, isFurtherPage }: Asked): boolean {
  if (rule.fault.kind === 'expiredPageToken' && !isFurtherPage) return false;
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  return rule.path === undefined || patternOf(rule.path).test(path);
}

function patternOf(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}
