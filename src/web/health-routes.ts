/** For the platform: alive, and able to do work. */
import { json } from '../http/responses';
import type { Route } from '../http/route';
import type { Readiness } from './readiness';

/** `/healthz` is 200 while the process lives; `/readyz` is 200 only when work can be done, 503 while a part is away. */
export function healthRoutes(askReadiness: () => Promise<Readiness>): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => json(200, { status: 'alive' }) },
    {
      method: 'GET',
      path: '/readyz',
      handle: async () => {
        const { isReady, parts } = await askReadiness();
        return json(isReady ? 200 : 503, parts);
      },
    },
  ];
}
