/** `preview` and `restore`: a plan card, or the question that is still open. Nothing is started. */
import { drawChoices } from '../../cards/choices-card';
import { formatInstant } from '../../recovery/print-time';
import type { ObjectPhrase, ScopePhrase } from '../../recovery/scope';
import { planRecovery, type Planned } from '../../usecases/plan-recovery';
import { scopeText } from '../scope-text';
import { refuses, says, shows, type Reply } from '../reply';
import { chooseObject } from './choose-object';
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

function replyTo(planned: Planned, wish: Wish, asker: Asker): Reply {
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
        label: formatInstant(createdAt, asker.zone),
        command: retyped(wish, { timeText: id }),
      }));
      return shows(drawChoices({ question: planned.question, choices }));
    }
    case 'ambiguous':
      return chooseObject(planned, asker, ({ id, type }) =>
        retyped(wish, { scopeText: scopeText(withId(wish.scope, planned.phrase, { by: 'id', id, type })) }),
      );
  }
}

function withId(scope: ScopePhrase, from: ObjectPhrase, to: ObjectPhrase): ScopePhrase {
  const swapped = (phrases: readonly ObjectPhrase[]) => phrases.map((phrase) => (phrase === from ? to : phrase));
  return scope.kind === 'objects'
    ? { ...scope, objects: swapped(scope.objects) }
    : { ...scope, except: swapped(scope.except) };
}

/** The same wish with one part changed, as it would be typed. */
function retyped(wish: Wish, change: Partial<Pick<Wish, 'scopeText' | 'timeText'>>): string {
  const { kind, scopeText: scope, timeText: time } = { ...wish, ...change };
  const reason = wish.kind === 'restore' && wish.reason ? ` because ${wish.reason}` : '';
  return `${kind} ${scope} from ${time}${reason}`;
}
