import { chooseObject } from '../../src/bot/commands/choose-object';
import type { DirectoryObject } from '../../src/recovery/ports';
import type { Whereabouts } from '../../src/tenant/whereabouts';
import { objectId } from '../jobs/people-and-requests';

const HERE = { mayShowValues: true, zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const RENAMED: Whereabouts = { kind: 'renamed', was: 'Uma' };

const match = (number: number, whereabouts?: Whereabouts): DirectoryObject => ({ id: objectId(number), type: 'user', name: `Uma ${number}`, ...(whereabouts && { whereabouts }) }); // prettier-ignore

function questionTo(matches: readonly DirectoryObject[], isNear?: true): string {
  const reply = chooseObject({ phrase: { by: 'name', name: 'Uma' }, matches, ...(isNear && { isNear }) }, HERE, ({ id }) => `restore user ${id} from yesterday`); // prettier-ignore
  return JSON.stringify(reply).replaceAll('\\"', '"');
}

it.each<[string, readonly DirectoryObject[], true | undefined, string]>([
  ['several', [match(1), match(2)], undefined, 'Which "Uma" do you mean?'],
  ['one', [match(1)], undefined, 'Do you mean this "Uma"?'],
  ['several of former names', [match(1, RENAMED), match(2)], undefined, 'Which of these do you mean?'],
  ['one of a former name', [match(1, RENAMED)], undefined, 'Nothing is called "Uma" now. Do you mean this one?'],
  ['several of near names', [match(1), match(2)], true, 'Do you mean one of these?'],
  ['one of a near name', [match(1)], true, 'Nothing is called "Uma". Do you mean this one?'],
])('%s: the question has the number of what may be chosen', (_what, matches, isNear, question) => {
  expect(questionTo(matches, isNear)).toContain(question);
});

it('nobody is asked which one is meant where none can be', () => {
  const gone = match(1, { kind: 'deletedForGood', at: new Date('2026-03-29T08:00:00Z'), actor: { kind: 'unknown' } });
  const reply = chooseObject({ phrase: { by: 'name', name: 'Uma' }, matches: [gone] }, HERE, () => undefined);
  const words = JSON.stringify(reply).replaceAll('\\"', '"');
  expect(words).toContain('Nothing is called "Uma" now.');
  expect(words).toContain('Microsoft cannot bring it back');
  expect(words).not.toContain('do you mean');
});
