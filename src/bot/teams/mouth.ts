/** The bot's mouth: speaks unasked, by stored references, at the channel's pace. */
import type { Activity } from 'botbuilder';
import type { Place } from '../../approvals/approval';
import type { ConversationStore } from '../../recovery/store-ports';
import { RewindError, UnavailableError } from '../../shared/errors';
import type { ActivityId, ConversationId, PersonId } from '../../shared/ids';
import type { Post, Teams } from '../conversation';
import type { Connector } from './connector';
import { foundOrAbsent } from './found-or-absent';
import { activityOf, editOf } from './outgoing';
import type { HeardIds } from './heard-ids';
import type { RecentPlaces } from './recent-places';
import { personalFrom, referenceOf } from './reference';
import { RememberedIds } from './remembered-ids';
import type { SendPace } from './send-pace';
import { sendWithRetry } from './send-retry';
import type { TeamsSettings } from './teams-settings';

export interface MouthParts {
  readonly settings: TeamsSettings;
  readonly connector: Connector;
  readonly conversations: ConversationStore;
  readonly recent: RecentPlaces;
  readonly heard: HeardIds;
  readonly pace: SendPace;
  /** Before a send is repeated; real time by default. */
  readonly waitToSend?: ((ms: number) => Promise<unknown>) | undefined;
}

type Reference = ReturnType<typeof referenceOf>;

/** How long a place may refuse without a lasting reason before it counts as lost, and how soon it is asked again. */
const GIVEN_UP_AFTER_MS = 30 * 60_000;
const FIRST_AGAIN_MS = 15_000;
const LONGEST_AGAIN_MS = 5 * 60_000;

export class Mouth implements Teams {
  private readonly parts: MouthParts;
  private readonly teamsIds = new RememberedIds();

  constructor(parts: MouthParts) {
    this.parts = parts;
  }

  async post(conversationId: ConversationId, post: Post): Promise<ActivityId> {
    return await this.speak(conversationId, async (reference) => activityOf(post, await this.knownIn(post, reference)));
  }

  /** What is no post: any activity, made for the conversation's reference. Throws as `post` does. */
  async speak(
    conversationId: ConversationId,
    activityFor: (reference: Reference) => Partial<Activity> | Promise<Partial<Activity>>,
  ): Promise<ActivityId> {
    const { connector, pace, waitToSend } = this.parts;
    const { reference, isDoubted } = await this.wayTo(conversationId);
    const activity = await activityFor(reference);
    try {
      const sent = await sendWithRetry(async () => {
        await pace.turn(conversationId, 'message');
        return await connector.send(reference, activity);
      }, waitToSend);
      if (isDoubted) await this.parts.conversations.taken(conversationId);
      return sent as ActivityId;
    } catch (error) {
      throw mayPass(error) ? await this.notTaken(conversationId, error) : error;
    }
  }

  /** A single no is not never: the place counts as lost when it says the same for long. */
  private async notTaken(conversationId: ConversationId, cause: unknown): Promise<RewindError> {
    const { forMs } = await this.parts.conversations.notTaken(conversationId);
    if (forMs >= GIVEN_UP_AFTER_MS)
      return new RewindError('teams/given-up', `Teams takes nothing in ${conversationId}`, { cause });
    const retryAfterMs = Math.min(Math.max(forMs, FIRST_AGAIN_MS), LONGEST_AGAIN_MS);
    return new UnavailableError('teams/not-taken', 'Teams does not take it there now', { cause, retryAfterMs });
  }

  async update(conversationId: ConversationId, activityId: ActivityId, post: Post): Promise<'updated' | 'gone'> {
    const { connector, pace, waitToSend } = this.parts;
    const reference = await this.referenceTo(conversationId);
    const activity = { ...activityOf(editOf(post), new Map()), id: activityId };
    try {
      await sendWithRetry(async () => {
        await pace.turn(conversationId, 'edit');
        await connector.edit(reference, activity);
      }, waitToSend);
      return 'updated';
    } catch (error) {
      if (hasCode(error, ['teams/gone'])) return 'gone';
      throw mayPass(error) ? await this.notTaken(conversationId, error) : error;
    }
  }

  async openPersonal(
    from: ConversationId,
    { personId, teamsId }: Parameters<Teams['openPersonal']>[1],
  ): Promise<Place | undefined> {
    const { connector, conversations, waitToSend } = this.parts;
    const reference = await this.referenceTo(from);
    try {
      const id = await sendWithRetry(() => connector.openPersonal(reference, teamsId), waitToSend);
      const known = personalFrom(reference, { id: id as ConversationId, personId });
      await conversations.remember(known);
      return known.place;
    } catch (error) {
      if (hasCode(error, NO_CHAT)) return undefined;
      throw mayPass(error)
        ? new UnavailableError('teams/not-taken', 'Teams opens no chat now', { cause: error })
        : error;
    }
  }

  async groupIdOf(conversationId: ConversationId): Promise<string | undefined> {
    return (await this.referenceTo(conversationId).catch(() => undefined))?.groupId;
  }

  async teamsIdsOf(conversationId: ConversationId, personIds: readonly PersonId[]): Promise<readonly string[]> {
    const reference = await this.referenceTo(conversationId);
    const { heard, connector } = this.parts;
    const idOf = async (personId: PersonId) =>
      heard.find(conversationId, personId) ??
      (await this.teamsIds.find(`${conversationId} ${personId}`, () => connector.memberAt(reference, personId)));
    return (await Promise.all(personIds.map(idOf))).filter((id) => id !== undefined);
  }

  private async referenceTo(conversationId: ConversationId): Promise<Reference> {
    return (await this.wayTo(conversationId)).reference;
  }

  private async wayTo(conversationId: ConversationId) {
    const { conversations, recent } = this.parts;
    const justHeard = recent.find(conversationId);
    const kept = conversations.find(conversationId).catch((error: unknown) => {
      if (justHeard && error instanceof UnavailableError) return undefined;
      throw error;
    });
    const known = (await kept) ?? justHeard;
    if (!known) throw unreachable(conversationId);
    return { reference: referenceOf(known, this.parts.settings), isDoubted: known.isDoubted === true };
  }

  /**
   * The channel's ids of the people whom the post mentions, without those who are not there.
   *
   * @throws UnavailableError where the channel cannot be asked now: a message that calls nobody would not be said again
   */
  private async knownIn({ mentions = [] }: Post, reference: Reference): Promise<ReadonlyMap<string, string>> {
    const { connector, waitToSend } = this.parts;
    const found = await Promise.all(
      mentions.map(async ({ personId, teamsId }) => {
        const ask = async () => (await foundOrAbsent(() => connector.memberAt(reference, personId)))?.id;
        const id = teamsId ?? (await sendWithRetry(ask, waitToSend).catch(unlessDefinite));
        return id === undefined ? [] : [[personId, id] as const];
      }),
    );
    return new Map(found.flat());
  }
}

function unlessDefinite(error: unknown): undefined {
  if (error instanceof UnavailableError || !(error instanceof RewindError)) throw error;
}

/** Teams' definite noes to opening a chat: the person does not have the app. */
const NO_CHAT: readonly string[] = ['teams/unreachable', 'teams/refused'];

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof RewindError && codes.includes(error.code);

const mayPass = (error: unknown): boolean => hasCode(error, ['teams/gone', 'teams/forbidden']);

function unreachable(conversationId: ConversationId, cause?: unknown): RewindError {
  return new RewindError('teams/unreachable', `the bot cannot speak in ${conversationId}`, { cause });
}
