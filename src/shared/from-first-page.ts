/**
 * A list that is read page by page can break off: Graph gives the link to a next page a token, and tokens expire while somebody reads
 * (400 `Directory_ExpiredPageToken`). Nothing of what was read counts then, and the list is read again from its first page.
 * Source: https://learn.microsoft.com/graph/paging
 */
import { UnavailableError } from './errors';

/** A page's link is not taken any more. Whoever does not read again has met something that is busy: later it may work. */
export class PageExpiredError extends UnavailableError {
  constructor(message: string, options?: ErrorOptions) {
    super('graph/page-expired', message, options);
  }
}

/** Of one reading in all, however far each attempt came. Then it is tried later, from the first page. */
const TIMES_AGAIN = 5;

/**
 * @param read - reads the whole list, keeps nothing of an earlier attempt, and stores nothing that the next one does not replace
 * @param onAgain - told before each further attempt, with its number from 1
 * @throws PageExpiredError, which is an UnavailableError, after five further attempts
 */
export async function fromFirstPage<Result>(
  read: () => Promise<Result>,
  onAgain: (times: number) => void = () => undefined,
): Promise<Result> {
  for (let times = 1; ; times += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof PageExpiredError) || times > TIMES_AGAIN) throw error;
      onAgain(times);
    }
  }
}
