/**
 * Files that people ask for. A file is offered in the asker's personal chat and made only when it is taken, by the person to whom it
 * was offered, once, while that person still holds a role. What the offer's card carries is an id and nothing else.
 */
import type { Place } from '../approvals/approval';
import { refused } from '../approvals/refusal';
import { fileDescription, fileSentences } from '../cards/file-sentences';
import { refusalSentence } from '../cards/sentences';
import type { DirectoryReader } from '../recovery/ports';
import type { FileOffer, FileOffers } from '../recovery/press-ports';
import type { ConversationStore } from '../recovery/store-ports';
import type { WantedFile } from '../requests/wanted-file';
import { RewindError, UnavailableError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import type { Log } from '../shared/log';
import { evidence, type EvidencePorts } from '../usecases/evidence';
import type { MadeFile } from '../usecases/made-file';
import type { FileAnswer, Message, Teams, TeamsFiles, UploadPlace } from './conversation';
import { personalChatOf } from './personal-chat';
import { isUnreachable } from './unreachable';

export interface FileDeskPorts {
  readonly evidence: EvidencePorts;
  readonly offers: FileOffers;
  readonly files: TeamsFiles;
  readonly teams: Pick<Teams, 'update' | 'openPersonal'>;
  readonly conversations: Pick<ConversationStore, 'personalOf'>;
  readonly directory: Pick<DirectoryReader, 'standingOf'>;
  readonly log: Log;
}

const MAX_BYTES = 100 * 1024 * 1024;

const FAILURES: Readonly<Record<string, (file: WantedFile) => string>> = {
  'teams/strange-upload': fileSentences.strangePlace,
  'teams/file-changed': fileSentences.changedMeanwhile,
  'teams/upload-refused': fileSentences.storageRefused,
};

export class FileDesk {
  private readonly ports: FileDeskPorts;

  constructor(ports: FileDeskPorts) {
    this.ports = ports;
  }

  /** @returns what is still to be said where the file was asked for */
  async offer(file: WantedFile, said: Pick<Message, 'place' | 'speaker'>): Promise<string | undefined> {
    const made = await this.make(file);
    if (typeof made === 'string') return made;
    const own = await personalChatOf(said, this.ports);
    if (!own) return fileSentences.addMeFirst(file);
    const bytes = await bytesOf(made);
    if (bytes > MAX_BYTES) return fileSentences.tooLarge(file);
    const isOffered = await this.offerIn(own, said.speaker.personId, { file, name: made.name, bytes });
    if (!isOffered) return fileSentences.addMeFirst(file);
    return own === said.place ? undefined : fileSentences.offeredInPersonalChat();
  }

  /** @returns what is said to the person who answered, where the offer itself does not say it */
  async answer(answer: FileAnswer): Promise<string | undefined> {
    const { offerId, upload } = answer;
    const offer = await this.ports.offers.find(offerId);
    const refusal = offer && (await this.refusalOf(offer, answer));
    if (refusal !== undefined) return refusal;
    const taken = offer && (await this.ports.offers.take(offerId));
    if (!taken) return fileSentences.offerIsOver();
    const said = upload ? await this.send(taken.file, upload, answer) : fileSentences.declined(taken.file);
    await this.close(answer, said);
    return undefined;
  }

  /** @returns false where the person's chat cannot be reached */
  private async offerIn(
    own: Place,
    personId: PersonId,
    { file, name, bytes }: { readonly file: WantedFile; readonly name: string; readonly bytes: number },
  ): Promise<boolean> {
    const { offers, files, evidence: { clock } } = this.ports; // prettier-ignore
    const offerId = await offers.hold({ personId, file, offeredAt: clock.now() });
    try {
      await files.offer(own.conversationId, { name, description: fileDescription(file), bytes, offerId });
      return true;
    } catch (error) {
      if (isUnreachable(error)) return false;
      throw error;
    }
  }

  private async refusalOf(offer: FileOffer, { speaker, upload }: FileAnswer): Promise<string | undefined> {
    const { directory, log } = this.ports;
    const { personId } = speaker;
    if (offer.personId !== personId) {
      log.warn({ by: personId }, 'somebody answered an offer of somebody else');
      return fileSentences.offeredToSomebodyElse();
    }
    const mayHave = upload === undefined || (await directory.standingOf(personId)) !== 'none';
    return mayHave ? undefined : refusalSentence(refused('roleMissing'));
  }

  private async send(file: WantedFile, upload: UploadPlace, { place, speaker }: FileAnswer): Promise<string> {
    const { files, log } = this.ports;
    const made = await this.make(file);
    if (typeof made === 'string') return made;
    const bytes = await bytesOf(made);
    try {
      await files.send(place.conversationId, { ...made, bytes }, upload);
    } catch (error) {
      return this.failureOf(error, file);
    }
    log.info({ file: file.kind, requestId: file.requestId, by: speaker.personId, bytes }, 'a file was sent');
    return fileSentences.sent(made.name);
  }

  /** The offer becomes one line: no live button is left behind. */
  private async close({ place, activityId }: FileAnswer, text: string): Promise<void> {
    const { teams, log } = this.ports;
    await teams.update(place.conversationId, activityId, { summary: text, text }).catch((error: unknown) => {
      log.warn({ err: error }, 'an answered offer could not be closed');
    });
  }

  private failureOf(error: unknown, file: WantedFile): string {
    if (error instanceof UnavailableError) return fileSentences.storageAway(file);
    const sentence = error instanceof RewindError ? FAILURES[error.code] : undefined;
    if (!sentence) throw error;
    this.ports.log.warn({ err: error, requestId: file.requestId }, 'a file could not be sent');
    return sentence(file);
  }

  /** @returns the file, or why there is none */
  private async make(file: WantedFile): Promise<MadeFile | string> {
    const made = await evidence(file.requestId, this.ports.evidence);
    return 'because' in made ? refusalSentence(made) : made;
  }
}

async function bytesOf({ text }: MadeFile): Promise<number> {
  let bytes = 0;
  for await (const piece of text()) bytes += Buffer.byteLength(piece, 'utf8');
  return bytes;
}
