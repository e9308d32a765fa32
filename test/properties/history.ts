/** What may happen, as data: a history is a list of it. Half of all events go on with a request, so that histories get somewhere. */
import fc from 'fast-check';
import type { Standing } from '../../src/recovery/terms';
import type { PersonId } from '../../src/shared/ids';
import { BEN, CAST, EVA, isUsual, OBJECT_COUNT, SETTING } from './cast';
import type { Fate } from './pretend-microsoft';

const VERBS = ['startPreview', 'approve', 'reject', 'withdraw', 'runNow', 'cancel', 'askForRecovery'] as const;

export interface PressEvent {
  readonly kind: 'press';
  readonly verb: (typeof VERBS)[number];
  readonly of: number;
  readonly by: PersonId;
  /** What the card claims: what is shown, an earlier or a made-up revision, no digest, or another one. */
  readonly claim: 'right' | 'otherRevision' | 'noDigest' | 'forgedDigest' | 'digestOfOther';
  /** Reason and numbers are typed and right, there is nothing, or the numbers are those of another card. */
  readonly written: 'right' | 'nothing' | 'otherNumbers';
  readonly fate: Fate;
  /** What other processes do while this one waits for Microsoft. */
  readonly meanwhile: readonly ('work' | 'jobEnds' | 'vote')[];
}

/** The next thing that a request waits for, done by whoever may. */
export interface GoOnEvent {
  readonly kind: 'goOn';
  readonly of: number;
  /** By which of those who may. */
  readonly who: 0 | 1 | 2;
  /** Minutes that pass before somebody presses: a preview may grow too old. */
  readonly waits: number;
  readonly written: PressEvent['written'];
  /** What changes in the tenant while Microsoft works on a job. */
  readonly drift: { readonly object: number; readonly variant: number | undefined } | undefined;
  readonly fate: Fate;
  readonly meanwhile: PressEvent['meanwhile'];
}

export type HistoryEvent =
  | PressEvent
  | GoOnEvent
  /** A vote, mostly: Ana asked for the first request, and cannot take a vote back that she may not give. */
  | { readonly kind: 'takesBack'; readonly of: number; readonly by: PersonId }
  | { readonly kind: 'together'; readonly presses: readonly PressEvent[] }
  | { readonly kind: 'time'; readonly minutes: number }
  | { readonly kind: 'role'; readonly of: PersonId; readonly standing: Standing }
  | { readonly kind: 'tenant'; readonly object: number; readonly variant: number | undefined }
  | { readonly kind: 'crowd'; readonly needsToGoBack: boolean }
  | { readonly kind: 'outside'; readonly what: 'preview' | 'recovery' | 'end'; readonly isLikeOurs: boolean }
  | { readonly kind: 'job'; readonly ends: 'successful' | 'failed' }
  | { readonly kind: 'accounts'; readonly areAway: boolean }
  | { readonly kind: 'work' }; // prettier-ignore

export interface History {
  readonly isStrict: boolean;
  /** Variants of what would go back at the beginning, by object. */
  readonly needed: readonly (number | undefined)[];
  /** More would go back then than one list of ids takes. */
  readonly isCrowded: boolean;
  /** Before which event the snapshot leaves Microsoft's list. */
  readonly snapshotLeavesAt: number | undefined;
  /** For each request: whether it was asked as `restore`. */
  readonly wantsApproval: readonly [boolean, boolean];
  readonly events: readonly HistoryEvent[];
}

const mostly = <Value>(usual: Value, others: readonly Value[], usually = 9): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: usually }, { arbitrary: fc.constantFrom(...others), weight: 1 });

