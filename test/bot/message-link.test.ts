import type { Place } from '../../src/approvals/approval';
import { messageLink } from '../../src/bot/message-link';
import type { ActivityId, ConversationId, TenantId } from '../../src/shared/ids';

const tenantId = '7a1e9d3c-52b4-4f0a-9c61-0d8e4b7f2a10' as TenantId;
const linkTo = (kind: Place['kind'], conversationId: string, activityId = '1774774800123') =>
  messageLink({ place: { kind, conversationId: conversationId as ConversationId }, activityId: activityId as ActivityId, tenantId }); // prettier-ignore

describe('the address of a message', () => {
  it('in a channel names the thread', () => {
    expect(linkTo('channel', '19:room@thread.tacv2;messageid=1774774800000')).toBe(
      `https://teams.microsoft.com/l/message/19%3Aroom%40thread.tacv2/1774774800123?tenantId=${tenantId}&parentMessageId=1774774800000`,
    );
    expect(linkTo('channel', '19:room@thread.tacv2')).toContain('parentMessageId=1774774800123');
  });

  it('in a channel names the team’s group where Teams has told it', () => {
    const place = { kind: 'channel', conversationId: '19:room@thread.tacv2' as ConversationId } as const;
    const link = messageLink({ place, activityId: '1774774800123' as ActivityId, tenantId, groupId: 'group-1' });

    expect(new URL(link ?? '').searchParams.get('groupId')).toBe('group-1');
    expect(linkTo('channel', '19:room@thread.tacv2')).not.toContain('groupId');
  });

  it('in a group chat says that it is one', () => {
    const link = new URL(linkTo('group', '19:chat@thread.v2') ?? '');

    expect(link.pathname).toBe('/l/message/19%3Achat%40thread.v2/1774774800123');
    expect(link.searchParams.get('context')).toBe('{"contextType":"chat"}');
  });

  it('is not known in personal chats, nor for ids that are only the channel’s', () => {
    expect(linkTo('personal', 'a:1_chat')).toBeUndefined();
    expect(linkTo('group', '19:chat@thread.v2', '1:0abc')).toBeUndefined();
  });
});
