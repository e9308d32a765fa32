/** Troubles between the product and Graph, told to happen at run time. */

export type Fault =
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number }
  /** 403, as for a tenant without the licence. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds?: number }
  /** 500 without a body. */
  | { readonly kind: 'emptyError' }
  /** 500 whose `error` is text. */
  | { readonly kind: 'textError' }
  /** HTML, as a proxy on the way would answer. */
  | { readonly kind: 'htmlBadGateway' }
  /** 504 after Graph has done what it was asked. */
  | { readonly kind: 'timeoutAfterAccepting' }
  | { readonly kind: 'dropBefore' }
  /** Graph does what it was asked, then the connection breaks. */
  | { readonly kind: 'dropAfter' }
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
  /** How many matching requests it happens to (1). */
  readonly times?: number;
}

export class Faults {
  private rules: readonly (FaultRule & { readonly left: number })[] = [];

  add(rule: FaultRule): void {
    this.rules = [...this.rules, { ...rule, left: rule.times ?? 1 }];
  }

  clear(): void {
    this.rules = [];
  }

  /** With how many requests are still `left` for each. */
  pending(): readonly (FaultRule & { readonly left: number })[] {
    return this.rules;
  }

  /** What happens to this request, and is used up by it. */
  take(method: string, path: string): Fault | undefined {
    const found = this.rules.find((rule) => matches(rule, method, path));
    if (!found) return undefined;
    this.rules = this.rules.map((rule) => (rule === found ? { ...rule, left: rule.left - 1 } : rule)).filter(({ left }) => left > 0); // prettier-ignore
    return found.fault;
  }
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  return rule.path === undefined || patternOf(rule.path).test(path);
}

function patternOf(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}
