/**
 * The address that opens a message in Teams. Personal chats have none: their conversation is known to bots by another name than to
 * Teams' own addresses. Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
import type { Place } from '../approvals/approval';
import type { ActivityId, TenantId } from '../shared/ids';

export interface MessagePlace {
  readonly place: Place;
  readonly activityId: ActivityId;
  readonly tenantId: TenantId;
  /** Of the channel's team. */
  readonly groupId?: string | undefined;
}

/** What Teams calls a message in its own addresses: the time it was sent, in ms. Other ids are the channel's alone. */
const MESSAGE_ID = /^\d{10,16}$/;

export function messageLink({ place, activityId, tenantId, groupId }: MessagePlace): string | undefined {
  if (place.kind === 'personal' || !MESSAGE_ID.test(activityId)) return undefined;
  const [around = '', thread = activityId] = place.conversationId.split(';messageid=');
  const address = new URL(`https://teams.microsoft.com/l/message/${encodeURIComponent(around)}/${activityId}`);
  address.searchParams.set('tenantId', tenantId);
  if (place.kind === 'channel' && groupId !== undefined) address.searchParams.set('groupId', groupId);
  if (place.kind === 'channel') address.searchParams.set('parentMessageId', thread);
  else address.searchParams.set('context', '{"contextType":"chat"}');
  return address.href;
}
