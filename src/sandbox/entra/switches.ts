/** What a test, or somebody at the sandbox's console, can make the pretend Entra do. */
export interface Switches {
  /** The next on-behalf-of exchanges, one each, are answered with interaction_required; a text is the claims it asks for. */
  interactions: (string | undefined)[];
  /** False: every request for a person's token is answered with AADSTS65001. */
  isConsented: boolean;
  /** False: the key endpoint answers 503. */
  keysAnswer: boolean;
  /** False: no Conditional Access policy answers to an authentication context, so the token does not carry it. */
  grantsContexts: boolean;
  /** False: `prompt` and `max_age` are ignored, and a session of before is good enough. */
  asksAgain: boolean;
  /** Applications whose secret has expired, by id. */
  expiredSecretsOf: string[];
  /** Below 500 the token endpoint works; otherwise it answers with this status and no JSON. */
  tokenEndpointStatus: number;
}

export const allWell = (): Switches => ({
  interactions: [],
  isConsented: true,
  grantsContexts: true,
  asksAgain: true,
  keysAnswer: true,
  expiredSecretsOf: [],
  tokenEndpointStatus: 200,
});
