/** Everybody's pretend OneDrive, as far as a bot's file gets there: an address that takes the parts of one file, in order. */
import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { JsonObject } from '../../shared/json';

export interface DriveFile {
  /** As the message that shows the file names it. */
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface UploadFault {
  readonly status: number;
  /** For a redirect. */
  readonly location?: string | undefined;
}

interface Session {
  readonly id: string;
  readonly name: string;
  readonly parts: Buffer[];
}

const DRIVE_PATH = '/pretend-drive';
const RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

export class PretendDrive {
  /** Whole files, oldest first. */
  readonly files: DriveFile[] = [];
  /** Answered to the next parts, one each, instead of taking them. */
  readonly faults: UploadFault[] = [];
  /** Every part that came, whatever became of it. */
  readonly parts: { readonly range: string; readonly hadToken: boolean }[] = [];
  private readonly sessions = new Map<string, Session>();
  private readonly getOrigin: () => string;

  constructor(getOrigin: () => string) {
    this.getOrigin = getOrigin;
  }

  /** What Teams tells a bot about the place for a file. */
  placeFor(name: string): JsonObject {
    const uniqueId = randomUUID();
    this.sessions.set(uniqueId, { id: uniqueId, name, parts: [] });
    const base = `${this.getOrigin()}${DRIVE_PATH}`;
    return {
      uploadUrl: `${base}/upload/${uniqueId}`,
      contentUrl: `${base}/documents/${encodeURIComponent(name)}`,
      name,
      uniqueId,
      fileType: name.split('.').at(-1) ?? '',
    };
  }

  get routes(): Hono {
    const app = new Hono();
    app.put(`${DRIVE_PATH}/upload/:id`, async (context) => await this.take(context));
    return app;
  }

  private async take(context: Context): Promise<Response> {
    const range = context.req.header('content-range') ?? '';
    this.parts.push({ range, hadToken: context.req.header('authorization') !== undefined });
    const fault = this.faults.shift();
    if (fault) return new Response('', { status: fault.status, headers: fault.location ? { location: fault.location } : {} }); // prettier-ignore
    const session = this.sessions.get(context.req.param('id') ?? '');
    return session ? this.add(session, range, Buffer.from(await context.req.arrayBuffer())) : refusal(404);
  }

  private add({ id, name, parts }: Session, range: string, part: Buffer): Response {
    const [, first, last, total] = (RANGE.exec(range) ?? []).map(Number);
    const has = Buffer.concat(parts).length;
    const end = has + part.length;
    if (first !== has || last !== end - 1) return refusal(416);
    parts.push(part);
    if (end === total) this.files.push({ id, name, bytes: Buffer.concat(parts) });
    return Response.json({}, { status: end === total ? 201 : 202 });
  }
}

const refusal = (status: number): Response => new Response('', { status });
