/**
 * The door from Teams into the product, and the product's mouth in Teams. The order is the security: guard (before any body), shape of
 * the body, the SDK's check of the channel's token, gate, members, replay, limits; then the listener.
 */
import type { TurnContext } from 'botbuilder';
import { parseJsonObject } from '../../http/json-body';
import { text } from '../../http/responses';
import type { HttpRequest, HttpResponse, Route } from '../../http/route';
import type { SeenActivities, SpeakingLimits } from '../../recovery/press-ports';
import type { ConversationStore } from '../../recovery/store-ports';
import type { AccessToken } from '../../shared/access-token';
import { RewindError, UnavailableError } from '../../shared/errors';
import { isGuid } from '../../shared/ids';
import type { Log } from '../../shared/log';
import type { Listener, Teams, TeamsFiles } from '../conversation';
import { createAdapter } from './adapter';
import { AdmissionDesk, type Admission } from './admission';
import { CapturedResponse } from './captured-response';
import { Connector } from './connector';
import { FileMouth } from './file-mouth';
import { createGuard } from './guard';
import { inTime, PATIENCE, type Patience } from './in-time';
import { incomingSchema, placeOf, speakerOf, type Incoming } from './incoming';
import { noOwnView } from './invoke-response';
import { answerInvoke, TurnRoutes } from './turn-routes';
import { HeardIds } from './heard-ids';
import { KnownPlaces } from './known-places';
import { Members } from './members';
import { Mouth } from './mouth';
import { Reception } from './reception';
import { RecentPlaces } from './recent-places';
import { SendPace } from './send-pace';
import type { TeamsSettings } from './teams-settings';

export interface TeamsDoorParts {
  readonly settings: TeamsSettings;
  readonly conversations: ConversationStore;
  readonly seen: SeenActivities;
  readonly limits: SpeakingLimits;
  /** The bot's own token for `https://api.botframework.com/.default`; remembers it itself. */
  readonly botToken: AccessToken;
  readonly log: Log;
  readonly patience?: Patience | undefined;
  readonly waitToSend?: ((ms: number) => Promise<unknown>) | undefined;
}

export interface TeamsDoor {
  readonly teams: Teams;
  readonly files: TeamsFiles;
  /** `POST /api/messages` for everything that Teams sends. */
  routeTo(listener: Listener): Route;
  /** After the server has closed: turns that go on are waited for, and not for ever. */
  close(): Promise<void>;
}

const REMEMBER_WITHIN_MS = 1_000;
/** As long as a call with a person's token may take. */
const LATE_WITHIN_MS = 10_000;

/** @throws RewindError `teams/no-bot-id`: without one the SDK would check nothing */
export function createTeamsDoor(parts: TeamsDoorParts): TeamsDoor {
  const { settings, conversations, botToken, waitToSend } = parts;
  if (!isGuid(settings.botId)) throw new RewindError('teams/no-bot-id', 'BOT_ID is not a GUID');
  const adapter = createAdapter(settings, botToken);
  const connector = new Connector(adapter, settings.botId);
  const recent = new RecentPlaces();
  const opened: Turns[] = [];
  const heard = new HeardIds();
  const mouth = new Mouth({ settings, connector, conversations, recent, heard, pace: new SendPace(), waitToSend });
  return {
    teams: mouth,
    files: new FileMouth(mouth, settings),
    routeTo: (listener) => {
      const turns = new Turns({ ...parts, adapter, connector, recent, heard, teams: mouth, listener });
      opened.push(turns);
      return {
        method: 'POST',
        path: '/api/messages',
        guard: createGuard(settings),
        handle: async (request) => await turns.handle(request),
      };
    },
    close: async () => {
      await Promise.all(opened.map((turns) => turns.close()));
    },
  };
}

interface TurnsParts extends TeamsDoorParts {
  readonly adapter: ReturnType<typeof createAdapter>;
  readonly connector: Connector;
  readonly recent: RecentPlaces;
  readonly heard: HeardIds;
  readonly teams: Teams;
  readonly listener: Listener;
}

class Turns {
  private readonly parts: TurnsParts;
  private readonly patience: Patience;
  private readonly desk: AdmissionDesk;
  private readonly reception: Reception;
  private readonly routes: TurnRoutes;
  private readonly places: KnownPlaces;

