/** A token that the other side did not take, although it had not expired. */
export interface RefusedToken {
  readonly token: string;
  /** What the next one has to fulfil, as JSON for Entra: the claims of the refusal's challenge (continuous access evaluation). */
  readonly claims?: string | undefined;
}

/**
 * Asked before every call; whoever hands it in keeps it fresh. Told that a token was refused, it never gives that one to anybody again
 * and fetches another; where no other can be had now, the same comes back, and the call is not made again.
 */
export type AccessToken = (refused?: RefusedToken) => Promise<string>;
