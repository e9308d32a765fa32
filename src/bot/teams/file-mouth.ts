import type { Activity } from 'botbuilder';
import { RewindError } from '../../shared/errors';
import type { ActivityId, ConversationId } from '../../shared/ids';
import type { OfferedFile, SentFile, TeamsFiles, UploadPlace } from '../conversation';
import { uploadFile } from './file-upload';
import type { Mouth } from './mouth';
import { isAddressAt } from './service-url';
import type { TeamsSettings } from './teams-settings';

const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const SENT_TYPE = 'application/vnd.microsoft.teams.card.file.info';

/** Files to people. The addresses come from their clients: both are judged before a byte goes out, or a link is shown. */
export class FileMouth implements TeamsFiles {
  private readonly mouth: Mouth;
  private readonly settings: TeamsSettings;

  constructor(mouth: Mouth, settings: TeamsSettings) {
    this.mouth = mouth;
    this.settings = settings;
  }

  async offer(conversationId: ConversationId, file: OfferedFile): Promise<ActivityId> {
    const { name, description, bytes, offerId } = file;
    const context = { offerId };
    const content = { description, sizeInBytes: bytes, acceptContext: context, declineContext: context };
    const attachment = { contentType: CONSENT_TYPE, name, content };
    return await this.mouth.speak(conversationId, () => withAttachment(description, attachment));
  }

  async send(conversationId: ConversationId, file: SentFile, upload: UploadPlace): Promise<void> {
    const { uploadUrl, contentUrl, uniqueId, fileType } = upload;
    if (![uploadUrl, contentUrl].every((address) => this.isOurs(address)))
      throw new RewindError('teams/strange-upload', 'the file is wanted at a host that is not in FILE_HOSTS');
    await uploadFile(uploadUrl, file);
    const attachment = { contentType: SENT_TYPE, contentUrl, name: file.name, content: { uniqueId, fileType } };
    await this.mouth.speak(conversationId, () => withAttachment(file.name, attachment));
  }

  private isOurs(address: string): boolean {
    const { fileHosts, allowLoopback } = this.settings;
    return isAddressAt(address, { hosts: fileHosts, allowLoopback });
  }
}

function withAttachment(summary: string, attachment: NonNullable<Activity['attachments']>[number]): Partial<Activity> {
  return { type: 'message', summary, attachments: [attachment] };
}
