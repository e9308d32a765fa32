import type { JsonObject } from '../../shared/json';

const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const SENT_TYPE = 'application/vnd.microsoft.teams.card.file.info';

export interface MessageFile {
  readonly kind: 'offered' | 'sent';
  readonly name: string;
  /** Of the attachment: the offer's size and contexts, or the sent file's id. */
  readonly content: JsonObject;
}

/** The file that a message of the bot offers or shows. */
export function fileIn(attachments: readonly JsonObject[]): MessageFile | undefined {
  const file = attachments.find(({ contentType }) => contentType === CONSENT_TYPE || contentType === SENT_TYPE);
  if (!file) return undefined;
  const { contentType, name, content } = file as { contentType: string; name: string; content: JsonObject };
  return { kind: contentType === CONSENT_TYPE ? 'offered' : 'sent', name, content };
}
