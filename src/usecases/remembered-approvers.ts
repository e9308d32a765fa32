/** For drawings only, which are many: who could approve, remembered for a minute. What is decided at a press is asked anew. */
import { changesRevisionOf } from '../recovery/request';
import type { Clock } from '../shared/clock';
import { whoCouldApprove, type Approvers, type Asked, type WhoPorts } from './who-could-approve';

const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 200;

interface Remembered {
  readonly at: number;
  readonly approvers: Promise<Approvers>;
}

export class RememberedApprovers {
  private readonly ports: WhoPorts & { readonly clock: Clock };
  private readonly remembered = new Map<string, Remembered>();

  constructor(ports: WhoPorts & { readonly clock: Clock }) {
    this.ports = ports;
  }

  async of(request: Asked): Promise<Approvers> {
    const key = keyOf(request);
    const now = this.ports.clock.now().getTime();
    const known = this.remembered.get(key);
    if (known && Math.abs(now - known.at) < REMEMBERED_MS) return await known.approvers;
    this.remembered.delete(key);
    const asked: Remembered = { at: now, approvers: whoCouldApprove(request, this.ports) };
    this.remembered.set(key, asked);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MOST_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
    try {
      return await asked.approvers;
    } catch (error) {
      if (this.remembered.get(key) === asked) this.remembered.delete(key);
      throw error;
    }
  }
}

/** Everything that the answer hangs on besides the directory. */
function keyOf(request: Asked): string {
  const { id, requesterId, changedByIds, preview } = request;
  return [id, preview ? changesRevisionOf(request) : 'unread', requesterId, ...changedByIds].join('|');
}
