/** Reads a request's body with a cap on bytes and on time. Compressed bodies are refused: a size limit would count the wrong bytes. */
import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from './route';
import { text } from './responses';

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export const BODY_LIMITS: BodyLimits = { maxBytes: 256 * 1024, timeoutMs: 10_000 };

const TOO_LARGE = text(413, 'Too large.\n');
const TOO_SLOW = text(408, 'Too slow.\n');

/** The body, or the response that refuses it. */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<string | HttpResponse> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return text(415, 'Compressed bodies are refused.\n'); // prettier-ignore
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) return TOO_LARGE;
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (result: string | HttpResponse) => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('close', lost);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) finish(TOO_LARGE);
      else chunks.push(chunk);
    };
    const end = () => {
      finish(Buffer.concat(chunks).toString('utf8'));
    };
    const lost = () => {
      finish(TOO_SLOW);
    };
    const timer = setTimeout(lost, limits.timeoutMs);
    request.on('data', take).once('end', end).once('close', lost).on('error', lost);
  });
}

const DROP_MS = 1_000;

/** After a refusal: what is still coming is thrown away for a moment, so that the client reads the response, then the line is cut. */
export function dropRest(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), DROP_MS);
  timer.unref();
  request.socket.once('close', () => {
    clearTimeout(timer);
  });
}
