/**
 * The sign-in page: the second door of a press. A held press is opened by its random id; Entra signs the person in; the press goes on
 * only if it is the presser; the token dies with the request. Opened twice, it runs once: taking the press is atomic.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod/v4';
import { requestIdSchema } from '../approvals/approval';
import { refused, type Refusal } from '../approvals/refusal';
import { refusalSentence } from '../cards/sentences';
import { html, redirect } from '../http/responses';
import type { HttpRequest, HttpResponse, Route } from '../http/route';
import type { Power } from '../recovery/ports';
import type { DelegatedScope, HeldPress, HeldPresses } from '../recovery/press-ports';
import type { PressVerb } from '../recovery/terms';
import { UnavailableError } from '../shared/errors';
import type { PersonId, PressId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { signInPage } from './sign-in-page';

/** Authorization code with PKCE, for the sign-on application, asking directly for the Graph scopes of one press. */
export interface CodeFlow {
  authorizeUrl(visit: {
    readonly redirectUri: string;
    readonly state: string;
    readonly nonce: string;
    readonly codeChallenge: string;
    readonly scopes: readonly string[];
  }): string;
  /** @throws UnavailableError when Entra is away */
  redeem(answer: {
    readonly code: string;
    readonly verifier: string;
    readonly nonce: string;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
  }): Promise<Refusal | { readonly kind: 'signedIn'; readonly personId: PersonId; readonly accessToken: string }>;
}

export interface SignInPorts {
  readonly heldPresses: HeldPresses;
  readonly codeFlow: CodeFlow;
  readonly powerOf: (personId: PersonId, accessToken: string) => Power;
  readonly scopesOf: (verb: PressVerb, requestId: RequestId | undefined) => Promise<readonly DelegatedScope[]>;
  /** Does what the press asked for. @returns the one line that the page says */
  readonly finish: (held: HeldPress, power: Power) => Promise<string>;
  /** Base address of our own pages, without a trailing slash. */
  readonly publicUrl: string;
  readonly log: Log;
}

const visitSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
const requestIdOf = (held: HeldPress) => requestIdSchema.safeParse(held.data['requestId']).data;
const random = () => randomBytes(32).toString('base64url');
const NO_PRESS =
  'This page was used already, or its five minutes are over. Nothing was done. Press the button in Teams again.';

export function signInRoutes(ports: SignInPorts): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in/done', handle: (request) => finish(request, ports) },
    { method: 'GET', path: '/sign-in/:pressId', handle: (request) => open(request, ports) },
  ];
}

async function open({ params }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const id = (params['pressId'] ?? '') as PressId;
  const held = await ports.heldPresses.find(id);
  if (!held) return page(410, NO_PRESS);
  const visit = { state: `${id}.${random()}`, nonce: random(), verifier: random() };
  await ports.heldPresses.rememberVisit(id, visit);
  return redirect(
    ports.codeFlow.authorizeUrl({
      redirectUri: redirectUriOf(ports),
      state: visit.state,
      nonce: visit.nonce,
      codeChallenge: createHash('sha256').update(visit.verifier).digest('base64url'),
      scopes: await ports.scopesOf(held.verb, requestIdOf(held)),
    }),
  );
}

async function finish({ query }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const state = query.get('state') ?? '';
  const id = (state.split('.')[0] ?? '') as PressId;
  const held = await ports.heldPresses.find(id);
  const visit = visitSchema.safeParse(await ports.heldPresses.visitOf(id));
  if (!held || !visit.success || visit.data.state !== state) return page(410, NO_PRESS);
  const code = query.get('code');
  if (!code) return page(403, notSignedIn(query.get('error')));
  try {
    return await complete({ held, code, visit: visit.data }, ports);
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    ports.log.warn({ code: error.code }, 'sign-in page: outside is away');
    return page(503, 'Microsoft did not answer. Nothing was done. Press the button in Teams again in a minute.');
  }
}

interface Completion {
  readonly held: HeldPress;
  readonly code: string;
  readonly visit: z.infer<typeof visitSchema>;
}

async function complete({ held, code, visit }: Completion, ports: SignInPorts): Promise<HttpResponse> {
  const scopes = await ports.scopesOf(held.verb, requestIdOf(held));
  const redirectUri = redirectUriOf(ports);
  const { verifier, nonce } = visit;
  const answer = await ports.codeFlow.redeem({ code, verifier, nonce, redirectUri, scopes });
  if (answer.kind === 'refused') return page(403, refusalSentence(answer));
  if (answer.personId !== held.personId) {
    ports.log.warn({ personId: answer.personId }, 'sign-in page: somebody else signed in');
    return page(403, refusalSentence(refused('someoneElsesSignOn')));
  }
  const taken = await ports.heldPresses.take(held.id);
  if (!taken) return page(410, NO_PRESS);
  return page(200, await ports.finish(taken, ports.powerOf(answer.personId, answer.accessToken)));
}

function notSignedIn(error: string | null): string {
  return error === 'consent_required'
    ? refusalSentence(refused('consentMissing'))
    : 'You were not signed in. Nothing was done. Press the button in Teams again.';
}

const redirectUriOf = ({ publicUrl }: SignInPorts) => `${publicUrl}/sign-in/done`;
const page = (status: number, sentence: string) => html(status, signInPage(sentence));
