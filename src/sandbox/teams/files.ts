/** Files that people of the pretend tenant sent: a pretend SharePoint gives them to whoever has the address, as the real one does. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';

interface KeptFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  isFetched: boolean;
}

const PATH = '/files';

export class PretendFiles {
  private readonly getOrigin: () => string;
  private readonly kept = new Map<string, KeptFile>();

  constructor(getOrigin: () => string) {
    this.getOrigin = getOrigin;
  }

  /** @returns the address at which the bot may fetch it */
  keep(bytes: Uint8Array<ArrayBuffer>): string {
    const id = randomUUID();
    this.kept.set(id, { bytes, isFetched: false });
    return `${this.getOrigin()}${PATH}/${id}`;
  }

  isFetched(downloadUrl: string): boolean {
    return this.kept.get(downloadUrl.split('/').at(-1) ?? '')?.isFetched ?? false;
  }

  routes(): Hono {
    const app = new Hono();
    app.get(`${PATH}/:id`, (context) => {
      const file = this.kept.get(context.req.param('id'));
      if (!file) return context.notFound();
      file.isFetched = true;
      return context.body(file.bytes, 200, { 'content-type': 'application/octet-stream' });
    });
    return app;
  }
}
