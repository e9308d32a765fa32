/** `who changed …`: events of the audit log, or plainly that nobody could read it. */
import { auditUnknownSentence, drawWhoChanged } from '../../cards/who-changed-card';
import { whoChanged as askWhoChanged } from '../../usecases/who-changed';
import { refuses, says, shows } from '../reply';
import { scopeText as textOf } from '../scope-text';
import { chooseObject } from './choose-object';
import type { Command, CommandOf } from './command';

export const whoChanged: Command<CommandOf<'whoChanged'>> = async (asked, asker, ports) => {
  const { zone, mayShowValues } = asker;
  const { scope, scopeText, since, page } = asked;
  const found = await askWhoChanged({ scope, since, page }, ports);
  const command = (what: string, onPage = 1) =>
    `who changed ${what} since ${since.toISOString().slice(0, 19)}Z${onPage > 1 ? ` page ${onPage}` : ''}`;
  switch (found.kind) {
    case 'refused':
      return refuses(found);
    case 'unknown':
      return says(auditUnknownSentence(found.because));
    case 'ambiguous':
      return chooseObject(found, { ...asker, now: ports.clock.now() }, ({ id, type }) => command(textOf({ kind: 'objects', objects: [{ by: 'id', id, type }] }))); // prettier-ignore
    case 'events': {
      const more = page < found.pageCount ? command(scopeText, page + 1) : undefined;
      return shows(drawWhoChanged({ ...found, since, zone, mayShowValues, now: ports.clock.now(), more }));
    }
  }
};
