/** The few calls of the Bot Connector that Rewind makes, inside a turn or by a stored reference. */
import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import type { TeamsAdapter } from '@microsoft/teams-ai';
import { z } from 'zod/v4';

const sentSchema = z.looseObject({ id: z.string().min(1) });

const memberSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
export type Member = z.infer<typeof memberSchema>;

/** The part of the SDK's client that is used; everything it gives is parsed. */
interface Conversations {
  sendToConversation(conversationId: string, activity: Partial<Activity>): Promise<unknown>;
  updateActivity(conversationId: string, activityId: string, activity: Partial<Activity>): Promise<unknown>;
  getConversationMember(conversationId: string, memberId: string): Promise<unknown>;
  createConversation(parameters: object): Promise<unknown>;
}

export class Connector {
  private readonly adapter: TeamsAdapter;
  private readonly botId: string;

  constructor(adapter: TeamsAdapter, botId: string) {
    this.adapter = adapter;
    this.botId = botId;
  }

  async send(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<string> {
    const sent = await this.at(reference, async (conversations, id) => await conversations.sendToConversation(id, activity)); // prettier-ignore
    return sentSchema.parse(sent).id;
  }

  async edit(reference: Partial<ConversationReference>, activity: Partial<Activity> & { id: string }): Promise<void> {
    await this.at(reference, async (conversations, id) => await conversations.updateActivity(id, activity.id, activity)); // prettier-ignore
  }

  /** @returns the id of the personal chat, an old one where there is one. @param memberId - the channel's id of the person (`29:…`) */
  async openPersonal(reference: Partial<ConversationReference>, memberId: string): Promise<string> {
    const tenantId = reference.conversation?.tenantId;
    const parameters = { isGroup: false, bot: reference.bot, members: [{ id: memberId }], tenantId, channelData: { tenant: { id: tenantId } } }; // prettier-ignore
    const opened = await this.at(reference, async (conversations) => await conversations.createConversation(parameters)); // prettier-ignore
    return sentSchema.parse(opened).id;
  }

  /** @param memberId - the channel's id of the person (`29:…`), or the Entra object id */
  async memberAt(reference: Partial<ConversationReference>, memberId: string): Promise<Member> {
    const member = await this.at(reference, async (conversations, id) => await conversations.getConversationMember(membersOf(id), memberId)); // prettier-ignore
    return memberSchema.parse(member);
  }

  async member(context: TurnContext, memberId: string): Promise<Member> {
    const id = membersOf(context.activity.conversation.id);
    return memberSchema.parse(await this.conversationsOf(context).getConversationMember(id, memberId));
  }

  private async at(
    reference: Partial<ConversationReference>,
    call: (conversations: Conversations, conversationId: string) => Promise<unknown>,
  ): Promise<unknown> {
    let outcome: { readonly result: unknown } | { readonly failure: unknown } | undefined;
    await this.adapter.continueConversationAsync(this.botId, reference, async (context) => {
      // Caught here, or the adapter would hand it to onTurnError and the caller would take the silence for success.
      outcome = await call(this.conversationsOf(context), context.activity.conversation.id).then(
        (result) => ({ result }),
        (failure: unknown) => ({ failure }),
      );
    });
    return await settled(outcome);
  }

  private conversationsOf(context: TurnContext): Conversations {
    const client: { readonly conversations: Conversations } = context.turnState.get(this.adapter.ConnectorClientKey);
    return client.conversations;
  }
}

/** A thread has the members of its channel. */
const membersOf = (conversationId: string): string => conversationId.replace(/;messageid=.*$/s, '');

async function settled(
  outcome: { readonly result: unknown } | { readonly failure: unknown } | undefined,
): Promise<unknown> {
  if (outcome && 'result' in outcome) return outcome.result;
  return await Promise.reject(outcome?.failure instanceof Error ? outcome.failure : new Error('the turn did not run'));
}
