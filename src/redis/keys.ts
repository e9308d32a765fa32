/** In braces, so that a cluster keeps all keys of the product in one slot, as scripts over several keys need. */
export const DEFAULT_PREFIX = '{rewind}';

/** Where the product's keys stand. Queues and single keys share it. */
export interface Keyspace {
  readonly prefix: string;
}

export function keyOf({ prefix }: Keyspace, kind: string, id: string): string {
  return `${prefix}:${kind}:${id}`;
}
