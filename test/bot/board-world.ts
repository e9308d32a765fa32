/** A card board over an in-memory Teams that does what a test tells it: what was posted and edited, and where nobody can be reached. */
import type { CardAddress, Draft, PostedCard } from '../../src/approvals/approval';
import { CardBoard } from '../../src/bot/card-board';
import type { Post, Teams } from '../../src/bot/conversation';
import type {
  ConversationStore,
  DraftStore,
  KnownConversation,
  Notice,
  NoticeCopy,
  NoticeStore,
} from '../../src/recovery/store-ports';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { ActivityId, ConversationId, PersonId, RequestId } from '../../src/shared/ids';
import { quietLog } from '../redis/quiet-log';
import { rulesWorld } from '../usecases/rules-world';

type Mood = 'well' | 'busy' | 'unreachable' | 'gone' | 'noEdits' | 'refuses';

interface Sent {
  readonly how: 'post' | 'update';
  readonly conversationId: ConversationId;
  readonly activityId: ActivityId;
  readonly post: Post;
}

class FakeTeams implements Teams {
  readonly sent: Sent[] = [];
  /** How often each place was tried. */
  readonly tried = new Map<ConversationId, number>();
  readonly moods = new Map<ConversationId, Mood>();
  /** What happens between the drawing of a card and its edit. */
  beforeUpdate: (() => Promise<void>) | undefined;
  /** What happens once a message is there. */
  afterPost: (() => Promise<void>) | undefined;
  private posted = 0;

  async post(conversationId: ConversationId, post: Post): Promise<ActivityId> {
    this.try(conversationId, 'post');
    this.posted += 1;
    const activityId = String(1_774_774_800_000 + this.posted) as ActivityId;
    this.sent.push({ how: 'post', conversationId, activityId, post });
    await this.afterPost?.();
    return activityId;
  }

  async update(conversationId: ConversationId, activityId: ActivityId, post: Post): Promise<'updated' | 'gone'> {
    this.try(conversationId, 'update');
    await this.beforeUpdate?.();
    if (this.moods.get(conversationId) === 'gone') return await Promise.resolve('gone');
    this.sent.push({ how: 'update', conversationId, activityId, post });
    return 'updated';
  }

  groupIdOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  openPersonal(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  teamsIdsOf(_conversationId: ConversationId, personIds: readonly PersonId[]): Promise<readonly string[]> {
    return Promise.resolve(personIds.map((id) => `29:${id}`));
  }

  private try(conversationId: ConversationId, how: Sent['how']): void {
    this.tried.set(conversationId, (this.tried.get(conversationId) ?? 0) + 1);
    const mood = this.moods.get(conversationId);
    if (mood === 'busy' || (mood === 'noEdits' && how === 'update'))
      throw new UnavailableError('teams/busy', 'too much', { retryAfterMs: 1000 });
    if (mood === 'refuses' && how === 'post') throw new RewindError('teams/refused', 'not like this');
    if (mood === 'unreachable') throw new RewindError('teams/unreachable', `${how}: not there`);
  }
}

class KeptNotices implements NoticeStore {
  readonly waiting: Notice[] = [];
  readonly lost: Notice[] = [];
  private readonly said: Notice[] = [];
  readonly known = new Map<ConversationId, PostedCard>();
  /** In which places each notice is said, too. */
  private readonly copied = new Set<string>();
  /** Superseded, and not yet edited to say so. */
  readonly alive: CardAddress[] = [];

  ofRequest(): Promise<readonly Notice[]> {
    return Promise.resolve([...this.waiting, ...this.lost, ...this.said]);
  }

  unsent(): Promise<readonly Notice[]> {
    return Promise.resolve([...this.waiting]);
  }

  sent(noticeId: number, activityId?: ActivityId): Promise<void> {
    const index = this.waiting.findIndex(({ id }) => id === noticeId);
    const [notice] = this.waiting.splice(index, 1);
    if (notice && activityId !== undefined) this.said.push({ ...notice, activityId });
    return Promise.resolve();
  }

