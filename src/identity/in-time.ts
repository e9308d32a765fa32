import { UnavailableError } from '../shared/errors';

/** Where a library has no limit of its own for all it does. What it goes on doing is nobody's business any more. */
export async function inTime<Answer>(limitMs: number, ask: () => Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new UnavailableError('identity/no-answer-in-time', `no token within ${String(limitMs)} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([ask(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
