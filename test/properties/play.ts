/** Plays a history, and has every start of a recovery judged from outside. */
import type { RecoveryRequest } from '../../src/recovery/request';
import { holdsSlot } from '../../src/recovery/states';
import type { Scope } from '../../src/recovery/scope';
import type { Clock } from '../../src/shared/clock';
import type { ConversationId, PersonId, RequestId } from '../../src/shared/ids';
import { SettableClock } from '../redis/settable-clock';
import { ANA, BEN, BEN_TWO, EVA } from './cast';
import type { GoOnEvent, History, HistoryEvent, PressEvent } from './history';
import type { Kept } from './memory-store';
import { Observer } from './observer';
import { PretendMicrosoft, SNAPSHOT } from './pretend-microsoft';
import { pressed } from './press';
import {
  EXECUTION_WINDOW_MINUTES,
  PREVIEW_MAX_AGE_MINUTES,
  Product,
  QUORUM_OBJECTS,
  QUORUM_SOFT_DELETES,
  type Parts,
} from './product';

/** What came of a history: its wrongs, and how far it got. */
export interface Played {
  readonly wrongs: readonly string[];
  readonly states: ReadonlySet<string>;
  readonly recoveries: number;
  readonly kinds: Observer['kinds'];
  readonly because: ReadonlySet<string>;
  /** Everything that can be seen of it, to be compared between stores. */
  readonly trace: readonly string[];
}

/** Nothing is in the way. */
const LUCKY = { answer: 'started', readsMs: 0, stillMs: 0, takesMs: 500, lagMs: 0 } as const;
const SCOPE: Scope = { kind: 'types', types: ['user', 'conditionalAccessPolicy', 'authorizationPolicy'] };
/** What a press without mistakes carries. */
const RIGHT = { claim: 'right', written: 'right', meanwhile: [] } as const;

export async function play(history: History, open: (clock: Clock) => Kept): Promise<Played> {
  const clock = new SettableClock();
  const microsoft = new PretendMicrosoft(clock);
  const observer = new Observer(microsoft, {
    previewMaxAgeMs: PREVIEW_MAX_AGE_MINUTES * 60_000,
    executionWindowMs: EXECUTION_WINDOW_MINUTES * 60_000,
    objects: QUORUM_OBJECTS,
    softDeletes: QUORUM_SOFT_DELETES,
    isStrict: history.isStrict,
  });
  const parts: Parts = { kept: open(clock), clock, microsoft, observer, isStrict: history.isStrict };
  const stage = new Stage(parts);
  await stage.begins(history);
  for (const [index, event] of history.events.entries()) {
    if (index === history.snapshotLeavesAt) microsoft.isSnapshotGone = true;
    await stage.happens(event);
    if (observer.wrongs.length > 0) break;
  }
  return await stage.ended();
}

class Stage {
  readonly states = new Set<string>();
  private readonly because = new Set<string>();
  private readonly trace: string[] = [];
  private readonly ids: RequestId[] = [];
  private readonly parts: Parts;
  private readonly product: Product;

  constructor(parts: Parts) {
    this.parts = parts;
    this.product = new Product(parts);
  }

  async begins({ needed, isCrowded, wantsApproval }: History): Promise<void> {
    const { microsoft, kept, clock } = this.parts;
    for (const [index, variant] of needed.entries()) if (variant !== undefined) microsoft.needed.set(index, variant);
    if (isCrowded) microsoft.crowdGoesBack(true);
    for (const [index, requesterId] of [ANA, EVA].entries()) {
      const request = await kept.requests.create({
        requesterId,
        reason: 'INC-4711 happened',
        place: { conversationId: '19:channel' as ConversationId, kind: 'channel' },
        zone: 'Europe/Oslo',
        plan: { scope: SCOPE, snapshotId: SNAPSHOT.id, snapshotAt: SNAPSHOT.createdAt, timePhrase: 'yesterday', wantsApproval: wantsApproval[index] === true }, // prettier-ignore
        state: { name: 'planned', expiresAt: new Date(clock.now().getTime() + 30 * 60_000) },
      });
      this.ids.push(request.id);
      clock.passes(1000);
    }
  }

  async happens(event: HistoryEvent): Promise<void> {
    await this.does(event);
    for (const id of this.ids) {
      const { state, votes, revision } = await this.parts.kept.requests.get(id);
      this.states.add(state.name);
      if (state.name === 'failed') this.because.add(state.because);
      this.trace.push(`${event.kind} ${String(this.ids.indexOf(id))} ${state.name} r${String(revision)} ${votes.map(({ voterId }) => voterId.slice(0, 2)).join()}`); // prettier-ignore
    }
  }