const answer = fc.oneof(
  { arbitrary: fc.constant('started' as const), weight: 20 },
  { arbitrary: fc.constantFrom('slotBusy' as const, 'refused' as const, 'notAccepted' as const), weight: 2 },
  { arbitrary: fc.constantFrom('acceptedUnclear' as const, 'lostUnclear' as const, 'acceptedDies' as const, 'diesBefore' as const), weight: 3 }, // prettier-ignore
);
const fate: fc.Arbitrary<Fate> = fc.record({
  answer,
  readsMs: mostly(0, [20_000, 600_000, 2_400_000], 30),
  stillMs: mostly(0, [20_000, 31_000, 46_000, 3_600_000], 20),
  takesMs: mostly(500, [16_000, 40_000], 20),
  lagMs: fc.constantFrom(0, 5000, 15_000),
});
const meanwhile = mostly<PressEvent['meanwhile']>([], [['work'], ['jobEnds', 'work'], ['vote'], ['work', 'vote']]);
const of = mostly(0, [1], 5);

const press: fc.Arbitrary<PressEvent> = fc.record({
  kind: fc.constant('press' as const),
  verb: fc.constantFrom(...VERBS, 'approve' as const, 'approve' as const, 'runNow' as const),
  of,
  by: fc.constantFrom(...CAST),
  claim: mostly<PressEvent['claim']>('right', ['otherRevision', 'noDigest', 'forgedDigest', 'digestOfOther']),
  written: mostly<PressEvent['written']>('right', ['nothing', 'otherNumbers']),
  fate,
  meanwhile,
});

const variant = fc.option(fc.constantFrom(1, 2), { nil: undefined, freq: 2 });
const goOn: fc.Arbitrary<GoOnEvent> = fc.record({
  kind: fc.constant('goOn' as const),
  of,
  who: fc.constantFrom(0, 0, 1, 1, 2),
  written: mostly<PressEvent['written']>('right', ['otherNumbers'], 3),
  waits: mostly(0.5, [14, 31, 31, 31], 3),
  drift: fc.option(fc.record({ object: fc.nat(OBJECT_COUNT - 1), variant }), { nil: undefined, freq: 1 }),
  fate,
  meanwhile,
});

const event: fc.Arbitrary<HistoryEvent> = fc.oneof(
  { weight: 24, arbitrary: goOn },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('takesBack' as const), of, by: fc.constantFrom(BEN, EVA) }) },
  { weight: 5, arbitrary: press },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('together' as const), presses: fc.array(press, { minLength: 2, maxLength: 3 }) }) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.constantFrom(0.5, 1, 5, 14, 16, 29, 31, 61) }) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('role' as const), of: fc.constantFrom(...CAST, EVA, EVA, BEN), standing: fc.constantFrom('administrator' as const, 'administrator' as const, 'reader' as const, 'none' as const) }) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tenant' as const), object: fc.nat(OBJECT_COUNT - 1), variant }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crowd' as const), needsToGoBack: mostly(false, [true], 3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outside' as const), what: fc.constantFrom('preview' as const, 'recovery' as const, 'end' as const), isLikeOurs: fc.boolean() }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('job' as const), ends: mostly<'successful' | 'failed'>('successful', ['failed']) }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('accounts' as const), areAway: mostly(false, [true]) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'work' as const }) },
);

const sometimes = mostly<number | undefined>(undefined, [1, 2], 5);
const usually = fc.option(fc.constantFrom(1, 2), { nil: undefined, freq: 2 });
const needed = fc.tuple(...Array.from({ length: OBJECT_COUNT }, (_, index) => (isUsual(index) ? usually : sometimes)));
const onlyTheSetting = fc.constant(Array.from({ length: OBJECT_COUNT }, (_, index) => (index === SETTING ? 1 : undefined))); // prettier-ignore

export const history: fc.Arbitrary<History> = fc.record({
  isStrict: mostly(false, [true]),
  needed: fc.oneof({ arbitrary: needed, weight: 12 }, { arbitrary: onlyTheSetting, weight: 1 }),
  isCrowded: mostly(false, [true], 11),
  snapshotLeavesAt: fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: fc.nat(30), weight: 1 }),
  wantsApproval: fc.tuple(mostly(true, [false], 4), fc.boolean()),
  events: fc.array(event, { minLength: 10, maxLength: 36, size: 'max' }),
});
