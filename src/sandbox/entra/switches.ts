/** What a test, or somebody at the sandbox's console, can make the pretend Entra do. */
export interface Switches {
  /** The next on-behalf-of exchanges, one each, are answered with interaction_required; a text is the claims it asks for. */
  interactions: (string | undefined)[];
  /** False: every request for a person's token is answered with AADSTS65001. */
  isConsented: boolean;
  /** False: the key endpoint answers 503. */
  keysAnswer: boolean;
  /** Below 500 the token endpoint works; otherwise it answers with this status and no JSON. */
  tokenEndpointStatus: number;
}

export const allWell = (): Switches => ({
  interactions: [],
  isConsented: true,
  keysAnswer: true,
  tokenEndpointStatus: 200,
});
