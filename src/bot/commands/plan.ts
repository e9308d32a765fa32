/** `preview` and `restore`: a plan card, or the question that is still open. Nothing is started. */
import { refused } from '../../approvals/refusal';
import { drawChoices } from '../../cards/choices-card';
import { formatInstant } from '../../recovery/print-time';
import type { ObjectPhrase } from '../../recovery/scope';
import { planRecovery, type Planned } from '../../usecases/plan-recovery';
import { commandText } from '../command-text';
import { refuses, says, shows, type Reply } from '../reply';
import type { Asker, Command, CommandOf } from './command';

type Wish = CommandOf<'preview'> | CommandOf<'restore'>;

export const plan: Command<Wish> = async (wish, asker, ports) => {
  const { scope, time, timeText } = wish;
  const planned = await planRecovery(
    {
      sender: asker,
      standing: asker.standing,
      scope,
      time,
      timeText,
      reason: wish.kind === 'restore' ? wish.reason : undefined,
      wantsApproval: wish.kind === 'restore',
    },
    ports,
  );
  return replyTo(planned, wish, asker);
};

const READER_PREVIEWS =
  'You hold Entra Backup Reader, so this is a plain preview: asking for the recovery takes Entra Backup Administrator.';
const NO_SNAPSHOTS =
  'Microsoft lists no snapshot of this tenant yet. It takes one a day; look again tomorrow: snapshots.';

function replyTo(planned: Planned, wish: Wish, { zone }: Asker): Reply {
  switch (planned.kind) {
    case 'refused':
      return refuses(planned);
    case 'planned':
      return {
        kind: 'request',
        requestId: planned.request.id,
        text: planned.isPreviewOnlyForReader ? READER_PREVIEWS : undefined,
      };
    case 'noSnapshots':
      return says(NO_SNAPSHOTS);
    case 'ask': {
      const choices = planned.offers.map(({ id, createdAt }) => ({
        label: formatInstant(createdAt, zone),
        command: commandText({ ...wish, timeText: id }),
      }));
      return shows(drawChoices({ question: planned.question, choices }));
    }
    case 'ambiguous':
      return choose(planned, wish);
  }
}

/** The first hit is never taken: every match is offered by its id. */
function choose({ phrase, matches }: Extract<Planned, { kind: 'ambiguous' }>, wish: Wish): Reply {
  const named = nameOf(phrase);
  const choices = matches.map(({ id, name, type, detail }) => ({
    label: [name, detail ?? id].join(' · '),
    command: commandText({ ...wish, scope: withId(wish.scope, phrase, { by: 'id', id, type }) }),
  }));
  const question = refused('ambiguousName', { name: named });
  return choices.length > 0 ? shows(drawChoices({ question: `Which "${named}"?`, choices })) : refuses(question);
}

const nameOf = (phrase: ObjectPhrase): string => (phrase.by === 'id' ? phrase.id : phrase.name);

function withId(scope: Wish['scope'], from: ObjectPhrase, to: ObjectPhrase): Wish['scope'] {
  const swapped = (phrases: readonly ObjectPhrase[]) => phrases.map((phrase) => (phrase === from ? to : phrase));
  return scope.kind === 'objects'
    ? { ...scope, objects: swapped(scope.objects) }
    : { ...scope, except: swapped(scope.except) };
}
