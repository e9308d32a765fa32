/** `/oauth2/v2.0/authorize`: what is asked is checked, a person is picked, and the browser goes back with a code. Knows no HTTP. */
import { z } from 'zod/v4';
import type { Clock } from '../../shared/clock';
import { MEMBERS, type CastMember } from '../cast';
import type { AuthorizationCodes } from './authorization-codes';
import { readScopes, REGISTRATIONS } from './registrations';
import type { Switches } from './switches';
import { tokenError, type TokenError, type TokenRefusal } from './token-error';
import { SESSION_AGE_MS } from './tokens';

export type Query = Readonly<Record<string, string>>;

export type AuthorizeAnswer =
  /** The application or its address is wrong: the browser is sent nowhere. */
  | { readonly kind: 'stopped'; readonly error: TokenError }
  | { readonly kind: 'pick'; readonly people: readonly CastMember[] }
  | { readonly kind: 'goBack'; readonly to: string };

export interface AuthorizeDoor {
  readonly codes: AuthorizationCodes;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly redirectUris: ReadonlySet<string>;
}

export function authorize(query: Query, door: AuthorizeDoor): AuthorizeAnswer {
  const { client_id: clientId = '', redirect_uri: redirectUri = '' } = query;
  if (!REGISTRATIONS.some(({ id }) => id === clientId))
    return { kind: 'stopped', error: tokenError('unknownApplication') };
  if (!door.redirectUris.has(redirectUri)) return { kind: 'stopped', error: tokenError('wrongRedirect') };
  const refusal = refusalOf(query, door.switches);
  if (refusal) return goBack(query, errorOf(tokenError(refusal)));
  const person = personOf(query);
  if (!person) return { kind: 'pick', people: MEMBERS };
  const { code_challenge: codeChallenge = '', nonce } = query;
  const signOn = { person, contexts: contextsIn(query, door), signedOnAt: signedOnAt(query, door) };
  return goBack(query, { code: door.codes.issue({ clientId, redirectUri, codeChallenge, nonce, signOn }) });
}

/** A browser has a session from before; `prompt=login`, or a `max_age` that is over, makes the person prove themselves now. */
function signedOnAt({ prompt, max_age: maxAgeS }: Query, { clock, switches }: AuthorizeDoor): Date {
  const isOver = maxAgeS !== undefined && Number(maxAgeS) < SESSION_AGE_MS / 1000;
  const isAskedAgain = switches.asksAgain && (prompt === 'login' || isOver);
  return new Date(clock.now().getTime() - (isAskedAgain ? 0 : SESSION_AGE_MS));
}

function refusalOf(query: Query, { isConsented }: Switches): TokenRefusal | undefined {
  const { response_type: type, code_challenge_method: method, code_challenge: challenge = '', scope = '' } = query;
  if (type !== 'code') return 'responseTypeNotCode';
  if (method !== 'S256' || !/^[\w-]{43}$/.test(challenge)) return 'challengeMissing';
  return isConsented && isCovered(query['client_id'], scope) ? undefined : 'consentMissing';
}

function isCovered(clientId: string | undefined, scope: string): boolean {
  const { names } = readScopes(scope);
  const consented = REGISTRATIONS.find(({ id }) => id === clientId)?.scopes ?? [];
  return names.every((name) => name === '.default' || consented.includes(name));
}

/** The authorize page has a word of its own for missing consent. */
const errorOf = ({ error, text }: TokenError) => ({
  error: error === 'invalid_grant' ? 'consent_required' : error,
  error_description: text,
});

function goBack({ redirect_uri: redirectUri = '', state }: Query, answer: Query): AuthorizeAnswer {
  const to = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) to.searchParams.set(name, value);
  if (state !== undefined) to.searchParams.set('state', state);
  return { kind: 'goBack', to: to.href };
}

/** `pretend_person` is ours, for scripts and for the links of the page; `login_hint` is what an application may send. */
function personOf({ pretend_person: picked, login_hint: hint }: Query): CastMember | undefined {
  if (picked !== undefined) return MEMBERS.find(({ id, alias }) => id === picked || alias === picked);
  return hint === undefined ? undefined : MEMBERS.find(({ id, signInName }) => id === hint || signInName === hint);
}

const claimsSchema = z.object({
  acrs: z.object({ value: z.string().optional(), values: z.array(z.string()).optional() }),
});
const requestSchema = z.object({ id_token: claimsSchema.optional(), access_token: claimsSchema.optional() }).partial();

/** Multi-factor always, and what the `claims` parameter asks for: whoever signs in on this page fulfils it. */
function contextsIn({ claims }: Query, { switches }: AuthorizeDoor): readonly string[] {
  return [...new Set(['p1', ...(switches.grantsContexts ? contextsOf(claims) : [])])];
}

function contextsOf(claims: string | undefined): readonly string[] {
  if (claims === undefined) return [];
  const asked = requestSchema.safeParse(parsed(claims)).data;
  return [asked?.id_token, asked?.access_token].flatMap((part) =>
    part ? [...(part.acrs.values ?? []), ...(part.acrs.value === undefined ? [] : [part.acrs.value])] : [],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
