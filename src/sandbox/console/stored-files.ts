/** What Rewind has put into somebody's pretend storage, to be read in the browser. */
import type { Context } from 'hono';
import type { ConsoleWorld } from './console-world';
import { RefusedAct } from './refused-act';

export const FILES_PATH = '/api/files';

export function storedFile(context: Context, { sandbox }: ConsoleWorld): Response {
  const file = sandbox.teams.fileAnswers.drive.files.find(({ id }) => id === context.req.param('id'));
  if (!file) throw new RefusedAct('There is no such file.');
  return context.body(new Uint8Array(file.bytes), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
}
