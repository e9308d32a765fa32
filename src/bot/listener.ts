/** The conversation's ear: words become one command, a press goes to the press desk, and every answer is said in the same place. */
import { randomUUID } from 'node:crypto';
import type { Place } from '../approvals/approval';
import { refusedByMicrosoft } from '../approvals/refused-by-microsoft';
import { refusedWhileAway } from '../approvals/refused-while-away';
import { brokenSentence, refusalSentence } from '../cards/sentences';
import type { Standing } from '../recovery/terms';
import type { WantedFile } from '../requests/wanted-file';
import { zoneOf } from '../times/zone';
import { RewindError, UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { UsecasePorts } from '../usecases/ports';
import type { CardBoard } from './card-board';
import { answerCommand } from './commands';
import type { Asker } from './commands/command';
import type { FileAnswer, Listener, Message, Press, PressAnswer, Speaker, Teams } from './conversation';
import type { FileDesk } from './file-desk';
import { parseCommand } from './parse-command';
import type { ParsedCommand } from './parsed-command';
import type { PressDesk } from './press';
import { pressDataSchema } from './press-acts';
import { says, type Reply } from './reply';
import { isPlaceForValues } from './values-place';

export interface ListenerPorts {
  readonly usecases: UsecasePorts;
  readonly board: CardBoard;
  readonly desk: PressDesk;
  readonly files: FileDesk;
  readonly teams: Teams;
  readonly log: Log;
  readonly settings: { readonly defaultZone: string; readonly detailConversationIds: readonly string[] };
}

type Said = Pick<Message, 'place' | 'speaker' | 'text' | 'mentions'>;

export class ConversationListener implements Listener {
  private readonly ports: ListenerPorts;

  constructor(ports: ListenerPorts) {
    this.ports = ports;
  }

  async message(message: Message): Promise<void> {
    await this.answer(message);
  }

  async press(press: Press): Promise<PressAnswer> {
    try {
      return press.verb === 'say' && !press.isRefresh ? await this.say(press) : await this.ports.desk.press(press);
    } catch (error) {
      return { kind: 'sentence', text: this.sentenceOf(error, press.verb === 'say' ? undefined : press) };
    }
  }

  /** As `help` is answered, whoever it is. */
  async installed(where: Pick<Message, 'place' | 'speaker'>): Promise<void> {
    await this.answer({ ...where, text: 'help', mentions: [] });
  }

  wordsFor(away: UnavailableError): string {
    return refusalSentence(refusedWhileAway(away));
  }

  async bring(requestId: RequestId, press: Press): Promise<string> {
    return await this.ports.desk.bringLate(requestId, press);
  }

  async fileAnswer(answer: FileAnswer): Promise<void> {
    const text = await this.ports.files.answer(answer).catch((error: unknown) => this.sentenceOf(error));
    if (text !== undefined) await this.post(answer, says(text));
  }

  async signInFailed({
    place,
    speaker,
    code,
  }: {
    readonly place: Place;
    readonly speaker: Speaker;
    readonly code: string;
  }): Promise<void> {
    this.ports.log.warn({ conversationId: place.conversationId, code }, 'silent sign-on failed');
    const text =
      'Silent sign-on does not work here. Press the button again and sign in on the page that it opens. Nothing was changed.';
    await this.post({ place, speaker }, says(text));
  }

  /** A button that stands for words: as if the presser had typed them. */
  private async say({ place, speaker, data }: Press): Promise<PressAnswer> {
    const { text } = data;
    await this.answer({ place, speaker, text: typeof text === 'string' ? text : '', mentions: [] });
    return { kind: 'posted' };
  }

  private async answer(said: Said): Promise<void> {
    const reply = await this.replyTo(said).catch((error: unknown) => says(this.sentenceOf(error)));
    await this.post(said, reply);
  }

  private async replyTo({ place, speaker, text, mentions }: Said): Promise<Reply> {
    const { usecases, settings } = this.ports;
    const zone = zoneOf(speaker.zone, settings.defaultZone);
    const command = parseCommand({ text, mentions }, { now: usecases.clock.now(), zone });
    const known = await this.standingFor(command, speaker);
    const standing = known ?? 'none';
    const mayShowValues = standing !== 'none' && isPlaceForValues(place, settings.detailConversationIds);
    const asker: Asker = {
      personId: speaker.personId,
      place,
      zone,
      standing,
      isStandingUnknown: known === undefined,
      mayShowValues,
    };
    return await answerCommand(command, asker, usecases);
  }

  /** Help is given whoever asks: `undefined` where Entra could not be asked. */
  private async standingFor({ kind }: ParsedCommand, { personId }: Speaker): Promise<Standing | undefined> {
    const asked = this.ports.usecases.directory.standingOf(personId);
    if (kind !== 'help') return await asked;
    return await asked.catch((error: unknown) => {
      if (error instanceof UnavailableError) return undefined;
      throw error;
    });
  }

  private async offer(file: WantedFile, said: Pick<Said, 'place' | 'speaker'>): Promise<void> {
    const text = await this.ports.files.offer(file, said).catch((error: unknown) => this.sentenceOf(error));
    if (text !== undefined) await this.post(said, says(text));
  }

  private async post({ place, speaker }: Pick<Said, 'place' | 'speaker'>, reply: Reply): Promise<void> {
    const { board, teams } = this.ports;
    switch (reply.kind) {
      case 'sentence':
        await teams.post(place.conversationId, { summary: toast(reply.text), text: reply.text });
        return;
      case 'card':
        await teams.post(place.conversationId, reply.drawn);
        return;
      case 'file':
        await this.offer(reply.file, { place, speaker });
        return;
      case 'request':
        if (reply.text) await teams.post(place.conversationId, { summary: toast(reply.text), text: reply.text });
        await board.show(reply.requestId, place, reply.draft);
    }
  }

  /** What a person hears of an error. A bug is logged with its stack under the reference that the person can quote. */
  private sentenceOf(error: unknown, press?: Press): string {
    const { log } = this.ports;
    const during = press ? 'press' : 'command';
    if (error instanceof UnavailableError) {
      const { code, outside } = error;
      log.warn({ code, outside, err: error }, `a ${during} is answered with what is away`);
      return this.wordsFor(error);
    }
    const refusal = error instanceof RewindError ? refusedByMicrosoft(error) : undefined;
    if (refusal) {
      log.error({ err: error }, `a ${during} is answered with what Microsoft refused`);
      return refusalSentence(refusal);
    }
    const reference = randomUUID().slice(0, 8);
    log.error({ err: error, reference }, 'bug');
    return brokenSentence(reference, during, press && pressedRequest.safeParse(press.data).data?.requestId);
  }
}

/** What was pressed is a claim of the card; only what looks like an id is said back. */
const pressedRequest = pressDataSchema.pick({ requestId: true });
const TOAST_LENGTH = 120;
const toast = (text: string) => (text.length > TOAST_LENGTH ? `${text.slice(0, TOAST_LENGTH - 1)}…` : text);
