/** The Bot Connector's REST, and the metadata with which a bot checks the Connector's tokens. */
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import type { Json, JsonObject } from '../../shared/json';
import { TENANT_ID, type CastMember } from '../cast';
import type { ChannelTokens } from './channel-tokens';
import { CHANNEL_ISSUER } from './channel-tokens';
import type { Chat, MessageContent } from './chat';
import { fileIn } from './message-file';
import { findPlace, personByAnyId, teamsIdOf, type PretendPlace } from './places';
import type { SendFaults } from './send-faults';

export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface ConnectorSwitches {
  /** False: the keys for checking the channel's tokens cannot be had. */
  keysAnswer: boolean;
  /** False: who is in a conversation cannot be had. */
  membersAnswer: boolean;
}

export interface ConnectorParts {
  readonly chat: Chat;
  readonly tokens: ChannelTokens;
  readonly faults: SendFaults;
  readonly getOrigin: () => string;
  /** True for a bearer token of the bot's application. */
  readonly isBot: (bearer: string | undefined) => boolean;
  readonly calls: ConnectorCall[];
  readonly switches: ConnectorSwitches;
  /** Clients that look on see the edit. */
  readonly onEdited: (activityId: string) => void;
}

/** Behind the pretend origin; real ones have a region here. */
export const SERVICE_PATH = '/pretend/';

const MAX_UTF16_BYTES = 100 * 1024;

export function connectorRoutes(parts: ConnectorParts): Hono {
  const app = new Hono();
  app.get('/v1/:keys/.well-known/openidconfiguration', (context) => metadata(context, parts));
  app.get('/v1/.well-known/keys', (context) => metadata(context, parts));
  app.use(`${SERVICE_PATH}*`, async (context, next) => {
    const bearer = context.req.header('authorization')?.replace(/^Bearer /, '');
    if (parts.isBot(bearer)) await next();
    else context.res = refusal(401, 'Authorization has been denied for this request.');
    parts.calls.push({ method: context.req.method, path: context.req.path, status: context.res.status });
  });
  const base = `${SERVICE_PATH}v3/conversations`;
  app.post(base, async (context) => openPersonal(await context.req.json(), parts));
  app.post(`${base}/:id/activities`, async (context) => await post(context, parts));
  app.post(`${base}/:id/activities/:activityId`, async (context) => await post(context, parts));
  app.put(`${base}/:id/activities/:activityId`, async (context) => await edit(context, parts));
  app.use(`${base}/:id/members/*`, async (_context, next) => {
    if (!parts.switches.membersAnswer) return refusal(503, 'Service Unavailable');
    await next();
    return undefined;
  });
  app.get(`${base}/:id/members`, (context) => membersAnswer(context, (members) => members));
  app.get(`${base}/:id/pagedmembers`, (context) => membersAnswer(context, (members) => ({ members })));
  app.get(`${base}/:id/members/:memberId`, (context) => member(context));
  return app;
}

