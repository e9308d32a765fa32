/**
 * What the pretend Entra signs, and how its tokens are read back by the other pretend services.
 *
 * Sign-on and id tokens live by the sandbox clock, because the product judges them by its own. Access tokens live by real time:
 * the libraries that keep them (MSAL) measure real time, and a jump of the sandbox clock must not make them stale unnoticed.
 */
import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '../../shared/clock';
import type { PersonId } from '../../shared/ids';
import { APPLICATIONS, MEMBERS, TENANT_ID, type CastMember } from '../cast';
import { openToken, seconds, signToken, type Claims, type Signature } from './json-web-token';
import {
  BOT_FRAMEWORK,
  FEDERATION_AUDIENCE,
  GRAPH,
  GRAPH_APPLICATION_ID,
  principalOf,
  TEAMS_DESKTOP,
} from './registrations';
import { Revocations } from './revocations';
import type { SigningKeys } from './signing-keys';

const LIFETIME_S = 3600;
/** How long ago people proved who they are, unless they are asked again. */
export const SESSION_AGE_MS = 30 * 60_000;

/** Who a token for Graph speaks for. */
export type GraphCaller =
  | { readonly kind: 'person'; readonly oid: PersonId; readonly scopes: readonly string[] }
  | { readonly kind: 'application'; readonly appId: string; readonly roles: readonly string[] };

/** Ways to make a token wrong: other claims (`undefined` drops one), another key, another algorithm. */
export interface Forgery extends Partial<Omit<Signature, 'key'>> {
  readonly claims?: Claims;
  /** `stranger` signs with a key that the key endpoint does not publish. */
  readonly signedBy?: 'tenant' | 'stranger';
}

export interface SignOn {
  readonly person: CastMember;
  readonly contexts?: readonly string[];
  /** When the person proved who they are; now, where nothing else is known. */
  readonly signedOnAt?: Date;
}

export interface Issuing {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly getOrigin: () => string;
}

export function memberOf(personId: unknown): CastMember | undefined {
  return MEMBERS.find(({ id }) => id === personId);
}

export class Tokens {
  private readonly issuing: Issuing;
  private readonly revocations = new Revocations();

  constructor(issuing: Issuing) {
    this.issuing = issuing;
  }

  get issuer(): string {
    return `${this.issuing.getOrigin()}/${TENANT_ID}/v2.0`;
  }

  /** What Teams gets silently for a person: made out to the sign-on application. */
  signOn(person: CastMember, { claims, signedBy = 'tenant', ...signature }: Forgery = {}): string {
    const signedOnAt = seconds(this.issuing.clock.now()) - SESSION_AGE_MS / 1000;
    return signToken(
      {
        ...this.lifetime(this.issuing.clock),
        ...claimsOfPerson(person),
        aud: APPLICATIONS.signOn.id,
        azp: TEAMS_DESKTOP,
        azpacr: '0',
        scp: 'access_as_user',
        acrs: ['p1'],
        auth_time: signedOnAt,
        ...claims,
      },
      { ...signature, key: this.issuing.keys[signedBy] },
    );
  }

  idToken(
    { person, contexts = ['p1'], signedOnAt = this.issuing.clock.now() }: SignOn,
    { clientId, nonce }: { clientId: string; nonce?: string | undefined },
  ) {
    return signToken(
      {
        ...this.lifetime(this.issuing.clock),
        ...claimsOfPerson(person),
        aud: clientId,
        acrs: contexts,
        auth_time: seconds(signedOnAt),
        nonce,
      },
      { key: this.issuing.keys.tenant },
    );
  }

  graphForPerson(person: CastMember, { clientId, scopes }: { clientId: string; scopes: readonly string[] }): string {
    return signToken(
      {
        ...this.lifetime(systemClock),
        ...claimsOfPerson(person),
        aud: GRAPH,
        appid: clientId,
        idtyp: 'user',
        scp: scopes.join(' '),
      },
      { key: this.issuing.keys.tenant },
    );
  }

