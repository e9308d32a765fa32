/** For the platform: alive, and able to do work. */
import { json } from '../http/responses';
import type { Route } from '../http/route';

export interface HealthPorts {
  /** Name of each part that work needs, and whether it answers. */
  readonly parts: Readonly<Record<string, () => Promise<boolean>>>;
}

/** `/healthz` is 200 while the process lives; `/readyz` is 200 only when work can be done, 503 while a part is away. */
export function healthRoutes({ parts }: HealthPorts): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => json(200, { status: 'alive' }) },
    {
      method: 'GET',
      path: '/readyz',
      handle: async () => {
        const answers = await Promise.all(
          Object.entries(parts).map(async ([name, isReady]) => [name, await isReady()] as const),
        );
        return json(answers.every(([, ready]) => ready) ? 200 : 503, Object.fromEntries(answers));
      },
    },
  ];
}