function metadata(context: Context, { getOrigin, tokens, switches }: ConnectorParts): Response {
  if (!switches.keysAnswer) return context.text('Service Unavailable', 503);
  if (context.req.path.endsWith('/keys')) return context.json(tokens.jwks);
  return context.json({
    issuer: CHANNEL_ISSUER,
    jwks_uri: `${getOrigin()}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  });
}

interface Refused {
  readonly kind: 'refused';
  readonly response: Response;
}

interface Incoming {
  readonly kind: 'incoming';
  readonly place: PretendPlace;
  readonly threadId: string | undefined;
  readonly content: MessageContent;
  /** People see three dots for a moment, and no message. */
  readonly isTyping: boolean;
}

async function post(context: Context, parts: ConnectorParts): Promise<Response> {
  const incoming = await receive(context, parts);
  if (incoming.kind === 'refused') return incoming.response;
  if (incoming.isTyping) return context.json({ id: '' }, 201);
  return context.json(
    {
      id: parts.chat.add({ place: incoming.place, threadId: incoming.threadId, content: incoming.content, from: 'bot' })
        .id,
    },
    201,
  );
}

async function edit(context: Context, parts: ConnectorParts): Promise<Response> {
  const incoming = await receive(context, parts);
  if (incoming.kind === 'refused') return incoming.response;
  const id = context.req.param('activityId') ?? '';
  const isEdited = parts.chat.edit(incoming.place, id, incoming.content);
  if (isEdited) parts.onEdited(id);
  return isEdited ? context.json({ id }) : refusal(404, 'Activity not found.');
}

/** What the bot sends, or the answer that refuses it. */
async function receive(context: Context, parts: ConnectorParts): Promise<Incoming | Refused> {
  const found = findPlace(context.req.param('id') ?? '');
  const body = await context.req.text();
  const fault = await refusedByFault(sendOf(context, found?.place), parts);
  if (fault) return { kind: 'refused', response: fault };
  if (!found) return { kind: 'refused', response: refusal(404, 'Conversation not found.') };
  const response = refusedByPlace(found.place, parts) ?? refusedBySize(body);
  if (response) return { kind: 'refused', response };
  const activity = JSON.parse(body) as JsonObject;
  return { kind: 'incoming', ...found, content: contentOf(activity), isTyping: activity['type'] === 'typing' };
}

const sendOf = ({ req }: Context, place: PretendPlace | undefined) =>
  ({ conversationId: place?.conversationId ?? '', how: req.method === 'PUT' ? 'edit' : 'post' }) as const;

async function refusedByFault(
  send: Parameters<SendFaults['take']>[0],
  { faults }: ConnectorParts,
): Promise<Response | undefined> {
  const fault = faults.take(send);
  if (fault?.delayMs) await wait(fault.delayMs);
  if (!fault?.status) return undefined;
  const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  return refusal(fault.status, 'A pretended fault.', { headers });
}

function refusedByPlace(place: PretendPlace, { chat }: ConnectorParts): Response | undefined {
  return !chat.hasBot(place)
    ? refusal(403, 'The bot is not part of the conversation roster.', { code: 'BotNotInConversationRoster' })
    : undefined;
}

const refusedBySize = (body: string): Response | undefined =>
  body.length * 2 > MAX_UTF16_BYTES ? refusal(413, 'Message size too large.') : undefined;

function openPersonal(body: unknown, { chat }: ConnectorParts): Response {
  const { members = [] } = body as { readonly members?: readonly { readonly id?: string }[] };
  const person = personByAnyId(members[0]?.id ?? '');
  if (!person) return refusal(400, 'Bad member.');
  return chat.hasApp(person)
    ? Response.json({ id: `a:${person.alias}` }, { status: 201 })
    : refusal(403, 'The bot is not installed in user personal scope.', { code: 'ForbiddenOperationException' });
}

function membersAnswer(context: Context, shape: (members: readonly JsonObject[]) => Json): Response {
  const found = findPlace(context.req.param('id') ?? '');
  return found ? Response.json(shape(found.place.people.map(memberOf))) : refusal(404, 'Conversation not found.');
}

function member(context: Context): Response {
  const person = personByAnyId(context.req.param('memberId') ?? '');
  const isThere = person && findPlace(context.req.param('id') ?? '')?.place.people.includes(person);
  return isThere ? context.json(memberOf(person)) : refusal(404, 'The member is not in the conversation.');
}

function memberOf(person: CastMember): JsonObject {
  const [givenName = '', surname = ''] = person.name.split(' ');
  return {
    id: teamsIdOf(person),
    name: person.name,
    objectId: person.id,
    givenName,
    surname,
    email: person.signInName,
    userPrincipalName: person.signInName,
    tenantId: TENANT_ID,
    userRole: person.isGuest ? 'guest' : 'user',
  };
}

function contentOf(activity: JsonObject): MessageContent {
  const attachments = (activity['attachments'] ?? []) as readonly JsonObject[];
  const card = attachments.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive');
  return {
    text: activity['text'] as string | undefined,
    summary: activity['summary'] as string | undefined,
    card: card?.['content'] as JsonObject | undefined,
    botFile: fileIn(attachments),
    mentions: ((activity['entities'] ?? []) as readonly JsonObject[]).filter(({ type }) => type === 'mention'),
  };
}

interface Refusal {
  /** As documented, where the refusal has one of its own. */
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusal(status: number, message: string, { code = `Pretend${status}`, headers = {} }: Refusal = {}): Response {
  return Response.json({ error: { code, message } }, { status, headers });
}
