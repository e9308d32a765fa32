import type { GraphContext } from './graph-context';

/** The envelope around every error of Graph. */
export function errorBody(c: GraphContext, code: string, message: string) {
  const requestId = c.get('requestId');
  return {
    error: {
      code,
      message,
      innerError: {
        date: c.get('now').toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': c.req.header('client-request-id') ?? requestId,
      },
    },
  };
}
