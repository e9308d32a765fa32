/** The silent door: the token that Teams put beside a press becomes this person's power, for this press only. */
import { refused } from '../approvals/refusal';
import { judgeStepUp } from '../approvals/step-up';
import type { Power } from '../recovery/ports';
import type { SignOn, SignOnAnswer } from '../recovery/press-ports';
import type { Clock } from '../shared/clock';
import type { PersonId } from '../shared/ids';
import type { PersonExchange } from './person-exchange';
import type { SignOnVerifier } from './sign-on-verifier';

export interface SignOnParts {
  readonly verifier: SignOnVerifier;
  readonly exchange: PersonExchange;
  readonly clock: Clock;
  readonly powerOf: (personId: PersonId, accessToken: string) => Power;
}

const GRAPH = 'https://graph.microsoft.com';

export function createSignOn({ verifier, exchange, clock, powerOf }: SignOnParts): SignOn {
  return {
    byToken: async ({ token, personId, scopes, stepUp }): Promise<SignOnAnswer> => {
      const person = await verifier.verify(token, { expectedOid: personId });
      if (person.kind === 'refused') return person;
      if (stepUp && judgeStepUp(person, stepUp, clock.now())) return { kind: 'needsPage' };
      const exchanged = await exchange.exchangeOnBehalfOf(token, scopes.map((scope) => `${GRAPH}/${scope}`)); // prettier-ignore
      switch (exchanged.kind) {
        case 'token':
          return { kind: 'power', power: powerOf(person.personId, exchanged.accessToken) };
        case 'interactionRequired':
          return { kind: 'needsPage' };
        case 'consentMissing':
          return refused('consentMissing');
        case 'refused':
          return refused('conditionalAccess', { reference: exchanged.error });
      }
    },
  };
}
