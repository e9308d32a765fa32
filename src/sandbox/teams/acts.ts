/** What people of the cast do in the pretend Teams, and what they see there. */
import type { JsonObject } from '../../shared/json';
import type { CastMember } from '../cast';
import type { Said } from './activities';

export interface Saying {
  readonly text: string;
  readonly mentions?: readonly CastMember[] | undefined;
  readonly zone?: string | undefined;
  /** A reply in this thread of the channel; a new thread by default. */
  readonly threadId?: string | undefined;
  readonly file?: Said['file'];
}

export interface Pressing {
  /** Title or verb. */
  readonly button: string;
  /** Which of all its buttons, where several have the same title. */
  readonly position?: number | undefined;
  /** The message that carries the card; by default the newest one in the place with such a button. */
  readonly card?: string | undefined;
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  readonly form?: 'execute' | 'submit' | undefined;
  readonly zone?: string | undefined;
}

export interface SeenCard {
  readonly activityId: string;
  readonly card: JsonObject;
}