  /** Hours later nothing of ours may still hold the slot, unless a job of ours really runs. */
  async ended(): Promise<Played> {
    const { microsoft, clock, kept, observer } = this.parts;
    microsoft.areAccountsAway = false;
    for (let hours = 0; hours < 3; hours += 1) {
      microsoft.ends('successful');
      clock.passesMinutes(61);
      await this.product.work();
    }
    const holders = (await kept.requests.open()).filter(({ state }) => holdsSlot(state));
    const stuck = holders.length > 0 && !microsoft.running ? ['(f) the slot is held for good'] : [];
    const recoveries = [...observer.recoveriesAccepted.values()].reduce((sum, count) => sum + count, 0);
    return {
      wrongs: [...observer.wrongs, ...stuck],
      states: this.states,
      recoveries,
      kinds: observer.kinds,
      because: this.because,
      trace: this.trace,
    };
  }

  private async does(event: HistoryEvent): Promise<void> {
    const { microsoft, clock } = this.parts;
    switch (event.kind) {
      case 'press': {
        await this.presses(event);
        return;
      }
      case 'takesBack': {
        const { of, by } = event;
        await this.presses({ kind: 'press', verb: 'withdraw', of, by, fate: LUCKY, ...RIGHT });
        return;
      }
      case 'together':
        await Promise.all(event.presses.map((press) => this.presses(press)));
        return;
      case 'goOn': {
        await this.goesOn(event);
        return;
      }
      case 'time': {
        clock.passesMinutes(event.minutes);
        return;
      }
      case 'role':
        microsoft.standings.set(event.of, event.standing);
        return;
      case 'tenant': {
        microsoft.changesTo(event.object, event.variant);
        return;
      }
      case 'crowd': {
        microsoft.crowdGoesBack(event.needsToGoBack);
        return;
      }
      case 'outside': {
        await this.startsOutside(event);
        return;
      }
      case 'job': {
        microsoft.ends(event.ends);
        return;
      }
      case 'accounts':
        microsoft.areAccountsAway = event.areAway;
        return;
      case 'work': {
        await this.product.work();
        return;
      }
    }
  }

  private async presses(event: PressEvent): Promise<void> {
    const request = await this.requestOf(event.of);
    const other = await this.requestOf(event.of + 1);
    const turn = {
      by: event.by,
      requestId: request.id,
      fate: event.fate,
      meanwhile: async () => {
        for (const thing of event.meanwhile) await this.meanwhile(thing, event);
      },
    };
    const outcome = await pressed({ event, request, other, turn }, this.product, this.parts);
    this.trace.push(`${event.verb} ${outcome}`);
  }

  /** Another process, while the first one waits. */
  private async meanwhile(thing: PressEvent['meanwhile'][number], { of, fate }: PressEvent): Promise<void> {
    if (thing === 'work') {
      await this.product.work();
      return;
    }
    if (thing === 'jobEnds') {
      this.parts.microsoft.ends('successful');
      return;
    }
    await this.presses({ kind: 'press', verb: 'approve', of, by: BEN, fate: { ...fate, stillMs: 0, readsMs: 0 }, ...RIGHT }); // prettier-ignore
  }

  private async goesOn({ of, who, waits, written, drift, fate, meanwhile }: GoOnEvent): Promise<void> {
    const { state, requesterId } = await this.requestOf(of);
    const { clock, microsoft } = this.parts;
    const next = nextPress(state.name, requesterId, who);
    if (next) {
      if (next.verb === 'approve') clock.passesMinutes(waits);
      await this.presses({ kind: 'press', of, fate, ...RIGHT, written, meanwhile, ...next });
      return;
    }
    clock.passes(20_000);
    if (drift) microsoft.changesTo(drift.object, drift.variant);
    microsoft.ends('successful');
    await this.product.work();
  }

  private async startsOutside({ what, isLikeOurs }: Extract<HistoryEvent, { kind: 'outside' }>): Promise<void> {
    const { microsoft } = this.parts;
    if (what === 'end') {
      microsoft.ends('successful');
      return;
    }
    if (microsoft.running) return;
    const { state } = await this.requestOf(0);
    const ours = state.name === 'recovering' ? (state.scope ?? SCOPE) : SCOPE;
    microsoft.accept(what, isLikeOurs ? ours : { kind: 'everything' }, 0);
  }

  private async requestOf(index: number): Promise<RecoveryRequest> {
    return await this.parts.kept.requests.get(this.ids[index % this.ids.length] as RequestId);
  }
}

/** The press that a state waits for, and by whom; nothing where Microsoft or the worker has the word. */
function nextPress(
  state: RecoveryRequest['state']['name'],
  requesterId: PersonId,
  who: GoOnEvent['who'],
): Pick<PressEvent, 'verb' | 'by'> | undefined {
  if (state === 'planned') return { verb: 'startPreview', by: requesterId };
  if (state === 'previewed') return { verb: 'askForRecovery', by: requesterId };
  if (state === 'awaitingApproval')
    return { verb: 'approve', by: [BEN, requesterId === EVA ? ANA : EVA, BEN_TWO][who] ?? BEN };
  return state === 'approved' ? { verb: 'runNow', by: who === 0 ? BEN : requesterId } : undefined;
}