  constructor(parts: TurnsParts) {
    const { settings, adapter, connector, patience = PATIENCE, log } = parts;
    const members = new Members(connector, settings.tenantId);
    this.parts = parts;
    this.patience = patience;
    this.desk = new AdmissionDesk({ ...parts, members });
    this.reception = new Reception({ ...parts, members, patience, signOnResource: settings.signOnResource });
    this.routes = new TurnRoutes({ adapter, botId: settings.botId, reception: this.reception, log });
    this.places = new KnownPlaces(parts);
  }

  async handle({ headers, body }: HttpRequest): Promise<HttpResponse> {
    const activity = parseJsonObject(body);
    const { data: incoming } = incomingSchema.safeParse(activity);
    if (!activity || !incoming) return text(400, 'Not an activity.\n');
    if (incoming.channelId !== 'msteams') return text(403, 'Not from Teams.\n');
    return await this.process({ headers, incoming, activity: { ...activity } });
  }

  async close(): Promise<void> {
    await this.reception.close(LATE_WITHIN_MS);
  }

  private async process({ headers, incoming, activity }: Checked): Promise<HttpResponse> {
    const progress: Progress = { phase: 'checking' };
    const response = new CapturedResponse();
    const request = { method: 'POST', headers: { authorization: headers['authorization'] ?? '' }, body: activity };
    const processing = this.parts.adapter.process(request, response, async (context) => {
      if (progress.phase === 'abandoned') return;
      progress.phase = 'entered';
      progress.refusal = await this.turn(context, incoming);
    });
    const isLate = (await inTime(processing, this.patience.tokenMs)) === 'late';
    if (progress.phase === 'entered') {
      await processing;
      return progress.refusal ?? response.toHttp();
    }
    progress.phase = 'abandoned';
    return isLate ? text(503, 'The channel cannot be asked.\n') : text(401, 'Not from the channel.\n');
  }

  /** @returns what refuses the activity, if anything does */
  private async turn(context: TurnContext, incoming: Incoming): Promise<HttpResponse | undefined> {
    const admission = await this.judge(context, incoming);
    switch (admission.kind) {
      case 'unknown':
        return text(503, 'Not available at the moment.\n');
      case 'refused':
        if (concernsNobody(incoming, admission)) return undefined;
        this.parts.log.warn({ because: admission.because, activity: incoming.type }, 'an activity was refused');
        return text(403, 'Refused.\n');
      case 'repeated':
        if (incoming.type === 'invoke') await answerInvoke(context, await this.reception.repeated(incoming));
        return undefined;
      case 'refreshedTooMuch':
        await answerInvoke(context, noOwnView());
        return undefined;
      case 'away': {
        const body = await this.reception.away(incoming, admission);
        if (incoming.type === 'invoke') await answerInvoke(context, body);
        return undefined;
      }
      case 'tooMuch': {
        await this.remember(incoming);
        const body = await this.reception.tooMuch(incoming, admission.mayBeTold);
        if (incoming.type === 'invoke') await answerInvoke(context, body);
        return undefined;
      }
      case 'welcome':
        this.parts.heard.remember(placeOf(incoming).conversationId, speakerOf(incoming));
        await this.remember(incoming);
        await this.routes.run(context, incoming);
        return undefined;
    }
  }

  /** The turn does not wait long for the database, and goes on without it: what is away is said by whoever needs it. */
  private async remember(incoming: Incoming): Promise<void> {
    const remembered = this.places.remember(incoming).catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) throw error;
      this.parts.log.warn({ code: error.code, outside: error.outside }, 'a place is not remembered now');
    });
    await inTime(remembered, REMEMBER_WITHIN_MS);
  }

  private async judge(context: TurnContext, incoming: Incoming) {
    try {
      return await this.desk.judge(context, incoming);
    } catch (error) {
      this.parts.log.error({ err: error }, 'nobody can be let in');
      return { kind: 'unknown' as const };
    }
  }
}

/** Teams tells of bots and teams that come and go, and sends again what is refused. */
const concernsNobody = ({ type }: Incoming, { because }: Extract<Admission, { kind: 'refused' }>): boolean =>
  type === 'conversationUpdate' && (because === 'notAPerson' || because === 'notAMember');

interface Checked {
  readonly headers: HttpRequest['headers'];
  readonly incoming: Incoming;
  /** The SDK's own copy, which it changes. */
  readonly activity: Record<string, unknown>;
}

interface Progress {
  /** `entered`: the channel's token was good. `abandoned`: checking it took too long, and the answer is given. */
  phase: 'checking' | 'entered' | 'abandoned';
  refusal?: HttpResponse | undefined;
}
