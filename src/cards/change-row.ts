/** One change as a row: object, who it is, attribute: now → will become. Every word of it comes from the directory. */
import type { Change, LinkChange } from '../recovery/change';
import { accessLine, accessName } from './access-words';
import { typeWord } from './entity-words';
import type { View } from './expand';
import { neutralise } from './neutralise';
import type { RowView } from './row-view';
import { TENSES } from './tense';
import { addedAndRemoved, attributeLines, countLine } from './value-lines';
import { counted, grouped, listed, nameOf, NAME_LENGTH, nameWithId, shownName } from './wording';

function actionWords({ action, raw, shownOnly }: Change, { tense }: RowView): string {
  if (shownOnly) return 'shown only, cannot be recovered';
  if (action === 'unknown') return raw ? `unknown action "${shownName(raw.action)}"` : 'unknown action';
  return TENSES[tense].actions[action];
}

function linkWords(links: readonly LinkChange[], { names, detail, mayShowValues }: RowView): string {
  if (!mayShowValues) return counted(links.length, 'object');
  const shown = links.slice(0, detail.names).map(({ objectId: id }) => {
    const name = names.get(id);
    return name === undefined ? nameOf(names, id) : nameWithId({ name, id });
  });
  return listed(shown, { total: links.length });
}

function linkLines({ links }: Change, view: RowView): readonly string[] {
  const relations = [...new Set(links.map(({ relation }) => relation))];
  return relations.slice(0, 4).map((relation) => {
    const of = (does: LinkChange['does']) => links.filter((link) => link.relation === relation && link.does === does);
    const [added, removed] = [of('add'), of('remove')];
    const words = (some: readonly LinkChange[]) => (some.length > 0 ? linkWords(some, view) : undefined);
    return `${neutralise(relation, { maxLength: 40 })}: ${addedAndRemoved(words(added), words(removed), view)}`;
  });
}

function signInNameOf({ now, target }: Change): string {
  const name = now['userPrincipalName'] ?? target['userPrincipalName'];
  return typeof name === 'string' ? ` · ${neutralise(name, { maxLength: NAME_LENGTH })}` : '';
}

export interface ChangeRow {
  readonly name: string;
  readonly action: string;
  readonly who: string;
  readonly lines: readonly string[];
}

function rowName({ displayName, access, id }: Change, { names }: RowView): string {
  if (access) return accessName(access);
  return displayName === undefined ? nameOf(names, id) : shownName(displayName);
}

export function changeRow(change: Change, view: RowView): ChangeRow {
  const values = view.mayShowValues ? attributeLines(change, view) : countLine(change);
  const who = `${typeWord(change)}${view.mayShowValues ? signInNameOf(change) : ''} · ${neutralise(change.id, { maxLength: 64 })}`;
  return {
    name: rowName(change, view),
    action: actionWords(change, view),
    who,
    lines: [
      ...(change.access ? [accessLine(change.access)] : []),
      ...values,
      ...linkLines(change, view),
      ...(view.changedBy?.(change.id) ?? []),
    ],
  };
}

/** What is left of `total` objects when `shown` of them are rows. */
export function moreRows(total: number, shown: number, command: string): readonly View[] {
  if (total <= shown) return [];
  const more = grouped(total - shown);
  return [{ text: shown === 0 ? `${more} objects: ${command}` : `… and ${more} more: ${command}` }];
}