  givenUp(noticeId: number, because: string): Promise<void> {
    const notice = this.waiting.find(({ id }) => id === noticeId);
    if (notice) this.lost.push({ ...notice, givenUpBecause: because });
    return this.sent(noticeId);
  }

  cardNotFound(): Promise<void> {
    return Promise.resolve();
  }

  alsoIn(noticeId: number, copies: readonly NoticeCopy[]): Promise<void> {
    const original = this.waiting.find(({ id }) => id === noticeId);
    for (const copy of original ? copies : []) {
      const key = `${String(noticeId)} ${copy.place.conversationId}`;
      if (original && !this.copied.has(key) && copy.activityId === undefined)
        this.waiting.push({ ...original, ...copy, id: 100 * noticeId + this.copied.size });
      this.copied.add(key);
    }
    return Promise.resolve();
  }

  cards(): Promise<readonly PostedCard[]> {
    return Promise.resolve([...this.known.values()]);
  }

  cardPosted(card: PostedCard): Promise<PostedCard | undefined> {
    const superseded = this.known.get(card.conversationId);
    this.known.set(card.conversationId, card);
    if (superseded) this.alive.push(superseded);
    return Promise.resolve(superseded);
  }

  cardRedrawn(card: PostedCard): Promise<boolean> {
    if (this.known.get(card.conversationId)?.activityId !== card.activityId) return Promise.resolve(false);
    this.known.set(card.conversationId, card);
    return Promise.resolve(true);
  }

  cardSuperseded(address: CardAddress): Promise<void> {
    this.alive.push(address);
    return Promise.resolve();
  }

  superseded(): Promise<readonly CardAddress[]> {
    return Promise.resolve([...this.alive]);
  }

  cardBuried({ activityId }: CardAddress): Promise<void> {
    this.alive.splice(
      this.alive.findIndex((card) => card.activityId === activityId),
      1,
    );
    return Promise.resolve();
  }

  behind(): Promise<never[]> {
    return Promise.resolve([]);
  }

  cardGone({ conversationId }: PostedCard): Promise<void> {
    this.known.delete(conversationId);
    return Promise.resolve();
  }
}

class KeptConversations implements ConversationStore {
  readonly known = new Map<ConversationId, KnownConversation>();

  remember(conversation: KnownConversation): Promise<void> {
    this.known.set(conversation.place.conversationId, conversation);
    return Promise.resolve();
  }

  find(conversationId: ConversationId): Promise<KnownConversation | undefined> {
    return Promise.resolve(this.known.get(conversationId));
  }

  unreachable(conversationId: ConversationId): Promise<void> {
    this.known.delete(conversationId);
    return Promise.resolve();
  }

  notTaken(): Promise<{ readonly forMs: number }> {
    return Promise.resolve({ forMs: 0 });
  }

  taken(): Promise<void> {
    return Promise.resolve();
  }

  lostBecause(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  personalOf(personId: PersonId) {
    return Promise.resolve([...this.known.values()].find((known) => known.personId === personId)?.place);
  }
}

class KeptDrafts implements DraftStore {
  private readonly known = new Map<string, Draft>();

  keep(requestId: RequestId, draft: Draft): Promise<void> {
    this.known.set(`${requestId} ${draft.byId}`, draft);
    return Promise.resolve();
  }

  of(requestId: RequestId, personId: PersonId): Promise<Draft | undefined> {
    return Promise.resolve(this.known.get(`${requestId} ${personId}`));
  }
}

export const INCIDENT = '19:incident' as ConversationId;

export function boardWorld() {
  const rules = rulesWorld();
  const teams = new FakeTeams();
  const notices = new KeptNotices();
  const conversations = new KeptConversations();
  const { log, lines } = quietLog();
  const settings = { detailConversationIds: [], incidentConversationId: INCIDENT };
  const board = new CardBoard({
    usecases: rules.ports,
    notices,
    drafts: new KeptDrafts(),
    conversations,
    teams,
    log,
    settings,
  });
  return {
    rules,
    teams,
    notices,
    conversations,
    lines,
    board,
    draw: (id: RequestId) => board.draw(id),
    in: (conversationId: ConversationId) => teams.sent.filter((sent) => sent.conversationId === conversationId),
  };
}
