/** The pretend Teams at a terminal: lines become what people say and press; what the bot answers is printed as text. */
import { MEMBERS, type CastMember } from '../cast';
import type { Sandbox } from '../start-sandbox';
import type { Pressed } from '../teams/presses';
import { plainText } from './card-text';
import { findTypedButton } from './find-typed-button';
import { framed, Onlooker } from './onlooker';
import { readLine, type TerminalLine } from './read-line';
import { signInOnPage } from './sign-in-on-page';
import { HELP } from './terminal-help';

export interface TerminalChatOptions {
  readonly sandbox: Pick<Sandbox, 'teams' | 'graph' | 'clock'>;
  readonly print: (text: string) => void;
}

type LineOf<Kind extends TerminalLine['kind']> = Extract<TerminalLine, { readonly kind: Kind }>;

export class TerminalChat {
  private readonly options: TerminalChatOptions;
  private readonly onlooker: Onlooker;

  constructor(options: TerminalChatOptions) {
    this.options = options;
    this.onlooker = new Onlooker(options.sandbox);
  }

  /** @returns false when the person wants to leave */
  async take(line: string): Promise<boolean> {
    const read = readLine(line);
    if (read.kind === 'quit') return false;
    try {
      const answer = await this.do(read);
      this.tellNews();
      if (answer !== '') this.options.print(answer);
    } catch (error) {
      this.options.print(error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  /** Prints what the bot said or edited since the last time. */
  tellNews(): void {
    for (const { from, placeName, isEdit, news } of this.onlooker.news()) {
      if (from === 'bot') this.options.print(`Rewind ${isEdit ? 'changed its message' : 'says'} in ${placeName}:\n${news}\n`); // prettier-ignore
    }
  }

  private async do(line: Exclude<TerminalLine, { readonly kind: 'quit' }>): Promise<string> {
    const { teams, graph, clock } = this.options.sandbox;
    switch (line.kind) {
      case 'says':
        return await this.say(line);
      case 'presses':
        return pressedWords(line.person, await this.press(line));
      case 'signsIn':
        return await signIn(teams.pendingSignIn(line.person)?.url, line);
      case 'answersFile':
        return await this.answerFile(line);
      case 'show':
        return this.shown(line);
      case 'incident':
        graph.state.runIncident(line.incident);
        return `It happened: ${line.incident}.`;
      case 'jump':
        clock.jump(line.ms);
        return `It is now ${clock.now().toISOString()}.`;
      case 'speed':
        clock.runAt(line.factor);
        return `Time runs ${line.factor} times as fast.`;
      case 'portal':
        return graph.state.startOutside({ kind: line.job }) ? `Gus Petrov starts a ${line.job} in the portal.` : 'Something runs already, or there is no snapshot.'; // prettier-ignore
      case 'activate':
        graph.state.activateRoles(line.person.id);
        return `What ${line.person.name} is eligible for is active.`;
      case 'help':
        return HELP;
      case 'nothing':
        return '';
      case 'notUnderstood':
        return line.because;
    }
  }

  private async say({ person, where, text }: LineOf<'says'>): Promise<string> {
    const mentions = MEMBERS.filter(({ name }) => text.includes(`@${name}`));
    await this.options.sandbox.teams.says(person, where, { text, mentions });
    return '';
  }

  private async press({ person, where, button, inputs }: LineOf<'presses'>): Promise<Pressed> {
    const { teams } = this.options.sandbox;
    const meant = findTypedButton(button, teams.cardsFor(person, where));
    const reason = inputs['reason'];
    // A card names its fields; whoever types says “reason” to each of them.
    const typed = reason === undefined ? inputs : { rejectReason: reason, ...inputs };
    return await teams.presses(person, where, {
      button: meant?.title ?? button,
      card: meant?.activityId,
      inputs: typed,
    });
  }

  private async answerFile({ person, answer }: LineOf<'answersFile'>): Promise<string> {
    const { fileAnswers } = this.options.sandbox.teams;
    if (!fileAnswers.offeredTo(person)) return `${person.name} is offered no file. Ask for one: as ${person.alias} in personal: evidence R-7K3Q`; // prettier-ignore
    const before = fileAnswers.drive.files.length;
    await fileAnswers.answers(person, answer);
    const file = fileAnswers.drive.files.slice(before).at(-1);
    return file ? `${file.name} is in ${person.name}’s pretend OneDrive: ${String(file.bytes.length)} bytes.` : '';
  }

  private shown({ person, where }: LineOf<'show'>): string {
    const { teams } = this.options.sandbox;
    const seer = person ?? MEMBERS[0];
    const seen = seer && teams.cardFor(seer, where);
    return seen ? framed(seen.card) : 'No card there yet.';
  }
}

async function signIn(url: string | undefined, { person, account }: LineOf<'signsIn'>): Promise<string> {
  if (url === undefined) return `${person.name} is not asked to sign in.`;
  return `The sign-in page says: ${await signInOnPage(url, account)}`;
}

function pressedWords({ name, alias }: CastMember, pressed: Pressed): string {
  switch (pressed.kind) {
    case 'card':
      return `${name} alone sees:\n${framed(pressed.card)}`;
    case 'sentence':
      return `${name} alone reads: ${plainText(pressed.text)}`;
    case 'signIn':
      return `${name} is asked: ${plainText(pressed.text)}\n[Sign in] ${pressed.url}\n(as ${alias} sign in)`;
    case 'posted':
      return '';
    case 'link':
      return `It opens ${pressed.url}`;
    case 'inputMissing':
      return `Teams wants these filled in first: ${pressed.ids.join(', ')}`;
    case 'nothing':
      return `${name} sees nothing (${pressed.because}).`;
    case 'error':
      return `Teams says that something went wrong (${pressed.code}): ${plainText(pressed.message)}`;
  }
}
