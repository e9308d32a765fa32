/**
 * The SDK's routing. Selectors are whole comparisons, never keywords, which would match substrings; invokes are answered here and the
 * handler gives '' back, because the SDK would replace a refreshing card for everybody.
 */
import { Application, type TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';
import { BROKE } from '../../shared/broken';
import type { Log } from '../../shared/log';
import type { Incoming } from './incoming';
import { errorBody, type InvokeBody } from './invoke-response';
import type { Reception } from './reception';

const BROKEN = `${BROKE} Please try again in a moment.`;
const INCOMING = Symbol('incoming');

export interface TurnRoutesParts {
  readonly adapter: TeamsAdapter;
  readonly botId: string;
  readonly reception: Reception;
  readonly log: Log;
}

export class TurnRoutes {
  private readonly application: Application;

  constructor({ adapter, botId, reception, log }: TurnRoutesParts) {
    this.application = new Application<TurnState>({
      adapter,
      botAppId: botId,
      removeRecipientMention: false,
      startTypingTimer: false,
      longRunningMessages: false,
    });
    this.routeInvokes(reception);
    this.routeMessages(reception);
    this.application.error(async (context, error) => {
      log.error({ err: error, activity: context.activity.type }, 'a turn broke in the SDK');
      if (context.activity.type === 'invoke') await answerInvoke(context, errorBody(500, 'broken', BROKEN));
      else if (context.activity.type === 'message') await context.sendActivity(BROKEN).catch(() => undefined);
    });
  }

  async run(context: TurnContext, incoming: Incoming): Promise<void> {
    context.turnState.set(INCOMING, incoming);
    await this.application.run(context);
  }

  private routeInvokes(reception: Reception): void {
    const app = this.application;
    app.adaptiveCards.actionExecute(isInvoke('adaptiveCard/action', isExecute), async (context) => {
      await answerInvoke(context, await reception.execute(incomingOf(context)));
      return '';
    });
    app.addRoute(isInvoke('fileConsent/invoke'), async (context) => {
      await reception.fileAnswer(incomingOf(context));
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    }, true); // prettier-ignore
    app.addRoute(isInvoke('signin/failure'), async (context) => {
      await reception.signInFailed(incomingOf(context));
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    }, true); // prettier-ignore
    app.addRoute(isInvoke('signin/verifyState'), async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    }, true); // prettier-ignore
    // Polite, and no third door: presses bring their own token.
    app.addRoute(isInvoke('signin/tokenExchange'), async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 412 } });
    }, true); // prettier-ignore
  }

  private routeMessages(reception: Reception): void {
    this.application.activity(isInstall, async (context) => {
      await reception.installed(incomingOf(context));
    });
    this.application.activity(isMessage(true), async (context) => {
      await reception.submit(incomingOf(context));
    });
    this.application.activity(isMessage(false), async (context) => {
      await reception.message(context, incomingOf(context));
    });
  }
}

export async function answerInvoke(context: TurnContext, body: InvokeBody): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}

function incomingOf(context: TurnContext): Incoming {
  return context.turnState.get<Incoming>(INCOMING);
}

const isExecute = ({ value }: Incoming): boolean =>
  (value as { readonly action?: { readonly type?: unknown } } | undefined)?.action?.type === 'Action.Execute';

function isInvoke(name: string, isAlso: (incoming: Incoming) => boolean = () => true) {
  return (context: TurnContext): Promise<boolean> => {
    const { type, name: given } = context.activity;
    return Promise.resolve(type === 'invoke' && given === name && isAlso(incomingOf(context)));
  };
}

/** Not of an upgrade, which nobody asked for. */
function isInstall(context: TurnContext): Promise<boolean> {
  const { type, action } = incomingOf(context);
  return Promise.resolve(type === 'installationUpdate' && action === 'add');
}

/** A Submit button arrives as a message without text. */
function isMessage(isSubmit: boolean) {
  return (context: TurnContext): Promise<boolean> => {
    const { type, text, value } = incomingOf(context);
    return Promise.resolve(type === 'message' && isSubmit === (!text && typeof value === 'object' && value !== null));
  };
}
