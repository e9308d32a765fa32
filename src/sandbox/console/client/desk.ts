/** What the person at the page does: each wish goes to the server, and its answer becomes state. */
import type { PressAnswer, ShownMessage, SignInPage, Welcome, ShownTenant } from '../wire';
import { hashOf, lookingFrom, type Looking } from './address';
import { seenNow, withMessages } from './arrivals';
import { readersZone } from './clock-time';
import { messageIn } from './message-links';
import { openLine, send, type LiveLine } from './server-line';
import { keyOf, noteKey, type OwnNote, type Panel, type State, type Store } from './state';

export interface ButtonPress {
  readonly message: ShownMessage;
  readonly button: string;
  readonly position: number;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Draft {
  readonly text: string;
  readonly file?: { readonly name: string; readonly base64: string } | undefined;
}

export class Desk {
  readonly store: Store;
  private line: LiveLine | undefined;
  private isFirst = true;

  constructor(store: Store) {
    this.store = store;
  }

  /** Follows the page's address from now on. */
  start(): void {
    window.addEventListener('hashchange', () => {
      this.look(lookingFrom(window.location.hash));
    });
    this.listen();
  }

  go(looking: Partial<Looking>): void {
    window.location.hash = hashOf({ ...this.store.state.looking, ...looking });
    this.showPanel('chat');
  }

  showPanel(panel: Panel): void {
    this.store.set({ panel });
  }

  async say({ text, file }: Draft): Promise<boolean> {
    const { looking, replyTo: threadId } = this.store.state;
    const said = await this.try(() => send('say', { ...looking, text, threadId, zone: readersZone(), file }));
    return said !== undefined;
  }

  async press({ message, ...pressed }: ButtonPress): Promise<void> {
    const { person } = this.store.state.looking;
    const form = this.store.state.display.width === 'oldPhone' ? 'submit' : 'execute';
    const body = { person, place: message.place, messageId: message.id, ...pressed, form, zone: readersZone() };
    this.note(person, keyOf(message), undefined);
    this.store.set(({ asked }) => ({ asked: asked + 1 }));
    const answer = await this.try(() => send<PressAnswer>('press', body));
    if (answer) this.take(answer, person, keyOf(message));
  }

  /** @returns false where it could not be answered */
  async answerFile({ id: messageId }: ShownMessage, answer: 'accept' | 'decline'): Promise<boolean> {
    const { person } = this.store.state.looking;
    this.store.set(({ asked }) => ({ asked: asked + 1 }));
    return await this.wish('file/answer', { person, messageId, answer });
  }

  /** The button of the sign-in prompt: the window opens. */
  async openSignIn(url: string, messageKey: string): Promise<void> {
    this.store.set(({ looking: { person } }) => ({ signIn: { person, url, messageKey } }));
    await this.showInWindow({ url });
  }

  async signInAs(account: string): Promise<void> {
    const { signIn } = this.store.state;
    if (signIn) await this.showInWindow({ url: signIn.url, account });
  }

  /** Once the page has said that all went well, Teams repeats what was pressed. */
  async closeSignIn(): Promise<void> {
    const { signIn } = this.store.state;
    this.store.set({ signIn: undefined });
    if (signIn?.page?.kind !== 'words' || !signIn.page.isDone) return;
    this.note(signIn.person, signIn.messageKey, undefined);
    const answer = await this.try(() => send<PressAnswer>('sign-in/closed', { person: signIn.person }));
    if (answer && answer.kind !== 'nothing') this.take(answer, signIn.person, signIn.messageKey);
  }

  /** The server tells when it is done; until then nothing can be wished. */
  async startAnew(): Promise<void> {
    this.store.set({ connection: 'paused' });
    if (!(await this.wish('reset'))) this.store.set({ connection: 'live' });
  }

  /** Any other wish: an incident, the clock, troubles. */
  async wish(act: string, body: object = {}): Promise<boolean> {
    const done = await this.try(async () => {
      await send(act, body);
      return true;
    });
    return done ?? false;
  }

  /** @returns false where the address is none of a message */
  openMessage(url: string): boolean {
    const wanted = messageIn(url);
    if (wanted === undefined) return false;
    const found = [...this.store.state.messages.values()].find(({ id }) => id === wanted);
    if (found) {
      this.go({ place: found.place });
      this.store.set({ wanted });
    } else this.store.set({ error: 'That message is not in a place that you can see.' });
    return true;
  }

