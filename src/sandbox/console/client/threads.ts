/** A channel shows posts with their replies; other places one message after the other. Pure. */
import type { ShownMessage } from '../wire';

export interface Thread {
  readonly id: string;
  readonly messages: readonly ShownMessage[];
  readonly canReply: boolean;
}

/** @param messages - of one place, in order */
export function threadsOf(messages: readonly ShownMessage[]): readonly Thread[] {
  const threads = new Map<string, ShownMessage[]>();
  for (const message of messages) {
    const id = message.threadId ?? message.id;
    threads.set(id, [...(threads.get(id) ?? []), message]);
  }
  return [...threads].map(([id, inThread]) => ({ id, messages: inThread, canReply: inThread[0]?.threadId !== undefined })); // prettier-ignore
}
