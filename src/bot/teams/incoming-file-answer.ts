/** What a person answered to an offered file (`fileConsent/invoke`). Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
import { z } from 'zod/v4';
import type { ActivityId } from '../../shared/ids';
import type { FileAnswer } from '../conversation';
import { placeOf, speakerOf, type Incoming } from './incoming';

const MAX_URL = 8_000;
const url = z.string().max(MAX_URL);
const common = { type: z.literal('fileUpload'), context: z.looseObject({ offerId: z.string() }).nullish().catch(null) };
const uploadSchema = z.looseObject({ uploadUrl: url, contentUrl: url, uniqueId: z.string().max(200), fileType: z.string().max(50) }); // prettier-ignore
const answerSchema = z.discriminatedUnion('action', [
  z.looseObject({ ...common, action: z.literal('accept'), uploadInfo: uploadSchema }),
  z.looseObject({ ...common, action: z.literal('decline') }),
]);
/** A nonce and its seal. */
const OFFER_ID = /^[\w-]{75}$/;

/** `undefined`: nothing that Teams could have made of an offer of ours. */
export function fileAnswerOf(incoming: Incoming): FileAnswer | undefined {
  const { data: value } = answerSchema.safeParse(incoming.value);
  const place = placeOf(incoming);
  if (!value || place.kind !== 'personal') return undefined;
  const offerId = value.context?.offerId ?? '';
  return {
    activityId: (incoming.replyToId ?? '') as ActivityId,
    place,
    speaker: speakerOf(incoming),
    offerId: OFFER_ID.test(offerId) ? offerId : '',
    upload: value.action === 'accept' ? value.uploadInfo : undefined,
  };
}
