/**
 * Teams' own refresh of cards: for the people a card names, when they open its conversation or look on while it is edited, and only
 * where the bot's last answer to that person is older than a minute.
 */
import type { Clock } from '../../shared/clock';
import type { JsonObject } from '../../shared/json';
import type { CastMember } from '../cast';
import type { Scene } from './activities';
import type { Chat, TeamsMessage } from './chat';
import { teamsIdOf, type PretendPlace } from './places';
import type { Presses } from './presses';

export interface RefreshesParts {
  readonly chat: Chat;
  readonly presses: Presses;
  readonly clock: Clock;
  readonly sceneOf: (person: CastMember, message: TeamsMessage) => Scene;
}

const QUIET_MS = 60_000;
/** Without a list, conversations of at most so many people refresh for everybody. */
const MOST_UNLISTED = 60;

export class Refreshes {
  private readonly parts: RefreshesParts;
  private readonly looking = new Map<CastMember, PretendPlace>();
  private running: Promise<unknown> = Promise.resolve();

  constructor(parts: RefreshesParts) {
    this.parts = parts;
  }

  /** The person looks at the place from now on, and at no other. */
  async opens(person: CastMember, place: PretendPlace): Promise<void> {
    this.looking.set(person, place);
    for (const message of this.parts.chat.in(place)) await this.refresh(person, message);
  }

  edited(activityId: string): void {
    const message = this.parts.chat.find(activityId);
    if (!message) return;
    const onlookers = [...this.looking].filter(([, place]) => place === message.place).map(([person]) => person);
    const refreshing = Promise.all(onlookers.map((person) => this.refresh(person, message)));
    this.running = Promise.allSettled([this.running, refreshing]);
  }

  /** Resolves when what edits have caused is over. */
  async settles(): Promise<void> {
    await this.running;
  }

  private async refresh(person: CastMember, message: TeamsMessage): Promise<void> {
    const { chat, presses, clock, sceneOf } = this.parts;
    const action = refreshActionFor(person, message);
    const last = chat.lastAnswerAt(message, person);
    const isQuiet = last === undefined || clock.now().getTime() - last.getTime() > QUIET_MS;
    if (action && isQuiet) await presses.refresh({ press: { message, scene: sceneOf(person, message) }, action });
  }
}

/** What the card does by itself when this person looks at it; `undefined`: nothing. */
function refreshActionFor(person: CastMember, { content, place }: TeamsMessage): JsonObject | undefined {
  const refresh = content.card?.['refresh'] as { readonly action?: JsonObject; readonly userIds?: readonly string[] } | undefined; // prettier-ignore
  const isMeant = refresh?.userIds?.includes(teamsIdOf(person)) ?? place.people.length <= MOST_UNLISTED;
  return isMeant ? refresh?.action : undefined;
}
