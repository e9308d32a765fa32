import type { FileAnswer, Listener, Message, Press, PressAnswer, Teams } from '../../src/bot/conversation';
import type { Patience } from '../../src/bot/teams/in-time';
import { createTeamsDoor } from '../../src/bot/teams/teams-door';
import { createHttpServer } from '../../src/http/http-server';
import type { ConversationStore, KnownConversation } from '../../src/recovery/store-ports';
import { APPLICATIONS, TENANT_ID, type CastMember } from '../../src/sandbox/cast';
import { SandboxClock } from '../../src/sandbox/clock';
import { serveOnLoopback } from '../../src/sandbox/loopback-server';
import { CHANNEL_ISSUER } from '../../src/sandbox/teams/channel-tokens';
import type { BotTimeouts } from '../../src/sandbox/teams/bot-line';
import { TeamsEmulator } from '../../src/sandbox/teams/teams-emulator';
import type { UnavailableError } from '../../src/shared/errors';
import type { RequestId, TenantId } from '../../src/shared/ids';
import { createLog } from '../../src/shared/log';
import { testCertificates } from './certificates';

class KeptConversations implements ConversationStore {
  readonly known = new Map<string, KnownConversation>();
  /** For how long nothing was taken there, in ms. */
  readonly doubted = new Map<string, number>();
  private readonly refusing = new Set<string>();

  remember(conversation: KnownConversation): Promise<void> {
    this.refusing.delete(conversation.place.conversationId);
    this.known.set(conversation.place.conversationId, conversation);
    return Promise.resolve();
  }

  find(conversationId: string): Promise<KnownConversation | undefined> {
    const known = this.known.get(conversationId);
    return Promise.resolve(known && { ...known, isDoubted: this.doubted.has(conversationId) });
  }

  unreachable(conversationId: string): Promise<void> {
    this.refusing.add(conversationId);
    return Promise.resolve();
  }

  notTaken(conversationId: string): Promise<{ readonly forMs: number }> {
    const forMs = this.doubted.get(conversationId) ?? 0;
    this.doubted.set(conversationId, forMs);
    return Promise.resolve({ forMs });
  }

  taken(conversationId: string): Promise<void> {
    this.doubted.delete(conversationId);
    return Promise.resolve();
  }

  lostBecause(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  personalOf(personId: string) {
    const reachable = [...this.known.values()].filter(({ place }) => !this.refusing.has(place.conversationId));
    return Promise.resolve(reachable.find((known) => known.personId === personId)?.place);
  }
}

/** What the bot was told, and what it answers to presses. */
class RecordingListener implements Listener {
  readonly messages: Message[] = [];
  readonly presses: Press[] = [];
  readonly failures: string[] = [];
  readonly installs: string[] = [];
  readonly fileAnswers: FileAnswer[] = [];
  readonly brought: RequestId[] = [];
  answer: (press: Press) => PressAnswer | Promise<PressAnswer> = () => ({ kind: 'sentence', text: 'done' });
  onMessage: (message: Message) => Promise<void> = () => Promise.resolve();

  async message(message: Message): Promise<void> {
    this.messages.push(message);
    await this.onMessage(message);
  }

  async press(press: Press): Promise<PressAnswer> {
    this.presses.push(press);
    return await this.answer(press);
  }

  installed({ speaker }: Pick<Message, 'speaker'>): Promise<void> {
    this.installs.push(speaker.personId);
    return Promise.resolve();
  }

  wordsFor({ outside, code }: UnavailableError): string {
    return `Away: ${outside} (${code})`;
  }

  bring(requestId: RequestId): Promise<string> {
    this.brought.push(requestId);
    return Promise.resolve('brought');
  }

  fileAnswer(answer: FileAnswer): Promise<void> {
    this.fileAnswers.push(answer);
    return Promise.resolve();
  }

  signInFailed({ code }: { readonly code: string }): Promise<void> {
    this.failures.push(code);
    return Promise.resolve();
  }

  /** Everything that came through. */
  get heard(): number {
    return this.messages.length + this.presses.length + this.failures.length + this.fileAnswers.length;
  }

  forget(): void {
    this.messages.length = 0;
    this.presses.length = 0;
    this.failures.length = 0;
    this.installs.length = 0;
    this.fileAnswers.length = 0;
    this.brought.length = 0;
    this.answer = () => ({ kind: 'sentence', text: 'done' });
    this.onMessage = () => Promise.resolve();
  }
}

export interface ServedTeams {
  readonly emulator: TeamsEmulator;
  readonly teams: Teams;
  readonly listener: RecordingListener;
  readonly conversations: KeptConversations;
  /** `https://…/api/messages` */
  readonly botEndpoint: string;
  /** How many messages each person may still say; unlimited where nothing is set. */
  readonly budgets: Map<string, number>;
  close(): Promise<void>;
}

export interface ServedTeamsOptions {
  readonly patience?: Patience;
  readonly signOnToken?: (person: CastMember) => string | undefined;
  readonly timeouts?: BotTimeouts;
}

const BOT_TOKEN = 'pretend-bot-token';

/** The bot's door and the pretend Teams, over real HTTP with real channel tokens; the listener only writes down. */
export async function serveTeams({
  patience,
  signOnToken = ({ alias }) => `token-of-${alias}`,
  timeouts,
}: ServedTeamsOptions = {}): Promise<ServedTeams> {
  // prettier-ignore
  const certificates = await testCertificates();
  const origins = { teams: '', bot: '' };
  const emulator = new TeamsEmulator({
    clock: new SandboxClock(),
    getOrigin: () => origins.teams,
    getBotEndpoint: () => origins.bot,
    verifyConnectorBearer: (bearer) => (bearer === BOT_TOKEN ? APPLICATIONS.bot.id : undefined),
    signOnToken,
    timeouts,
  });
  const service = await serveOnLoopback(emulator.fetch, { certificates });
  origins.teams = service.url;

  const listener = new RecordingListener();
  const conversations = new KeptConversations();
  const seen = new Set<string>();
  const budgets = new Map<string, number>();
  const door = createTeamsDoor({
    settings: {
      botId: APPLICATIONS.bot.id,
      tenantId: TENANT_ID as TenantId,
      openIdMetadataUrl: emulator.metadataUrl,
      tokenIssuer: CHANNEL_ISSUER,
      serviceUrlHosts: ['localhost'],
      fileHosts: ['localhost'],
      allowLoopback: true,
      signOnResource: `api://botid-${APPLICATIONS.bot.id}`,
    },
    conversations,
    seen: { isFirst: (id) => Promise.resolve(!seen.has(id) && seen.add(id).has(id)) },
    limits: { mayStillSpeak: (...key) => Promise.resolve(spend(budgets, key)) },
    botToken: () => Promise.resolve(BOT_TOKEN),
    log: createLog('silent'),
    patience,
  });
  const server = createHttpServer({ log: createLog('silent'), routes: [door.routeTo(listener)], host: '127.0.0.1' });
  origins.bot = `http://127.0.0.1:${await server.listen(0)}/api/messages`;
  return {
    emulator,
    teams: door.teams,
    listener,
    conversations,
    botEndpoint: origins.bot,
    budgets,
    close: async () => {
      await server.close();
      await service.close();
    },
  };
}

function spend(budgets: Map<string, number>, [personId, utterance]: readonly [string, string]): boolean {
  if (utterance !== 'word') return true;
  const left = budgets.get(personId) ?? Infinity;
  budgets.set(personId, left - 1);
  return left > 0;
}
