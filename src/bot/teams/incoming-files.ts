import { z } from 'zod/v4';
import type { FileOffer } from '../conversation';
import type { Incoming } from './incoming';

/** Teams puts a text/html attachment beside nearly every message; only this kind is a file. */
const fileSchema = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string(),
  content: z.looseObject({ downloadUrl: z.string() }),
});

export function filesOf({ attachments }: Incoming): readonly FileOffer[] {
  return (attachments ?? []).flatMap((attachment) => {
    const file = fileSchema.safeParse(attachment);
    return file.success ? [{ name: file.data.name, downloadUrl: file.data.content.downloadUrl }] : [];
  });
}
