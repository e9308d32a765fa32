/** How long a turn may last, in ms. */
export interface Patience {
  readonly invokeMs: number;
  readonly turnMs: number;
  /** For checking a token: the channel's key endpoint may hang. */
  readonly tokenMs: number;
}

export const PATIENCE: Patience = { invokeMs: 3_000, turnMs: 8_000, tokenMs: 10_000 };

/** What the work gives, or `late`; late work goes on. */
export async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => {
      resolve('late');
    }, ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
