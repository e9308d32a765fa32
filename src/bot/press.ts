/**
 * A press carries the power of the person who pressed. Two doors, one path behind them: the token that Teams puts beside the press
 * (personal and group chats), or the sign-in page, which finishes a held press. What the card carried is a claim, never a fact.
 */
import { refused, type Refusal } from '../approvals/refusal';
import { stateWords } from '../cards/state-words';
import { outcomeSentence } from '../cards/outcome-sentence';
import { refusalSentence, signInSentence } from '../cards/sentences';
import type { Power } from '../recovery/ports';
import type { DelegatedScope, HeldPress, HeldPresses, SignOn } from '../recovery/press-ports';
import { PRESS_VERBS, type PressVerb } from '../recovery/terms';
import { RewindError, StaleRequestError, UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { Outcome, UsecasePorts } from '../usecases/ports';
import { roleRefusal } from '../usecases/role-refusal';
import { tellMeWhenFree } from '../usecases/tell-me-when-free';
import type { CardBoard } from './card-board';
import type { Press, PressAnswer } from './conversation';
import { ACTS, isPowered, pressDataSchema, type PoweredVerb, type PressData } from './press-acts';
import { scopesOf } from './press-scopes';

export interface PressDeskPorts {
  readonly usecases: UsecasePorts;
  readonly board: CardBoard;
  readonly heldPresses: HeldPresses;
  readonly signOn: SignOn;
  /** `https://…/sign-in/<press id>` */
  readonly signInUrl: (pressId: string) => string;
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
    if (isLook || !isPowered(verb)) return await this.withoutPower(press, verb, data.data.requestId);
    return await this.withPower(press, verb, data.data);
  }

  /** The sign-in page's end of a held press. @returns the one line that the page says */
  async finish(held: HeldPress, power: Power): Promise<string> {
    const data = pressDataSchema.safeParse(held.data);
    if (!data.success || !isPowered(held.verb)) return refusalSentence(refused('unknownKindOfPress'));
    return outcomeSentence(await this.act(held.verb, { ...data.data, power }));
  }

  /** What the sign-in page asks Entra for: only what this press needs. */
  async scopesOf(verb: PressVerb, requestId: RequestId | undefined): Promise<readonly DelegatedScope[]> {
    const request = verb === 'cancel' && requestId ? await this.ports.usecases.requests.find(requestId) : undefined;
    return scopesOf(verb, { cancelsRecovery: request?.state.name === 'recovering' });
  }

  private async withPower(press: Press, verb: PoweredVerb, data: PressData): Promise<PressAnswer> {
    const { speaker, place } = press;
    const token = place.kind === 'channel' ? undefined : press.token;
    if (!token) return await this.askToSignIn(press, verb, press.form === 'execute' && place.kind !== 'channel');
    const scopes = await this.scopesOf(verb, data.requestId);
    const answer = await this.ports.signOn
      .byToken({ token, personId: speaker.personId, scopes })
      .catch(refusedWhenAway);
    switch (answer.kind) {
      case 'refused':
        return sentence(answer);
      case 'needsPage':
        return { kind: 'exchangeFailed', text: signInSentence(verb) };
      case 'power':
        return await this.answer(press, await this.act(verb, { ...data, power: answer.power }));
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
  private async act(verb: PoweredVerb, press: PressData & { power: Power }): Promise<Outcome> {
    const { usecases, log } = this.ports;
    const attempt = () => ACTS[verb](press, usecases);
    try {
      const outcome = await attempt().catch((error: unknown) => {
        if (error instanceof StaleRequestError) return attempt();
        throw error;
      });
      return outcome.kind === 'refused' ? await this.explained(outcome, press) : outcome;
    } catch (error) {
      if (error instanceof StaleRequestError) return refused('changedSinceShown');
      if (error instanceof UnavailableError) return refused('graphAway');
      if (!(error instanceof RewindError)) throw error;
      log.error({ requestId: press.requestId, code: error.code }, 'press was refused outside');
      return refused('graphRefused', { reference: error.code });
    }
  }

  /** The use case says why; what the presser needs to know besides is read here. */
  private async explained(refusal: Refusal, { requestId, power }: PressData & { power: Power }): Promise<Refusal> {
    const { requests, directory } = this.ports.usecases;
    if (refusal.because === 'roleNotActive') return await roleRefusal(power, directory);
    const request = await requests.find(requestId);
    const now = request ? { requestId, state: stateWords(request.state) } : {};
    return { ...refusal, facts: { ...now, ...refusal.facts } };
  }

  private async answer(press: Press, outcome: Outcome): Promise<PressAnswer> {
    if (outcome.kind === 'refused' || startedNothing(outcome) || press.form === 'submit')
      return { kind: 'sentence', text: outcomeSentence(outcome) };
    return await this.ownView(press, outcome.request.id);
  }

  /** What is only read, or only asks for a message, takes a role, and no sign-on. */
  private async withoutPower(press: Press, verb: PressVerb, requestId: RequestId): Promise<PressAnswer> {
    const { usecases } = this.ports;
    const { personId } = press.speaker;
    const request = await usecases.requests.find(requestId);
    if (!request) return sentence(refused('noSuchRequest', { requestId }));
    if ((await usecases.directory.standingOf(personId)) === 'none') return sentence(refused('roleMissing'));
    const isWish = verb === 'tellMeWhenFree' && !press.isRefresh;
    return isWish
      ? await this.answer(press, await tellMeWhenFree({ requestId, personId }, usecases))
      : await this.ownView(press, requestId);
  }

  /** The presser's own view of the request as it is now. */
  private async ownView({ speaker: { personId } }: Press, requestId: RequestId): Promise<PressAnswer> {
    const { usecases, board } = this.ports;
    const request = await usecases.requests.get(requestId);
    const standing = await usecases.directory.standingOf(personId);
    return { kind: 'card', card: (await board.drawFor(request, { personId, standing, isShared: false })).card };
  }
}

const sentence = (refusal: Refusal): PressAnswer => ({ kind: 'sentence', text: refusalSentence(refusal) });

function refusedWhenAway(error: unknown): Refusal {
  if (error instanceof UnavailableError) return refused('graphAway');
  throw error;
}

/** What a person has to be told where the card looks as it did before, or as if all were well. */
const startedNothing = ({ note }: Extract<Outcome, { kind: 'done' }>): boolean =>
  note === 'slotBusy' || note === 'graphAway' || note === 'startUnclear';
