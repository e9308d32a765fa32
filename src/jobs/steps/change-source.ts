/**
 * The stored pages of the request that this one is a half of, as far as they are of its scope: they are read in place of Microsoft's. They
 * have to be what was shown there.
 */
import type { Change } from '../../recovery/change';
import { onlyOf, type LeftOut } from '../../recovery/left-out';
import type { RecoveryIn, RecoveryRequest } from '../../recovery/request';
import { scopeTest } from '../../recovery/split-scope';
import type { ChangeStore } from '../../recovery/store-ports';
import { digestAgain } from '../../usecases/stored-changes';
import type { Reading } from '../step';

type BeingRead = RecoveryIn<'reading'>;
type KeptPages = NonNullable<BeingRead['state']['from']>;
type KeptChanges = Pick<ChangeStore, 'pages' | 'countHashes' | 'itemHashes'>;

/** From the first page on, each time anew. */
export type ChangeSource = () => {
  readonly pages: AsyncIterable<readonly Change[]>;
  /** Those of a page that are this request's. */
  readonly keep: (page: readonly Change[]) => readonly Change[];
  /** When every page was read. */
  readonly leftOut: () => LeftOut | undefined;
};

/** @returns `undefined` where what is kept is not what was shown */
export async function keptHalf(
  request: BeingRead,
  from: KeptPages,
  reading: Reading,
): Promise<ChangeSource | undefined> {
  const whole = await reading.requests.get(from.requestId);
  const { changes } = reading;
  const isAsShown = whole.digest !== undefined && (await digestAgain(whole, from.revision, changes)) === whole.digest;
  return isAsShown ? sourceOf(request, { whole, revision: from.revision, changes }) : undefined;
}

interface Whole {
  readonly whole: RecoveryRequest;
  readonly revision: number;
  readonly changes: KeptChanges;
}

function sourceOf({ plan }: BeingRead, { whole, revision, changes }: Whole): ChangeSource {
  const isOfScope = scopeTest(plan.scope);
  const leftOut = whole.preview?.leftOut;
  return () => ({
    pages: pagesOf(changes, whole, revision),
    keep: (page) => page.filter(isOfScope),
    leftOut: () => leftOut && plan.except && onlyOf(leftOut, plan.except),
  });
}

async function* pagesOf(changes: KeptChanges, { id }: RecoveryRequest, revision: number) {
  for await (const { changes: page } of changes.pages(id, revision)) yield page;
}
