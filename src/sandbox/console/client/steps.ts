/** The main story in six steps, and how far it has come. Pure. */
import type { ShownStory } from '../wire';

export interface Step {
  readonly title: string;
  readonly hint: string;
  readonly isDone: boolean;
  /** A sentence that one click says. */
  readonly say?: string;
  /** Somebody that one click switches to. */
  readonly become?: string;
}

const STAGES: readonly ShownStory['stage'][] = ['nothing', 'planned', 'previewing', 'awaitingApproval', 'recovering', 'finished']; // prettier-ignore

/** @param person - who looks */
export function stepsOf({ stage, wish, by, hasLooked }: ShownStory, person: string): readonly Step[] {
  const isPast = (other: ShownStory['stage']) => STAGES.indexOf(stage) > STAGES.indexOf(other);
  const [first, second] = by === 'ben' ? (['Ben', 'ana'] as const) : (['Ana', 'ben'] as const);
  const name = second === 'ben' ? 'Ben' : 'Ana';
  const isApproved = isPast('awaitingApproval');
  return [
    { title: 'Ask', hint: 'Ana types what should go back:', say: wish, isDone: isPast('nothing') },
    {
      title: 'Start preview',
      hint: `Press Start preview on ${first}’s card. Nothing is changed by it.`,
      isDone: isPast('planned'),
    },
    { title: `Switch to ${name}`, hint: 'A second administrator has to approve.', become: second, isDone: isApproved || (isPast('planned') && person === second) }, // prettier-ignore
    { title: 'Open the changes', hint: 'Press Show all: exactly this would be written.', isDone: isApproved || (isPast('planned') && hasLooked) }, // prettier-ignore
    { title: 'Approve', hint: `Press Approve on the card: ${name}’s own sign-on starts the recovery. Where two approvals are needed, Gus gives the other.`, isDone: isApproved }, // prettier-ignore
    { title: 'See it finished', hint: 'The card says so, and the tenant panel shows what still differs.', isDone: isPast('recovering') }, // prettier-ignore
  ];
}
