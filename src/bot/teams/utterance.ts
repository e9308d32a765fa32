/** What an activity counts as. A claim of the client, and safe as one: whatever calls itself a refresh never acts (press.ts). */
import type { Utterance } from '../../recovery/press-ports';
import type { PressVerb } from '../../recovery/acts';
import type { Incoming } from './incoming';
import { executeOf, submitOf } from './incoming-press';
import { readText } from './message-text';

const STOP = 'cancel' satisfies PressVerb;

export function utteranceOf(incoming: Incoming): Utterance {
  const press = incoming.type === 'invoke' ? executeOf(incoming) : submitOf(incoming);
  if (press?.isRefresh) return 'refresh';
  const [said] = (press?.verb ?? readText(incoming).text).trim().toLowerCase().split(/\s/);
  return said === STOP ? 'stop' : 'word';
}
