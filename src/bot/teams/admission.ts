/** Who may speak now, asked in this order: is it a person of ours, is it new, is it not too much. Whoever cannot be judged is refused. */
import type { TurnContext } from 'botbuilder';
import type { SeenActivities, SpeakingLimits } from '../../recovery/press-ports';
import { UnavailableError } from '../../shared/errors';
import { gateRefusal, type GateRefusal } from './gate';
import { speakerOf, type Incoming } from './incoming';
import type { Members } from './members';
import type { TeamsSettings } from './teams-settings';
import { utteranceOf } from './utterance';

export type Admission =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'refused'; readonly because: GateRefusal | 'notAMember' }
  | { readonly kind: 'repeated' }
  /** By the client, not by the person: nobody is told anything. */
  | { readonly kind: 'refreshedTooMuch' }
  /** `mayBeTold`: once per spell, then silence. */
  | { readonly kind: 'tooMuch'; readonly mayBeTold: boolean }
  /** A person of ours, of whom nobody can say now whether this was heard before: nothing is done, and it is said why. */
  | { readonly kind: 'away'; readonly error: UnavailableError; readonly mayBeTold: boolean };

export interface AdmissionParts {
  readonly settings: TeamsSettings;
  readonly members: Members;
  readonly seen: SeenActivities;
  readonly limits: SpeakingLimits;
}

const SPELL_MS = 60_000;
const MAX_TOLD = 1_000;
const SPOKEN: readonly string[] = ['message', 'invoke'];

export class AdmissionDesk {
  private readonly parts: AdmissionParts;
  private readonly toldAt = new Map<string, number>();

  constructor(parts: AdmissionParts) {
    this.parts = parts;
  }

  /** @throws UnavailableError when the channel cannot be asked */
  async judge(context: TurnContext, incoming: Incoming): Promise<Admission> {
    const { settings, members } = this.parts;
    const because = gateRefusal(incoming, settings);
    if (because) return { kind: 'refused', because };
    if (!(await members.isMember(context, incoming))) return { kind: 'refused', because: 'notAMember' };
    return SPOKEN.includes(incoming.type) ? await this.judgeSpoken(incoming) : { kind: 'welcome' };
  }

  private async judgeSpoken(incoming: Incoming): Promise<Admission> {
    const { seen, limits } = this.parts;
    const { personId } = speakerOf(incoming);
    const utterance = utteranceOf(incoming);
    try {
      if (!(await seen.isFirst(deliveryKey(incoming)))) return { kind: 'repeated' };
      if (await limits.mayStillSpeak(personId, utterance)) return { kind: 'welcome' };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      const spell = `${personId} ${incoming.type} ${error.outside}`;
      return { kind: 'away', error, mayBeTold: this.isFirstOfSpell(spell) };
    }
    if (utterance === 'refresh') return { kind: 'refreshedTooMuch' };
    return { kind: 'tooMuch', mayBeTold: this.isFirstOfSpell(personId) };
  }

  private isFirstOfSpell(spell: string): boolean {
    const now = Date.now();
    if (now - (this.toldAt.get(spell) ?? -Infinity) < SPELL_MS) return false;
    if (this.toldAt.size >= MAX_TOLD) this.toldAt.clear();
    this.toldAt.set(spell, now);
    return true;
  }
}

/** Activity ids are unique in their conversation only; and Teams repeats a press with a token or a state beside it, which is not a replay. */
export function deliveryKey({ conversation, from, id, value }: Incoming): string {
  const { authentication, state } = (value ?? {}) as { readonly authentication?: unknown; readonly state?: unknown };
  const kind = [authentication ? 'token' : '', state ? 'state' : ''].join('');
  return [conversation.id, from.id, id, kind].join('|');
}
