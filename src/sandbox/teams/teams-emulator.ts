/**
 * A pretend Microsoft Teams with one team, a group chat and personal chats. People of the cast say and press; the bot is called like
 * Teams calls it, and answers through the pretend Bot Connector.
 */
import type { Hono } from 'hono';
import type { Clock } from '../../shared/clock';
import type { JsonObject } from '../../shared/json';
import { APPLICATIONS, type CastMember } from '../cast';
import type { Pressing, Saying, SeenCard } from './acts';
import { installActivity, messageActivity, type Scene } from './activities';
import { BotLine, type BotAnswer, type BotTimeouts } from './bot-line';
import { findButton, wordsIn, wordsOf } from './card-reading';
import { ChannelTokens, type TokenForgery } from './channel-tokens';
import { Chat, type TeamsMessage } from './chat';
import { PretendFiles } from './files';
import { connectorRoutes, SERVICE_PATH, type ConnectorCall, type ConnectorSwitches } from './connector-api';
import { FileAnswers } from './file-answers';
import { placeFor, sharedPlace, type PlaceName, type PretendPlace } from './places';
import { Presses, type PendingSignIn, type Pressed } from './presses';
import { Refreshes } from './refreshes';
import { SendFaults } from './send-faults';

export interface TeamsEmulatorOptions {
  readonly clock: Clock;
  /** `https://localhost:<port>` of this service, asked for at each use. */
  readonly getOrigin: () => string;
  /** `https://…/api/messages` of the bot. */
  readonly getBotEndpoint: () => string;
  /** The application a bearer token speaks for, as the pretend Entra reads it. */
  readonly verifyConnectorBearer: (bearer: string | undefined) => string | undefined;
  readonly signOnToken: (person: CastMember) => string | undefined;
  /** Teams' own where nothing is said. */
  readonly timeouts?: BotTimeouts | undefined;
}

const DEFAULT_ZONE = 'Europe/Oslo';

export class TeamsEmulator {
  /** What goes wrong with the bot's next sends. */
  readonly faults = new SendFaults();
  readonly files = new PretendFiles(() => this.options.getOrigin());
  /** What the bot asked of the Bot Connector, oldest first. */
  readonly calls: ConnectorCall[] = [];
  readonly switches: ConnectorSwitches = { keysAnswer: true, membersAnswer: true };
  /** What people answer to offered files. */
  readonly fileAnswers: FileAnswers;
  private readonly options: TeamsEmulatorOptions;
  private readonly chat: Chat;
  private readonly tokens = new ChannelTokens();
  private readonly line: BotLine;
  private readonly pressing: Presses;
  private readonly refreshes: Refreshes;
  private readonly routes: Hono;
  private readonly answers: string[] = [];

  constructor(options: TeamsEmulatorOptions) {
    const { clock, getOrigin, getBotEndpoint, signOnToken, timeouts } = options;
    this.options = options;
    this.chat = new Chat(clock);
    this.line = new BotLine({ tokens: this.tokens, getServiceUrl: () => this.serviceUrl, getBotEndpoint, timeouts }); // prettier-ignore
    this.pressing = new Presses({
      chat: this.chat,
      line: this.line,
      signOnToken,
      onAnswer: (answer) => {
        this.answers.push(...(typeof answer === 'string' ? [answer] : wordsOf(answer)));
      },
    });
    const sceneOf = (person: CastMember, { place, threadId }: TeamsMessage) =>
      this.sceneOf(person, place, { threadId });
    this.refreshes = new Refreshes({ chat: this.chat, presses: this.pressing, clock, sceneOf });
    const isBot = (bearer: string | undefined) => options.verifyConnectorBearer(bearer) === APPLICATIONS.bot.id;
    const chatSceneOf = (person: CastMember) => this.sceneOf(person, placeFor(person, 'personal'), {});
    this.fileAnswers = new FileAnswers({ chat: this.chat, line: this.line, getOrigin, sceneOf: chatSceneOf });
    this.routes = connectorRoutes({ chat: this.chat, tokens: this.tokens, faults: this.faults, getOrigin, isBot, calls: this.calls, switches: this.switches, onEdited: (id) => { this.refreshes.edited(id); } }); // prettier-ignore
    this.routes.route('/', this.files.routes());
    this.routes.route('/', this.fileAnswers.drive.routes);
  }

  /** Serve it with serveOnLoopback. */
  readonly fetch = (request: Request): Response | Promise<Response> => this.routes.fetch(request);

  get serviceUrl(): string {
    return `${this.options.getOrigin()}${SERVICE_PATH}`;
  }

  /** The bot's SDK remembers the keys of an address for hours: another Teams at the same address would be a stranger. */
  get metadataUrl(): string {
    return `${this.options.getOrigin()}/v1/${this.tokens.id}/.well-known/openidconfiguration`;
  }

  /** @returns the id of the message, which in the channel also names the thread */
  async says(person: CastMember, where: PlaceName, what: string | Saying): Promise<string> {
    const { text, mentions = [], file, threadId, zone } = typeof what === 'string' ? { text: what } : what;
    const place = this.openFor(person, where);
    const message = this.chat.add({ place, threadId, from: person, content: { text, mentions: [], file } });
    const scene = this.sceneOf(person, place, { threadId: message.threadId, zone });
    await this.line.deliver(messageActivity(scene, { id: message.id, text, mentions, file }));
    return message.id;
  }

