/** The bot's mouth: speaks unasked, by stored references, at the channel's pace. */
import type { Mention } from 'botbuilder';
import type { ConversationStore } from '../../recovery/store-ports';
import { RewindError } from '../../shared/errors';
import type { ActivityId, ConversationId } from '../../shared/ids';
import type { Post, Teams } from '../conversation';
import type { Connector } from './connector';
import { activityOf, editOf, mentionOf } from './outgoing';
import { referenceOf } from './reference';
import type { SendPace } from './send-pace';
import { sendWithRetry } from './send-retry';
import type { TeamsSettings } from './teams-settings';

export interface MouthParts {
  readonly settings: TeamsSettings;
  readonly connector: Connector;
  readonly conversations: ConversationStore;
  readonly pace: SendPace;
}

export class Mouth implements Teams {
  private readonly parts: MouthParts;

  constructor(parts: MouthParts) {
    this.parts = parts;
  }

  async post(conversationId: ConversationId, post: Post): Promise<ActivityId> {
    const { connector, pace } = this.parts;
    const reference = await this.referenceTo(conversationId);
    const activity = activityOf(post, await this.mentionsIn(post, reference));
    try {
      return (await sendWithRetry(async () => {
        await pace.turn(conversationId);
        return await connector.send(reference, activity);
      })) as ActivityId;
    } catch (error) {
      throw isGone(error) ? unreachable(conversationId, error) : error;
    }
  }

  async update(conversationId: ConversationId, activityId: ActivityId, post: Post): Promise<'updated' | 'gone'> {
    const { connector, pace } = this.parts;
    const reference = await this.referenceTo(conversationId);
    const activity = { ...activityOf(editOf(post), []), id: activityId };
    try {
      await sendWithRetry(async () => {
        await pace.turn(conversationId);
        await connector.edit(reference, activity);
      });
      return 'updated';
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  }

  private async referenceTo(conversationId: ConversationId) {
    const known = await this.parts.conversations.find(conversationId);
    if (!known) throw unreachable(conversationId);
    return referenceOf(known, this.parts.settings);
  }

  /** Whom the channel does not know there is named without a mention: nobody is told less for it. */
  private async mentionsIn({ mentions = [] }: Post, reference: ReturnType<typeof referenceOf>): Promise<Mention[]> {
    const found = await Promise.all(
      mentions.map(async ({ personId, name }) => {
        const member = await this.parts.connector.memberAt(reference, personId).catch(() => undefined);
        return member ? [mentionOf(member.id, name)] : [];
      }),
    );
    return found.flat();
  }
}

const isGone = (error: unknown): boolean => error instanceof RewindError && error.code === 'teams/gone';

function unreachable(conversationId: ConversationId, cause?: unknown): RewindError {
  return new RewindError('teams/unreachable', `the bot cannot speak in ${conversationId}`, { cause });
}
