/** What a person's Teams client does with an offered file: it asks for the person's consent, and tells the bot where to put the file. */
import type { JsonObject } from '../../shared/json';
import type { CastMember } from '../cast';
import { invokeActivity, type Scene } from './activities';
import type { BotAnswer, BotLine } from './bot-line';
import type { Chat } from './chat';
import { PretendDrive } from './drive';
import type { MessageFile } from './message-file';
import { placeFor } from './places';

/** What a client has to go by that makes an answer up. */
const NO_OFFER: { readonly messageId: undefined; readonly file: Pick<MessageFile, 'name' | 'content'> } = {
  messageId: undefined,
  file: { name: 'file.json', content: {} },
};

export interface FileAnswersParts {
  readonly chat: Chat;
  readonly line: BotLine;
  readonly getOrigin: () => string;
  readonly sceneOf: (person: CastMember) => Scene;
}

export interface Offered {
  readonly messageId: string;
  readonly file: MessageFile;
}

interface Answering {
  /** Which offer; the newest one by default. */
  readonly messageId?: string | undefined;
  /** What a dishonest client sends instead, as `uploadInfo`. */
  readonly context?: JsonObject | undefined;
  readonly uploadInfo?: JsonObject | undefined;
}

export class FileAnswers {
  /** Where accepted files go. */
  readonly drive: PretendDrive;
  private readonly parts: FileAnswersParts;

  constructor(parts: FileAnswersParts) {
    this.parts = parts;
    this.drive = new PretendDrive(parts.getOrigin);
  }

  /** The newest file that was offered to this person, or the one of this message, answered or not. */
  offeredTo(person: CastMember, messageId?: string): Offered | undefined {
    const messages = this.parts.chat.in(placeFor(person, 'personal'));
    const offers = messages.flatMap(({ id, content, edits }) =>
      [...edits, content].flatMap(({ botFile: file }) => (file?.kind === 'offered' ? [{ messageId: id, file }] : [])),
    );
    return offers.findLast((offer) => messageId === undefined || offer.messageId === messageId);
  }

  async answers(
    person: CastMember,
    action: 'accept' | 'decline',
    answering: Answering = {},
  ): Promise<BotAnswer | undefined> {
    const { line, sceneOf } = this.parts;
    const { messageId: replyToId, file } = this.offeredTo(person, answering.messageId) ?? NO_OFFER;
    const uploadInfo = { ...this.drive.placeFor(file.name), ...answering.uploadInfo };
    const { context = file.content['acceptContext'] ?? {} } = answering;
    const value = { type: 'fileUpload', action, context, ...(action === 'accept' ? { uploadInfo } : {}) };
    return await line.invoke(invokeActivity(sceneOf(person), 'fileConsent/invoke', { value, replyToId }));
  }
}
