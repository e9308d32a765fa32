import type { Place } from '../approvals/approval';

/** What is posted here may hold attribute values: nobody but its person reads a personal chat, and some conversations are configured. */
export const isPlaceForValues = ({ kind, conversationId }: Place, detailConversationIds: readonly string[]): boolean =>
  kind === 'personal' || detailConversationIds.includes(conversationId);