  private async showInWindow(asked: { readonly url: string; readonly account?: string }): Promise<void> {
    const put = (change: { readonly page?: SignInPage; readonly error?: string }) => {
      this.store.set(({ signIn }) => (signIn ? { signIn: { ...signIn, ...change } } : {}));
    };
    try {
      put({ page: await send<SignInPage>('sign-in', asked) });
    } catch (error) {
      put({ error: wordsOf(error) });
    }
  }

  private take(answer: PressAnswer, person: string, messageKey: string): void {
    if (answer.kind === 'link' && answer.isSignIn) void this.openSignIn(answer.url, messageKey);
    else if (answer.kind === 'link' && !this.openMessage(answer.url))
      window.open(answer.url, '_blank', 'noopener,noreferrer');
    this.note(person, messageKey, noteOf(answer));
  }

  private note(person: string, messageKey: string, note: OwnNote | undefined): void {
    this.store.set(({ notes, announcement }) => {
      const next = new Map(notes);
      const key = noteKey(person, messageKey);
      if (note) next.set(key, note);
      else next.delete(key);
      return { notes: next, announcement: note?.text ?? announcement };
    });
  }

  private look(looking: Looking): void {
    const { person } = this.store.state.looking;
    this.store.set((state) => {
      const messages = looking.person === person ? state.messages : new Map<string, ShownMessage>();
      const toasts = state.toasts.filter(({ place }) => place !== looking.place);
      return { looking, toasts, replyTo: undefined, error: undefined, seen: seenNow({ ...state, looking }, messages) };
    });
    if (looking.person !== person) this.listen();
    else this.lookOn();
  }

  private listen(): void {
    this.line?.close();
    this.isFirst = true;
    this.store.set({ messages: new Map(), hasMessages: false, toasts: [] });
    this.line = openLine(this.store.state.looking.person, {
      onEvent: (name, data) => {
        this.hear(name, data);
      },
      onLost: () => {
        this.isFirst = true;
        this.store.set({ connection: 'lost' });
      },
    });
  }

  private hear(name: string, data: unknown): void {
    this.store.set({ connection: name === 'pause' ? 'paused' : 'live' });
    if (name === 'welcome') this.greet(data as Welcome);
    if (name === 'tenant') this.store.set({ tenant: data as ShownTenant, tenantAt: performance.now() });
    if (name === 'messages') this.read(data as readonly ShownMessage[]);
  }

  private greet(welcome: Welcome): void {
    const { welcome: before } = this.store.state;
    this.isFirst = true;
    const isAnew = before !== undefined && before.worldId !== welcome.worldId;
    const forgotten: Partial<State> = isAnew ? { notes: new Map(), seen: new Map(), toasts: [], signIn: undefined, replyTo: undefined, announcement: 'Everything has started anew.' } : {}; // prettier-ignore
    this.store.set({ welcome, ...forgotten });
  }

  private read(arrived: readonly ShownMessage[]): void {
    const { isFirst } = this;
    this.isFirst = false;
    this.store.set((state) => withMessages(state, arrived, isFirst));
    if (isFirst) this.lookOn();
  }

  /** Cards that refresh themselves for this person do so from now on. */
  private lookOn(): void {
    void send('open', this.store.state.looking).catch(() => undefined); // The banner says what is wrong.
  }

  private async try<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await act();
      this.store.set({ error: undefined });
      return answer;
    } catch (error) {
      this.store.set({ error: wordsOf(error) });
      return undefined;
    }
  }
}

function noteOf(answer: PressAnswer): OwnNote | undefined {
  switch (answer.kind) {
    case 'card':
    case 'posted':
    case 'link':
      return undefined;
    case 'sentence':
      return { kind: answer.kind, text: answer.text };
    case 'signIn':
      return { kind: answer.kind, text: answer.text, url: answer.url };
    case 'inputMissing':
      return { kind: answer.kind, text: 'Fill in what is missing first.' };
    case 'nothing':
      return { kind: answer.kind, text: `Teams shows nothing here (${answer.because}).` };
    case 'error':
      return { kind: answer.kind, text: `Something went wrong: ${answer.message || answer.code}` };
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : 'Something went wrong.');
