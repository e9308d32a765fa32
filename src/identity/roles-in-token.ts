import { decodeJwt } from 'jose';

/** Application permissions that a token of our own carries; `undefined` where it cannot be read, as its form is nobody's promise. */
export function rolesInToken(token: string): readonly string[] | undefined {
  try {
    const { roles = [] } = decodeJwt<{ roles?: readonly unknown[] }>(token);
    return roles.filter((role) => typeof role === 'string');
  } catch {
    return undefined;
  }
}
