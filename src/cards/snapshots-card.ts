/** The snapshots Microsoft still lists, made for a phone: number, local time, age, the tail people can type. */
import type { Snapshot } from '../recovery/ports';
import { ageOf, formatInstant } from '../times/print-time';
import type { SlotHolder } from '../recovery/slot-holder';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { holderWords } from './plan-card';
import { switchedOffLines, type SwitchedOffView } from './switched-off';
import { counted } from './wording';

interface SnapshotsView extends SwitchedOffView {
  /** Newest first, as they are numbered. */
  readonly snapshots: readonly Snapshot[];
  readonly zone: string;
  readonly now: Date;
  readonly holder?: SlotHolder | undefined;
}

const TAIL_LENGTH = 8;
/** What the time grammar takes for the end of an id. */
const SHORTEST_TAIL = 6;

/** The end of an id, where it can be typed for this snapshot and no other. */
function tailOf({ id }: Snapshot, all: readonly Snapshot[]): readonly string[] {
  const tail = id.slice(-TAIL_LENGTH);
  const isUnique = all.filter((other) => other.id.endsWith(tail)).length === 1;
  return tail.length >= SHORTEST_TAIL && isUnique ? [`id …${neutralise(tail, { maxLength: TAIL_LENGTH })}`] : [];
}

function snapshotRow(snapshot: Snapshot, number: number, { snapshots, zone, now }: SnapshotsView): ListRow {
  const { createdAt, changedObjects } = snapshot;
  const changed = changedObjects === undefined ? [] : [`${counted(changedObjects, 'object')} changed`];
  return {
    name: `#${number} · ${formatInstant(createdAt, zone)}`,
    details: [[ageOf(createdAt, now), ...tailOf(snapshot, snapshots), ...changed].join(' · ')],
  };
}

function waysToSay({ snapshots }: SnapshotsView): string {
  const hasTails = snapshots.some((snapshot) => tailOf(snapshot, snapshots).length > 0);
  return hasTails ? 'Use the number, the end of an id where it is shown, or a time.' : 'Use the number or a time.';
}

export function drawSnapshots(view: SnapshotsView): DrawnCard {
  const { snapshots, holder, zone, now } = view;
  const [newest] = snapshots;
  const title = newest === undefined ? 'No snapshots' : counted(snapshots.length, 'snapshot');
  const none =
    'Microsoft lists no snapshot of this tenant. It takes one a day by itself; a new tenant has to wait for the first.';
  const slot = holder
    ? `The slot is busy: ${holderWords(holder, zone)}. Nothing else can start until it ends.`
    : 'The slot is free: no preview or recovery is running.';
  const card = drawList({
    title,
    lines: [...switchedOffLines(view), newest === undefined ? none : `Newest first. ${waysToSay(view)}`, slot],
    rows: snapshots.map((snapshot, index) => () => snapshotRow(snapshot, index + 1, view)),
    leftOut: (count) => `… and ${count} older.`,
    asOf: { now, zone },
    buttons:
      newest === undefined || view.isSwitchedOff
        ? []
        : [sayButton('Preview users from the newest', 'preview users from latest')],
  });
  const age = newest === undefined ? '' : `, the newest ${ageOf(newest.createdAt, now)}`;
  return { card, summary: `${title}${age}` };
}
