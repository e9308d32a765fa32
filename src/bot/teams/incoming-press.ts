/** A press, by Action.Execute (an invoke) or by its Submit fallback (a message with a value and no text). */
import { z } from 'zod/v4';
import type { ActivityId } from '../../shared/ids';
import type { JsonObject } from '../../shared/json';
import type { Press } from '../conversation';
import { placeOf, speakerOf, type Incoming } from './incoming';

const dataSchema = z.record(z.string(), z.json());
const verbSchema = z.string().min(1).max(100);

const executeSchema = z.looseObject({
  action: z.looseObject({ type: z.literal('Action.Execute'), verb: verbSchema, data: dataSchema.nullish() }),
  authentication: z.looseObject({ token: z.string().nullish() }).nullish(),
  state: z.string().nullish(),
  trigger: z.string().nullish(),
});
const submitSchema = dataSchema.and(z.looseObject({ verb: verbSchema }));

/** `undefined`: not a press that Rewind's cards could have made. */
export function executeOf(incoming: Incoming): Press | undefined {
  const { data: value } = executeSchema.safeParse(incoming.value);
  if (!value) return undefined;
  return {
    ...whereOf(incoming),
    verb: value.action.verb,
    data: value.action.data ?? {},
    form: 'execute',
    token: value.authentication?.token ?? undefined,
    signInState: value.state ?? undefined,
    isRefresh: value.trigger === 'automatic',
  };
}

export function submitOf(incoming: Incoming): Press | undefined {
  const { data: value } = submitSchema.safeParse(incoming.value);
  if (!value) return undefined;
  const { verb, ...data } = value as JsonObject & { readonly verb: string };
  return { ...whereOf(incoming), verb, data, form: 'submit', isRefresh: false };
}

/** The pressed card's own message where Teams names it, so that it can be edited. */
function whereOf(incoming: Incoming): Pick<Press, 'activityId' | 'place' | 'speaker'> {
  const activityId = (incoming.replyToId ?? incoming.id ?? '') as ActivityId;
  return { activityId, place: placeOf(incoming), speaker: speakerOf(incoming) };
}
