/** The live side of one open page: what is new for its person since the last look. */
import type { CastMember } from '../cast';
import type { ConsolePorts, ConsoleWorld } from './console-world';
import { INCIDENT_CHOICES } from './incident-words';
import { placesOf, SHOWN_PEOPLE } from './people';
import { MessageFeed } from './shown-messages';
import { tenantOf } from './shown-tenant';
import { TROUBLES } from './troubles';
import type { ShownMessage, ShownTenant, Welcome } from './wire';

export type LiveEvent =
  | { readonly name: 'welcome'; readonly data: Welcome }
  | { readonly name: 'messages'; readonly data: readonly ShownMessage[] }
  | { readonly name: 'tenant'; readonly data: ShownTenant }
  /** Everything is being started anew. */
  | { readonly name: 'pause'; readonly data: null };

export class LivePage {
  private readonly ports: ConsolePorts;
  private readonly person: CastMember;
  private worldId: string | undefined;
  private feed: MessageFeed | undefined;
  private tenant = '';
  private isPaused = false;

  constructor(ports: ConsolePorts, person: CastMember) {
    this.ports = ports;
    this.person = person;
  }

  news(): readonly LiveEvent[] {
    const world = this.ports.world();
    if (!world) return this.pause();
    this.isPaused = false;
    const welcome = world.id === this.worldId ? [] : [this.welcomeTo(world)];
    const messages = this.feed?.news() ?? [];
    return [
      ...welcome,
      ...(messages.length > 0 || welcome.length > 0 ? [{ name: 'messages', data: messages } as const] : []),
      ...this.tenantNews(world),
    ];
  }

  private pause(): readonly LiveEvent[] {
    if (this.isPaused) return [];
    this.isPaused = true;
    return [{ name: 'pause', data: null }];
  }

  private welcomeTo(world: ConsoleWorld): LiveEvent {
    this.worldId = world.id;
    this.tenant = '';
    this.feed = new MessageFeed(world.sandbox.teams, this.person);
    const { commands, noResetBecause } = this.ports;
    return {
      name: 'welcome',
      data: {
        worldId: world.id,
        people: SHOWN_PEOPLE,
        places: placesOf(this.person, world.sandbox.teams),
        commands,
        incidents: INCIDENT_CHOICES,
        troubles: TROUBLES,
        noResetBecause,
      },
    };
  }

  /** Time goes on by itself: it is no news. */
  private tenantNews(world: ConsoleWorld): readonly LiveEvent[] {
    const data = tenantOf(world);
    const known = JSON.stringify({ ...data, now: world.sandbox.clock.timesSet });
    if (known === this.tenant) return [];
    this.tenant = known;
    return [{ name: 'tenant', data }];
  }
}
