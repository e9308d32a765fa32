/** What Teams reads in the body of an answered invoke. Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards */
import { randomUUID } from 'node:crypto';
import type { Place } from '../../approvals/approval';
import { unreachable } from '../../shared/unreachable';
import type { PressAnswer } from '../conversation';

export interface InvokeBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

/** Never empty, or Teams ignores the request to sign in; no such connection exists. */
const CONNECTION_NAME = 'rewind';

export function toastBody(text: string): InvokeBody {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

export function errorBody(statusCode: number, code: string, message: string): InvokeBody {
  return { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } };
}

/** To a refresh: the shared card stays as it is. */
export const noOwnView = (): InvokeBody => errorBody(403, 'noOwnView', 'No view of your own.');

export function bodyOf(
  answer: PressAnswer,
  { place, signOnResource }: { readonly place: Place; readonly signOnResource: string },
): InvokeBody {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
    case 'sentence':
      return toastBody(answer.text);
    case 'posted':
      return toastBody('Answered in a message here.');
    case 'exchangeFailed':
      return {
        statusCode: 412,
        type: 'application/vnd.microsoft.error.preconditionFailed',
        value: { code: '412', message: answer.text },
      };
    case 'signIn':
      return loginRequest(answer, answer.silently && place.kind !== 'channel' ? signOnResource : undefined);
    default:
      return unreachable(answer);
  }
}

/** @param silentResource - with it Teams tries a silent exchange first; channels have none */
function loginRequest({ text, url }: PressAnswer & { kind: 'signIn' }, silentResource: string | undefined): InvokeBody {
  return {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text,
      connectionName: CONNECTION_NAME,
      ...(silentResource ? { tokenExchangeResource: { id: randomUUID(), uri: silentResource } } : {}),
      buttons: [{ type: 'signin', title: 'Sign in', text: 'Sign in', value: url }],
    },
  };
}
