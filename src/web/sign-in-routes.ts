/**
 * The sign-in page: the second door of a press. A held press is opened by its random id; Entra signs the person in; the press goes on
 * only if it is the presser; the token dies with the request. However often it is opened, by the person or by something that looks into
 * links, each visit stands on its own and belongs to its browser, and the press runs once: taking it is atomic.
 */
import { refused } from '../approvals/refusal';
import { refusedWhileAway } from '../approvals/refused-while-away';
import { judgeStepUp, type StepUp } from '../approvals/step-up';
import { refusalSentence, SIGN_IN_PAGE } from '../cards/sentences';
import { html, redirect } from '../http/responses';
import type { HttpRequest, HttpResponse, Route } from '../http/route';
import { claimsForContext, type CodeFlow, type Redeemed, type SignInQuestion } from '../identity/code-flow';
import { beginVisit, newBrowserSecret, resumeVisit } from '../identity/visit';
import type { Power } from '../recovery/ports';
import type { DelegatedScope } from '../recovery/acts';
import type { HeldPress, HeldPresses } from '../recovery/press-ports';
import type { PressVerb } from '../recovery/acts';
import type { Clock } from '../shared/clock';
import { UnavailableError } from '../shared/errors';
import type { PersonId, PressId } from '../shared/ids';
import type { Log } from '../shared/log';
import { browserCookie, browserSecretIn } from './browser-cookie';
import { signInPage } from './sign-in-page';

/** What finishes a press once its power is there. */
interface PressFinisher {
  scopesOf(press: Pick<HeldPress, 'verb' | 'data'>): Promise<readonly DelegatedScope[]>;
  /** What the press demands of the sign-on besides. */
  stepUpOf(verb: PressVerb): StepUp | undefined;
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
  readonly clock: Clock;
  readonly log: Log;
}

const GRAPH = 'https://graph.microsoft.com';

export function signInRoutes(ports: SignInPorts): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in/done', handle: inWords(finish, ports) },
    { method: 'GET', path: '/sign-in/:pressId', handle: inWords(open, ports) },
  ];
}

type Handle = (request: HttpRequest, ports: SignInPorts) => Promise<HttpResponse>;

/** A person reads the page: what is away is said there, and not in words for machines. Whatever was taken of the press says itself what came of it. */
const inWords =
  (handle: Handle, ports: SignInPorts) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      return await handle(request, ports);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      const { code, outside } = error;
      ports.log.warn({ code, outside, err: error }, 'the sign-in page is answered with what is away');
      return page(503, refusalSentence(refusedWhileAway(error)));
    }
  };

/** Every visit has secrets of its own, so that none of them ends another; windows of one browser share its cookie. */
async function open({ params, headers }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const id = (params['pressId'] ?? '') as PressId;
  const held = await ports.heldPresses.find(id);
  if (!held) return await goneOrUsed(id, ports);
  const browserSecret = browserSecretIn(headers, ports) ?? newBrowserSecret();
  const { state, nonce, codeChallenge } = beginVisit(id, browserSecret);
  const { headers: onward, ...response } = redirect(
    ports.codeFlow.authorizeUrl({
      state,
      nonce,
      codeChallenge,
      ...(await askedOf(held, ports)),
      ...proofAskedOf(held, ports),
    }),
  );
  return { ...response, headers: { ...onward, 'set-cookie': browserCookie(browserSecret, ports) } };
}

async function finish({ query, headers }: HttpRequest, ports: SignInPorts): Promise<HttpResponse> {
  const state = query.get('state') ?? '';
  const id = (state.split('.')[0] ?? '') as PressId;
  const held = await ports.heldPresses.find(id);
  if (!held) return await goneOrUsed(id, ports);
  const browserSecret = browserSecretIn(headers, ports);
  const visit = browserSecret === undefined ? undefined : resumeVisit(state, browserSecret);
  if (!visit) return page(403, SIGN_IN_PAGE.otherBrowser);
  const code = query.get('code');
  if (!code) return page(403, withoutCode(query.get('error')));
  const { nonce, verifier } = visit;
  const redeemed = await ports.codeFlow.redeem({ code, nonce, verifier, ...(await askedOf(held, ports)) });
  return await act(held, redeemed, ports);
}

/** Nobody is told to press again for what was done. */
async function goneOrUsed(id: PressId, { heldPresses }: SignInPorts): Promise<HttpResponse> {
  return page(410, (await heldPresses.isUsed(id)) ? SIGN_IN_PAGE.pressUsed : SIGN_IN_PAGE.pressGone);
}

/** Only what this press needs is asked of Entra. */
async function askedOf(held: HeldPress, { desk, publicUrl }: SignInPorts) {
  const scopes = await desk.scopesOf(held);
  return { scopes: scopes.map((scope) => `${GRAPH}/${scope}`), redirectUri: `${publicUrl}/sign-in/done` };
}

/** For step-up: the person proves what Conditional Access wants for the context, and proves it now. */
function proofAskedOf({ verb }: HeldPress, { desk }: SignInPorts): Pick<SignInQuestion, 'claims' | 'prompt'> {
  const { context, maxAgeMinutes } = desk.stepUpOf(verb) ?? {};
  return {
    claims: context === undefined ? undefined : claimsForContext(context),
    prompt: maxAgeMinutes === undefined ? undefined : 'login',
  };
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
      return await actAs(redeemed, held, ports);
  }
}

async function actAs(
  { person, accessToken }: Extract<Redeemed, { kind: 'token' }>,
  held: HeldPress,
  ports: SignInPorts,
): Promise<HttpResponse> {
  const { personId } = person;
  if (personId !== held.personId) {
    ports.log.warn({ personId, presserId: held.personId }, 'sign-in page: somebody else signed in');
    return page(403, SIGN_IN_PAGE.otherPerson);
  }
  const stepUp = ports.desk.stepUpOf(held.verb);
  const tooWeak = stepUp && judgeStepUp(person, stepUp, ports.clock.now());
  if (tooWeak) return page(403, refusalSentence(tooWeak));
  const taken = await ports.heldPresses.take(held.id);
  if (!taken) return await goneOrUsed(held.id, ports);
  return page(200, await ports.desk.finish(taken, ports.powerOf(personId, accessToken)));
}

function withoutCode(error: string | null): string {
  return error === 'consent_required' ? refusalSentence(refused('consentMissing')) : SIGN_IN_PAGE.notSignedIn;
}

const page = (status: number, sentence: string) => html(status, signInPage(sentence));
