/** SPEC 9: memory does not grow with the tenant. Pages are made, judged, hashed, digested and stored in SQLite, as the worker does it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChanges } from '../src/jobs/steps/read-changes';
import type { Change } from '../src/recovery/change';
import type { RecoveryIn } from '../src/recovery/request';
import { openStore, type Store } from '../src/store/open-store';
import { change, ID, NOW, PREVIEW_JOB, requestIn } from '../test/jobs/people-and-requests';
import { stepWorld } from '../test/jobs/step-world';

const PAGE = 999;
const MEGABYTE = 2 ** 20;

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

export async function measureReading(sizes: readonly number[]): Promise<void> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    const one = await readInEmptyStore(size);
    measured.push(one);
    const perThousand = ((one.seconds * 1000) / (size / 1000)).toFixed(1);
    console.log(
      `reading ${String(size)} changes: ${one.seconds.toFixed(1)} s (${perThousand} ms per 1,000), heap at most ${one.peakMegabytes.toFixed(0)} MB`,
    );
  }
  const [first, last] = [measured.at(0), measured.at(-1)];
  if (!first || !last) return;
  const times = (sizes.at(-1) ?? 0) / (sizes.at(0) ?? 1);
  console.log(
    `  ${times.toFixed(0)} times the changes: ${(last.seconds / first.seconds).toFixed(1)} times the time, ${(last.peakMegabytes / first.peakMegabytes).toFixed(2)} times the heap`,
  );
}

async function readInEmptyStore(size: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'rewind-bench-'));
  const { reading, clock, microsoft } = stepWorld();
  const request = requestIn({ name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW });
  const { tenantId } = request;
  const store = await openStore({ url: `sqlite:${join(folder, 'bench.sqlite')}`, tenantId, clock, log: reading.log });
  try {
    const heap = new PeakHeap();
    microsoft.changePages = () => pagesOf(size, heap);
    const began = process.hrtime.bigint();
    await readInto(store, { ...(await store.requests.create(request)), state: request.state }, reading);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    heap.look();
    return { seconds, peakMegabytes: heap.peak / MEGABYTE };
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function readInto(store: Store, request: RecoveryIn<'reading'>, reading: Parameters<typeof readChanges>[1]) {
  const result = await readChanges(request, { ...reading, changes: store.changes });
  if (result.kind !== 'moveTo') throw new Error(`the changes of ${ID} were not read`);
}

// eslint-disable-next-line @typescript-eslint/require-await -- as Graph's pages come: one after the other
async function* pagesOf(size: number, heap: PeakHeap): AsyncIterable<readonly Change[]> {
  for (let first = 0; first < size; first += PAGE) {
    heap.look();
    yield Array.from({ length: Math.min(PAGE, size - first) }, (_, index) => change(first + index));
  }
}

/** What stays in memory when everything that can be freed is. */
class PeakHeap {
  peak = 0;

  look(): void {
    globalThis.gc?.();
    this.peak = Math.max(this.peak, process.memoryUsage().heapUsed);
  }
}