  forApplication(
    clientId: string,
    { resource, roles, claims = '' }: { resource: string; roles: readonly string[]; claims?: string | undefined },
  ): string {
    const lifetime = this.lifetime(systemClock);
    this.revocations.note(lifetime.uti, { clientId, claims });
    return signToken(
      {
        ...lifetime,
        aud: resource,
        appid: clientId,
        oid: principalOf(clientId),
        idtyp: 'app',
        ...(roles.length > 0 ? { roles } : {}),
      },
      { key: this.issuing.keys.tenant },
    );
  }

  /** What a managed identity would present instead of the application's secret. */
  federatedAssertion(identityId: string): string {
    const sub = principalOf(identityId);
    return signToken(
      { ...this.lifetime(systemClock), aud: FEDERATION_AUDIENCE, sub, oid: sub },
      { key: this.issuing.keys.tenant },
    );
  }

  /** @returns the object id of the managed identity whose word it is */
  voucherOf(assertion: string): string | undefined {
    const { aud, sub } = this.open(assertion, systemClock) ?? {};
    return aud === FEDERATION_AUDIENCE && typeof sub === 'string' ? sub : undefined;
  }

  /** @returns whose token it is, where it is one for this resource */
  holderOf(token: string, resource: string): string | undefined {
    const { aud, oid } = this.open(token, systemClock) ?? {};
    return aud === resource && typeof oid === 'string' ? oid : undefined;
  }

  /** Claims of a sign-on token that is still good for an exchange. */
  openAssertion(assertion: string) {
    return this.open(assertion, this.issuing.clock);
  }

  /** @see Revocations.revoke */
  revoke(clientId: string, claims?: string): void {
    this.revocations.revoke(clientId, claims);
  }

  refusalOf(bearer: string | undefined): ReturnType<Revocations['refusalOf']> {
    return this.revocations.refusalOf(this.openBearer(bearer) ?? {});
  }

  /** @param bearer - with or without the word `Bearer` */
  graphCaller(bearer: string | undefined): GraphCaller | undefined {
    if (this.refusalOf(bearer)) return undefined;
    const claims = this.openBearer(bearer);
    const { aud, oid, appid, scp, roles } = claims ?? {};
    if (aud !== GRAPH && aud !== GRAPH_APPLICATION_ID) return undefined;
    if (typeof scp === 'string' && typeof oid === 'string')
      return { kind: 'person', oid: oid as PersonId, scopes: scp.split(' ') };
    return typeof appid === 'string' ? { kind: 'application', appId: appid, roles: texts(roles) } : undefined;
  }

  /** @returns the application that may speak to the pretend Bot Connector */
  connectorCaller(bearer: string | undefined): string | undefined {
    if (this.refusalOf(bearer)) return undefined;
    const { aud, appid } = this.openBearer(bearer) ?? {};
    return aud === BOT_FRAMEWORK && typeof appid === 'string' ? appid : undefined;
  }

  private openBearer(bearer: string | undefined) {
    return this.open((bearer ?? '').replace(/^bearer /i, ''), systemClock);
  }

  private open(token: string, clock: Clock) {
    const claims = openToken(token, this.issuing.keys.published, clock.now());
    return claims?.['iss'] === this.issuer && claims['tid'] === TENANT_ID ? claims : undefined;
  }

  private lifetime(clock: Clock) {
    const now = seconds(clock.now());
    const uti = randomUUID();
    return { iss: this.issuer, tid: TENANT_ID, ver: '2.0', uti, iat: now, nbf: now, exp: now + LIFETIME_S };
  }
}

const claimsOfPerson = ({ id, name, signInName, isGuest }: CastMember) => ({
  oid: id,
  sub: `subject-of-${id}`,
  name,
  preferred_username: signInName,
  acct: isGuest ? 1 : 0,
});

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
