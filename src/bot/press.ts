/**
 * A press carries the power of the person who pressed. Two doors, one path behind them: the token that Teams puts beside the press
 * (personal and group chats), or the sign-in page, which finishes a held press. What the card carried is a claim, never a fact.
 */
import type { Place } from '../approvals/approval';
import { refused, type Refusal } from '../approvals/refusal';
import { refusedByMicrosoft } from '../approvals/refused-by-microsoft';
import { refusedWhileAway } from '../approvals/refused-while-away';
import type { StepUp } from '../approvals/step-up';
import { visibleText } from '../approvals/visible-text';
import { outcomeSentence } from '../cards/outcome-sentence';
import { broughtSentence, refusalSentence, signInSentence } from '../cards/sentences';
import { stateWords } from '../cards/state-words';
import {
  isAct,
  isPowered,
  PRESS_VERBS,
  scopesOf,
  takesAdministrator,
  type DelegatedScope,
  type PoweredVerb,
  type PressVerb,
} from '../recovery/acts';
import type { Power } from '../recovery/ports';
import type { HeldPress, HeldPresses, SignOn } from '../recovery/press-ports';
import { RewindError, StaleRequestError, UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { startedNothing } from '../recovery/outcome-note';
import type { Outcome, UsecasePorts } from '../usecases/ports';
import { roleRefusal } from '../usecases/role-refusal';
import { tellMeWhenFree } from '../usecases/tell-me-when-free';
import { voidWhereRecordDiffers } from '../usecases/void-request';
import { wouldRecheck } from '../usecases/would-recheck';
import type { CardBoard } from './card-board';
import { drawOwnChanges } from './commands/changes';
import type { Press, PressAnswer } from './conversation';
import { act, pressDataSchema, type PressData, type Presser } from './press-acts';
import { stopFacts, wayOutOf } from './press-facts';

export interface PressDeskPorts {
  readonly usecases: UsecasePorts;
  readonly board: CardBoard;
  readonly heldPresses: HeldPresses;
  readonly signOn: SignOn;
  /** `https://…/sign-in/<press id>` */
  readonly signInUrl: (pressId: string) => string;
  readonly stepUp: StepUp;
  readonly log: Log;
}

export class PressDesk {
  private readonly ports: PressDeskPorts;

  constructor(ports: PressDeskPorts) {
    this.ports = ports;
  }

  async press(press: Press): Promise<PressAnswer> {
    const verb = PRESS_VERBS.find((known) => known === press.verb);
    const data = pressDataSchema.safeParse(press.data);
    if (!verb || verb === 'say' || !data.success) return sentence(refused('unknownKindOfPress'));
    const isLook = press.isRefresh || press.signInState !== undefined || verb === 'refresh';
    if (isLook || !isPowered(verb)) return await this.withoutPower(press, verb, data.data);
    return await this.withPower(press, verb, data.data);
  }

  /** What was to be seen came too late for the turn of its press: it goes to the personal chat. @returns where, as a sentence */
  async bringLate(requestId: RequestId, press: Press): Promise<string> {
    const data = pressDataSchema.safeParse(press.data);
    const isList = press.verb === 'showChanges' && !press.isRefresh;
    if (isList && data.success) return await this.bringChanges(press, data.data);
    return broughtSentence(await this.ports.board.bring(requestId, press));
  }

  /** The sign-in page's end of a held press. @returns the one line that the page says */
  async finish(held: HeldPress, power: Power): Promise<string> {
    const data = pressDataSchema.safeParse(held.data);
    if (!data.success || !isPowered(held.verb)) return refusalSentence(refused('unknownKindOfPress'));
    const { place, zone } = held;
    return outcomeSentence(await this.act(held.verb, { ...data.data, power, place, zone }));
  }

  /** What the sign-in page asks Entra for: only what this press needs. */
  async scopesOf({ verb, data }: Pick<HeldPress, 'verb' | 'data'>): Promise<readonly DelegatedScope[]> {
    const { requests } = this.ports.usecases;
    const { requestId, stops } = pressDataSchema.safeParse(data).data ?? {};
    const request = requestId && (await requests.find(requestId));
    if (!request) return scopesOf({ verb, stops }, undefined);
    const needsRecheck = isAct('takesStepUp', verb) && (await wouldRecheck(request, this.ports.usecases));
    return scopesOf({ verb, stops }, { state: request.state.name, needsRecheck });
  }

  /** What this press demands of the sign-on, at both doors. */
  stepUpOf(verb: PressVerb): StepUp | undefined {
    return isAct('takesStepUp', verb) ? this.ports.stepUp : undefined;
  }

  private async withPower(press: Press, verb: PoweredVerb, data: PressData): Promise<PressAnswer> {
    const missing = unwritten(verb, data);
    if (missing) return missing;
    const { speaker, place } = press;
    const token = place.kind === 'channel' ? undefined : press.token;
    if (!token) return await this.askToSignIn(press, verb, press.form === 'execute' && place.kind !== 'channel');
    const scopes = await this.scopesOf({ verb, data: press.data });
    const answer = await this.ports.signOn
      .byToken({ token, personId: speaker.personId, scopes, stepUp: this.stepUpOf(verb) })
      .catch((error: unknown) => this.refusedWhenAway(error));
    switch (answer.kind) {
      case 'refused':
        return sentence(answer);
      case 'needsPage':
        return { kind: 'exchangeFailed', text: signInSentence(verb) };
      case 'power':
        return await this.answer(
          press,
          data.requestId,
          await this.act(verb, { ...data, power: answer.power, place, zone: speaker.zone }),
        );
    }
  }

  private async askToSignIn(press: Press, verb: PoweredVerb, silently: boolean): Promise<PressAnswer> {
    const { speaker, place, data } = press;
    const id = await this.ports.heldPresses.hold({
      personId: speaker.personId,
      personName: speaker.name,
      place,
      zone: speaker.zone,
      verb,
      data,
      heldAt: this.ports.usecases.clock.now(),
    });
    return { kind: 'signIn', url: this.ports.signInUrl(id), silently, text: signInSentence(verb) };
  }

  /** Reads what the presser said with the presser's power; somebody who was faster is judged again once, and never doubled. */
  private async act(verb: PoweredVerb, press: PressData & Presser): Promise<Outcome> {
    const { usecases } = this.ports;
    const attempt = () => voidWhereRecordDiffers(() => act(verb, press, usecases), usecases);
    try {
      const outcome = await attempt().catch((error: unknown) => {
        if (error instanceof StaleRequestError) return attempt();
        throw error;
      });
      if (outcome.kind === 'refused') return await this.explained(outcome, { ...press, verb });
      if (outcome.request.id !== press.requestId) await this.bring(outcome.request.id, press.place);
      return outcome;
    } catch (error) {
      return await this.refusedFor(error, { ...press, verb });
    }
  }

  /** What became of a press that broke off. @throws what is a bug */
  private async refusedFor(
    error: unknown,
    press: PressData & { readonly verb: PoweredVerb; readonly power: Power },
  ): Promise<Refusal> {
    const { requestId, verb } = press;
    if (error instanceof StaleRequestError) return await this.explained(refused('changedSinceShown'), press);
    const facts = { requestId, ...stopFacts(verb) };
    if (error instanceof UnavailableError) return this.refusedWhenAway(error, { ...facts, mayBeDone: 'yes' });
    const refusal = error instanceof RewindError ? refusedByMicrosoft(error, facts) : undefined;
    if (!refusal) throw error;
    this.ports.log.error({ requestId, err: error }, 'press was refused outside');
    return refusal;
  }

  /** @throws what is no outage */
  private refusedWhenAway(error: unknown, facts: Refusal['facts'] = {}): Refusal {
    if (!(error instanceof UnavailableError)) throw error;
    const { code, outside } = error;
    this.ports.log.warn({ ...facts, code, outside, err: error }, 'a press is answered with what is away');
    return refusedWhileAway(error, facts);
  }

  /** A press that made a new request shows its card here, and then as it is by now. */
  private async bring(requestId: RequestId, place: Place): Promise<void> {
    await this.ports.board.show(requestId, place).catch(this.logUndrawn(requestId));
    await this.ports.usecases.wake.draw(requestId);
  }

  /** The use case says why; what the presser needs to know besides is read here. */
  private async explained(refusal: Refusal, press: PressData & { verb: PoweredVerb; power: Power }): Promise<Refusal> {
    const { requestId, power } = press;
    const { requests, directory } = this.ports.usecases;
    const request = await requests.find(requestId);
    const isStranger = power.personId !== request?.requesterId && (await power.standing()) === 'none';
    // What becomes of a request is for people with a role, and for who asked.
    if (refusal.because === 'roleNotActive' || isStranger) {
      const needed = { takesAdministrator: takesAdministrator(press) };
      return await roleRefusal(power, needed, directory);
    }
    const now = request
      ? { requestId, state: stateWords(request.state), ...wayOutOf(refusal, press.verb, request) }
      : { requestId };
    return { ...refusal, facts: { ...now, ...stopFacts(press.verb), ...refusal.facts } };
  }

  /** The presser's view of the card that was pressed, also where the press made a new request. */
  private async answer(press: Press, requestId: RequestId, outcome: Outcome): Promise<PressAnswer> {
    const told: PressAnswer = { kind: 'sentence', text: outcomeSentence(outcome) };
    if (outcome.kind === 'refused' || startedNothing(outcome.note) || press.form === 'submit') return told;
    // What was done stays done: a view that cannot be drawn is no reason to say anything else.
    const view = await this.ownView(press, requestId).catch(this.logUndrawn(outcome.request.id));
    return view ?? told;
  }

  private logUndrawn(requestId: RequestId): (error: unknown) => void {
    return (err) => {
      this.ports.log.warn({ requestId, err }, 'what a press did cannot be shown now');
    };
  }

  /** What is only read, or only asks for a message, takes a role, and no sign-on. */
  private async withoutPower(press: Press, verb: PressVerb, data: PressData): Promise<PressAnswer> {
    const { usecases } = this.ports;
    const { requestId } = data;
    const { personId } = press.speaker;
    if ((await usecases.directory.standingOf(personId)) === 'none') return sentence(refused('roleMissing'));
    const request = await usecases.requests.find(requestId);
    if (!request) return sentence(refused('noSuchRequest', { requestId }));
    if (verb === 'showChanges' && !press.isRefresh) return await this.ownChanges(press, data);
    const isWish = verb === 'tellMeWhenFree' && !press.isRefresh;
    return isWish
      ? await this.answer(press, requestId, await tellMeWhenFree({ requestId, personId }, usecases))
      : await this.ownView(press, requestId);
  }

  /** The presser's own view of the request as it is now. */
  private async ownView(press: Press, requestId: RequestId): Promise<PressAnswer> {
    const { usecases, board } = this.ports;
    const { personId } = press.speaker;
    if (press.form === 'submit')
      return { kind: 'sentence', text: broughtSentence(await board.bring(requestId, press)) };
    const standing = await usecases.directory.standingOf(personId);
    const { card } = await board.drawFor(requestId, { personId, standing, isShared: false }, press);
    return { kind: 'card', requestId, card };
  }

  /** The request's changes with their values, in the presser's own view or personal chat. */
  private async ownChanges(press: Press, data: PressData): Promise<PressAnswer> {
    if (press.form === 'submit') return { kind: 'sentence', text: await this.bringChanges(press, data) };
    const drawn = await drawOwnChanges(data, { isOwnView: true }, this.ports.usecases);
    if (drawn.kind === 'refused') return sentence(drawn);
    return { kind: 'card', requestId: data.requestId, card: drawn.card };
  }

  private async bringChanges(press: Press, data: PressData): Promise<string> {
    const { usecases, board } = this.ports;
    const drawn = await drawOwnChanges(data, { isOwnView: false }, usecases);
    if (drawn.kind === 'refused') return refusalSentence(drawn);
    return broughtSentence(await board.bringList(drawn, press));
  }
}

/** Nobody signs in for a press that could not count. */
const unwritten = (verb: PoweredVerb, { rejectReason }: PressData): PressAnswer | undefined =>
  verb === 'reject' && visibleText(rejectReason) === '' ? sentence(refused('reasonMissing')) : undefined;

const sentence = (refusal: Refusal): PressAnswer => ({ kind: 'sentence', text: refusalSentence(refusal) });
