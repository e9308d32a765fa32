/** `preview` and `restore`: a plan card, or the question that is still open. Nothing is started. */
import { drawChoices } from '../../cards/choices-card';
import { typeWord } from '../../cards/entity-words';
import { whereaboutsWords } from '../../cards/whereabouts-words';
import { nameWithId } from '../../cards/wording';
import type { DirectoryObject, Snapshot } from '../../recovery/ports';
import { formatInstant } from '../../times/print-time';
import type { ObjectPhrase, ScopePhrase } from '../../recovery/scope';
import type { TimePhrase } from '../../times/time-phrase';
import type { Here } from '../../times/time-resolution';
import { typedTimes } from '../../times/typed-time';
import { planRecovery, type Planned } from '../../usecases/plan-recovery';
import { isSameWish } from '../same-wish';
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
  return replyTo(planned, wish, { ...asker, now: ports.clock.now() });
};

const READER_PREVIEWS =
  'You hold Entra Backup Reader, so this is a plain preview: asking for the recovery takes Entra Backup Administrator.';
const NO_SNAPSHOTS =
  'Microsoft lists no snapshot of this tenant yet. It takes one a day; look again tomorrow: snapshots.';

function replyTo(planned: Planned, wish: Wish, asker: Asker & Here): Reply {
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
      const kept = choices.filter(({ command }) => isSameWish(wish, command, asker));
      return shows(drawChoices({ question: planned.question, choices: kept }));
    }
    case 'ambiguous':
      return chooseObject(planned, asker, (match) => chosenCommand(match, planned, { wish, asker }));
    case 'deletedForGood':
      return says(deletedForGoodSentence(planned.object, asker));
  }
}

function deletedForGoodSentence(object: DirectoryObject, asker: Here): string {
  const { id, type, whereabouts } = object;
  const what = `${nameWithId(object)} (${typeWord({ type })})`;
  const how = whereabouts ? whereaboutsWords(whereabouts, asker) : 'deleted for good';
  return `${what} was ${how} (${asker.zone}): Microsoft cannot bring it back, and no preview shows it. Nothing was changed. What was done to it: who changed ${scopeText({ kind: 'objects', objects: [{ by: 'id', id, type }] })} since 30 days ago`; // prettier-ignore
}

interface Asked {
  readonly wish: Wish;
  readonly asker: Here;
}

/** The wish about this object; none where nothing can bring it back, or where it would not be the same wish. */
function chosenCommand(
  { id, type, whereabouts }: DirectoryObject,
  { phrase, snapshot }: Extract<Planned, { kind: 'ambiguous' }>,
  { wish, asker }: Asked,
) {
  if (whereabouts?.kind === 'deletedForGood') return undefined;
  const command = retyped(wish, {
    scopeText: scopeText(withId(wish.scope, phrase, { by: 'id', id, type })),
    timeText: pinnedTime(wish.time, snapshot, asker),
  });
  return isSameWish(wish, command, asker) ? command : undefined;
}

/** A choice is read again whenever it is pressed: `yesterday` is another day by then, and `latest` another snapshot. */
function pinnedTime(time: TimePhrase, { id }: Snapshot, here: Here): string {
  const [only, ...others] = time.kind === 'day' || time.kind === 'instant' ? typedTimes(time, here) : [];
  return only === undefined || others.length > 0 ? id : only;
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