  /** Finds the button on the card as it is drawn for this person, by its title or its verb, and presses it. */
  async presses(person: CastMember, where: PlaceName, what: string | Pressing): Promise<Pressed> {
    const { button, position, card, inputs = {}, form = 'execute', zone } = typeof what === 'string' ? { button: what } : what; // prettier-ignore
    const place = this.openFor(person, where);
    const message = card ? this.chat.find(card) : this.newestWith(person, place, button);
    if (!message) throw new Error(`${person.name} sees no card with a button "${button}" in ${place.name}`);
    const scene = this.sceneOf(person, place, { threadId: message.threadId, zone });
    return await this.pressing.press({ message, button, position, inputs, form, scene });
  }

  /** Whether a card in the place shows this person a button with this title or verb. */
  seesButton(person: CastMember, where: PlaceName, button: string): boolean {
    return this.newestWith(person, placeFor(person, where), button) !== undefined;
  }

  /** The page that waits for this person's sign-in. */
  pendingSignIn(person: CastMember): PendingSignIn | undefined {
    return this.pressing.pendingSignIn(person);
  }

  /** The sign-in window has closed with this state: Teams repeats the press. */
  async signedIn(person: CastMember, state = ''): Promise<Pressed> {
    return await this.pressing.signedIn(person, state);
  }

  /** The person looks at the place again, and goes on looking: cards that refresh themselves for this person do so. */
  async opens(person: CastMember, where: PlaceName): Promise<void> {
    await this.refreshes.opens(person, this.openFor(person, where));
  }

  /** Resolves when the refreshes that edits have caused are over. */
  async settles(): Promise<void> {
    await this.refreshes.settles();
  }

  /** Somebody adds the bot to a conversation of several people, or removes it: then it may not speak there any more. */
  setsBot(where: Exclude<PlaceName, 'personal'>, isThere: boolean): void {
    this.chat.setBot(sharedPlace(where), isThere);
  }

  /** Adds the app for a person, and tells the bot like Teams does. */
  async installs(person: CastMember): Promise<void> {
    this.chat.setApp(person, true);
    await this.line.deliver(installActivity(this.sceneOf(person, placeFor(person, 'personal'), {})));
  }

  removesApp(person: CastMember): void {
    this.chat.setApp(person, false);
  }

  hasApp(person: CastMember): boolean {
    return this.chat.hasApp(person);
  }

  /** Whether the person can look into the place. */
  isOpen(person: CastMember, where: PlaceName): boolean {
    const place = placeFor(person, where);
    return place.people.includes(person) && (place.type !== 'personal' || this.chat.hasApp(person));
  }

  /** The card of a message as this person sees it. */
  cardOf(person: CastMember, message: TeamsMessage): JsonObject | undefined {
    return this.chat.cardOf(message, person);
  }

  messagesIn(person: CastMember, where: PlaceName): readonly TeamsMessage[] {
    return this.chat.in(placeFor(person, where));
  }

  /** The newest card in the place as this person sees it; of one request where its id is given. */
  cardFor(person: CastMember, where: PlaceName, requestId = ''): SeenCard | undefined {
    return this.cardsFor(person, where).findLast(({ card }) => JSON.stringify(card).includes(requestId));
  }

  /** Every card in the place as this person sees it, oldest first. */
  cardsFor(person: CastMember, where: PlaceName): readonly SeenCard[] {
    return this.chat.in(placeFor(person, where)).flatMap((message) => this.seenCard(person, message));
  }

  /** Every sentence the bot ever showed to anybody: messages, their earlier contents, answers to presses. */
  everythingSaid(): readonly string[] {
    const own = this.chat.all.filter(({ from }) => from === 'bot');
    const said = own.flatMap(({ content, edits }) => [...edits, content].flatMap(wordsIn));
    return [...said, ...this.answers];
  }

  /** Delivers any activity, signed rightly or wrongly: for attacks. */
  async delivers(activity: JsonObject, forgery?: TokenForgery): Promise<BotAnswer> {
    return await this.line.deliver(activity, forgery);
  }

  /** A bearer token as the channel would present it: for attacks. */
  channelToken(forgery?: TokenForgery): string {
    return this.tokens.issue(this.serviceUrl, forgery);
  }

  /** What a person would have sent, to be changed and delivered: for attacks. */
  activityOf(person: CastMember, where: PlaceName, text: string): JsonObject {
    const place = placeFor(person, where);
    const message = this.chat.add({ place, from: person, content: { text, mentions: [] } });
    return messageActivity(this.sceneOf(person, place, { threadId: message.threadId }), { id: message.id, text, mentions: [] }); // prettier-ignore
  }

  private seenCard(person: CastMember, message: TeamsMessage): readonly SeenCard[] {
    const card = this.chat.cardOf(message, person);
    return card ? [{ activityId: message.id, card }] : [];
  }

  private newestWith(person: CastMember, place: PretendPlace, button: string): TeamsMessage | undefined {
    return this.chat.in(place).findLast((message) => {
      const card = this.chat.cardOf(message, person);
      return card && findButton(card, button);
    });
  }

  private openFor(person: CastMember, where: PlaceName): PretendPlace {
    const place = placeFor(person, where);
    if (!this.isOpen(person, where)) throw new Error(`${place.name} is not open for ${person.name}`);
    return place;
  }

  private sceneOf(
    person: CastMember,
    place: PretendPlace,
    { threadId, zone = DEFAULT_ZONE }: Pick<Scene, 'threadId' | 'zone'>,
  ): Scene {
    // prettier-ignore
    return { person, place, threadId, zone, serviceUrl: this.serviceUrl, at: this.options.clock.now() };
  }
}
