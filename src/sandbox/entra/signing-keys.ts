import { createSigningKey, publicJwk, type SigningKey } from './json-web-token';

/** The tenant's keys, as its key endpoint publishes them, and one that belongs to nobody. */
export class SigningKeys {
  private retired: readonly SigningKey[] = [];
  private current = createSigningKey();
  private unpublished: SigningKey | undefined;

  /** What the tenant signs with now. */
  get tenant(): SigningKey {
    return this.current;
  }

  /** An attacker's key. */
  get stranger(): SigningKey {
    this.unpublished ??= createSigningKey();
    return this.unpublished;
  }

  get published(): readonly SigningKey[] {
    return [this.current, ...this.retired];
  }

  get jwks() {
    return { keys: this.published.map(publicJwk) };
  }

  /** Signs with a new key from now on; what the old one has signed stays good. */
  rotate(): void {
    this.retired = this.published;
    this.current = createSigningKey();
  }
}
