/**
 * The sign-in page: the second door of a press. A held press is opened by its random id; Entra signs the person in; the press goes on
 * only if it is the presser; the token dies with the request. Opened twice, it runs once: taking the press is atomic.
 */
import { z } from 'zod/v4';
import { requestIdSchema } from '../approvals/approval';
import { refused } from '../approvals/refusal';
import { refusalSentence, SIGN_IN_PAGE } from '../cards/sentences';
import { html, redirect } from '../http/responses';
import type { HttpRequest, HttpResponse, Route } from '../http/route';
import { createVisit, type CodeFlow, type Redeemed } from '../identity/code-flow';
import type { Power } from '../recovery/ports';
import type { DelegatedScope, HeldPress, HeldPresses } from '../recovery/press-ports';
import type { PressVerb } from '../recovery/terms';
import { UnavailableError } from '../shared/errors';
import type { PersonId, PressId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { signInPage } from './sign-in-page';

/** What finishes a press once its power is there. */
interface PressFinisher {
  scopesOf(verb: PressVerb, requestId: RequestId | undefined): Promise<readonly DelegatedScope[]>;
  /** @returns the one line that the page says */
  finish(held: HeldPress, power: Power): Promise<string>;
}

export interface SignInPorts {
  readonly heldPresses: HeldPresses;
  readonly codeFlow: CodeFlow;
  readonly powerOf: (personId: PersonId, accessToken: string) => Power;
  readonly desk: PressFinisher;
  /** Base address of our own pages, without a trailing slash. */
  readonly publicUrl: string;
  readonly log: Log;
}

const GRAPH = 'https://graph.microsoft.com';
const visitSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

export function signInRoutes(ports: SignInPorts): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in/done', handle: (request) => finish(request, ports) },
    { method: 'GET', path: '/sign-in/:pressId', handle: (request) => open(request, ports) },
  ];
}

/** Every visit has secrets of its own; the newest one of a press wins. */
async function open({ params }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const id = (params['pressId'] ?? '') as PressId;
  const held = await ports.heldPresses.find(id);
  if (!held) return page(410, SIGN_IN_PAGE.pressGone);
  const { nonce, verifier, codeChallenge, state: visitId } = createVisit();
  const state = `${id}.${visitId}`;
  await ports.heldPresses.rememberVisit(id, { state, nonce, verifier });
  return redirect(ports.codeFlow.authorizeUrl({ state, nonce, codeChallenge, ...(await askedOf(held, ports)) }));
}

async function finish({ query }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const visited = await visitedBy(query.get('state') ?? '', ports);
  if (!visited) return page(410, SIGN_IN_PAGE.pressGone);
  const { held, nonce, verifier } = visited;
  const code = query.get('code');
  if (!code) return page(403, withoutCode(query.get('error')));
  try {
    return await act(
      held,
      await ports.codeFlow.redeem({ code, nonce, verifier, ...(await askedOf(held, ports)) }),
      ports,
    );
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    ports.log.warn({ code: error.code }, 'sign-in page: somebody outside is away');
    return page(503, refusalSentence(refused('graphAway')));
  }
}

/** The held press and the secrets of the visit that Entra sends back; an older visit's state fits no more. */
async function visitedBy(state: string, { heldPresses }: SignInPorts) {
  const id = (state.split('.')[0] ?? '') as PressId;
  const held = await heldPresses.find(id);
  const visit = visitSchema.safeParse(await heldPresses.visitOf(id)).data;
  return held && visit?.state === state ? { held, nonce: visit.nonce, verifier: visit.verifier } : undefined;
}

/** Only what this press needs is asked of Entra. */
async function askedOf({ verb, data }: HeldPress, { desk, publicUrl }: SignInPorts) {
  const requestId = requestIdSchema.safeParse(data['requestId']).data;
  const scopes = await desk.scopesOf(verb, requestId);
  return { scopes: scopes.map((scope) => `${GRAPH}/${scope}`), redirectUri: `${publicUrl}/sign-in/done` };
}

async function act(held: HeldPress, redeemed: Redeemed, ports: SignInPorts): Promise<HttpResponse> {
  switch (redeemed.kind) {
    case 'signOnRefused':
      return page(403, refusalSentence(redeemed.refusal));
    case 'consentMissing':
      return page(403, refusalSentence(refused('consentMissing')));
    case 'interactionRequired':
      return page(403, refusalSentence(refused('conditionalAccess')));
    case 'refused':
      ports.log.warn({ error: redeemed.error, code: redeemed.code }, 'sign-in page: Entra refused');
      return page(403, SIGN_IN_PAGE.notSignedIn);
    case 'token':
      return await actAs(redeemed.person.personId, redeemed.accessToken, { held, ports });
  }
}

async function actAs(
  personId: PersonId,
  accessToken: string,
  { held, ports }: { readonly held: HeldPress; readonly ports: SignInPorts },
): Promise<HttpResponse> {
  if (personId !== held.personId) {
    ports.log.warn({ personId, presserId: held.personId }, 'sign-in page: somebody else signed in');
    return page(403, SIGN_IN_PAGE.otherPerson);
  }
  const taken = await ports.heldPresses.take(held.id);
  if (!taken) return page(410, SIGN_IN_PAGE.pressGone);
  return page(200, await ports.desk.finish(taken, ports.powerOf(personId, accessToken)));
}

function withoutCode(error: string | null): string {
  return error === 'consent_required' ? refusalSentence(refused('consentMissing')) : SIGN_IN_PAGE.notSignedIn;
}

const page = (status: number, sentence: string) => html(status, signInPage(sentence));
