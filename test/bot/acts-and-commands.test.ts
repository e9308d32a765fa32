/** A button and the command that brings it are two ways to one act: neither may be forgotten beside the other. */
import { commandOf } from '../../src/bot/command-words';
import { BUTTON_OF, type Twin } from '../../src/bot/commands/twin-rules';
import { parseCommand } from '../../src/bot/parse-command';
import { isPowered, PRESS_VERBS, typedTwin, type ActVerb } from '../../src/recovery/acts';

const ID = 'R-7K3Q';
const here = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const TWINS = Object.keys(BUTTON_OF) as readonly Twin[];
const ACT_VERBS = PRESS_VERBS.filter((verb): verb is ActVerb => verb !== 'say');

it('every press that needs a sign-on has one command', () => {
  expect(Object.values(BUTTON_OF).sort()).toEqual(PRESS_VERBS.filter(isPowered).sort());
});

it.each(TWINS)('%s is the command that its button prints', (name) => {
  expect(typedTwin(BUTTON_OF[name], ID).split(' ')[0]).toBe(commandOf(name).words[0]);
});

it.each(ACT_VERBS)('what %s prints is understood', (verb) => {
  expect(parseCommand({ text: typedTwin(verb, ID), mentions: [] }, here)).toMatchObject({ id: ID });
});
