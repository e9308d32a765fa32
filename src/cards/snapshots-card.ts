/** The snapshots Microsoft still lists, made for a phone: number, local time, age, the tail people can type. */
import type { Snapshot } from '../recovery/ports';
import { ageOf, formatInstant } from '../recovery/print-time';
import type { SlotHolder } from '../recovery/request';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { holderWords } from './plan-card';
import { counted } from './wording';

interface SnapshotsView {
  /** Newest first, as they are numbered. */
  readonly snapshots: readonly Snapshot[];
  readonly zone: string;
  readonly now: Date;
  readonly holder?: SlotHolder | undefined;
}

const TAIL_LENGTH = 8;

function snapshotRow(
  { id, createdAt, changedObjects }: Snapshot,
  number: number,
  { zone, now }: SnapshotsView,
): ListRow {
  const tail = neutralise(id.slice(-TAIL_LENGTH), { maxLength: TAIL_LENGTH });
  const changed = changedObjects === undefined ? [] : [`${counted(changedObjects, 'object')} changed`];
  return {
    name: `#${number} · ${formatInstant(createdAt, zone)}`,
    details: [[ageOf(createdAt, now), `id …${tail}`, ...changed].join(' · ')],
  };
}

export function drawSnapshots(view: SnapshotsView): DrawnCard {
  const { snapshots, holder, zone, now } = view;
  const [newest] = snapshots;
  const title = newest === undefined ? 'No snapshots' : counted(snapshots.length, 'snapshot');
  const none =
    'Microsoft lists no snapshot of this tenant. It takes one a day by itself; a new tenant has to wait for the first.';
  const busy = holder ? [`The slot is busy: ${holderWords(holder, zone)}. Nothing else can start until it ends.`] : [];
  const card = drawList({
    title,
    lines: [newest === undefined ? none : 'Newest first. Use the number, the end of the id, or a time.', ...busy],
    rows: snapshots.map((snapshot, index) => () => snapshotRow(snapshot, index + 1, view)),
    leftOut: (count) => `… and ${count} older.`,
    buttons: newest === undefined ? [] : [sayButton('Preview users from the newest', 'preview users from latest')],
  });
  const age = newest === undefined ? '' : `, the newest ${ageOf(newest.createdAt, now)}`;
  return { card, summary: `${title}${age}` };
}
