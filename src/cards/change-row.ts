/** One change as a row: object, who it is, attribute: now → will become. Every word of it comes from the directory. */
import type { Change, LinkChange } from '../recovery/change';
import type { Json } from '../shared/json';
import type { Names } from './card';
import { typeWord } from './entity-words';
import type { View } from './expand';
import type { Detail } from './fit';
import { neutralise } from './neutralise';
import { counted, grouped, listed, nameOf, NAME_LENGTH, shownName } from './wording';

export interface RowView {
  readonly names: Names;
  readonly mayShowValues: boolean;
  readonly detail: Detail;
}

function actionWords({ action, raw, shownOnly }: Change): string {
  if (shownOnly) return 'shown only, cannot be recovered';
  switch (action) {
    case 'update':
      return 'would be changed';
    case 'restore':
      return 'would be brought back';
    case 'softDelete':
      return 'would be deleted';
    case 'unknown':
      return raw ? `unknown action "${shownName(raw.action)}"` : 'unknown action';
  }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A value as one line; objects as JSON. */
function valueWords(value: Json | undefined, maxLength: number): string {
  if (value === undefined || isEmpty(value)) return '(empty)';
  if (typeof value === 'string') return neutralise(value, { maxLength }) || '(nothing visible)';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return neutralise(value.join(', '), { maxLength });
  }
  return neutralise(JSON.stringify(value), { maxLength });
}

/** Says what the action says already. */
const SAID_BY_ACTION = 'deletedDateTime';
const touchedBy = ({ target }: Change): readonly string[] =>
  Object.keys(target).filter((attribute) => attribute !== SAID_BY_ACTION && !attribute.includes('@'));

function attributeLines(change: Change, { detail }: RowView): readonly string[] {
  const attributes = touchedBy(change);
  const lines = attributes.slice(0, detail.attributes).map((attribute) => {
    const [present, target] = [change.now[attribute], change.target[attribute]];
    const become = `${change.shownOnly ? 'in the snapshot' : 'will become'} ${valueWords(target, detail.valueLength)}`;
    return `${neutralise(attribute, { maxLength: 60 })}: ${valueWords(present, detail.valueLength)} → ${become}`;
  });
  const more = attributes.length - lines.length;
  return more > 0 ? [...lines, `${lines.length === 0 ? '' : 'and '}${counted(more, 'attribute')}${lines.length === 0 ? '' : ' more'}`] : lines; // prettier-ignore
}

function linkWords(links: readonly LinkChange[], { names, detail, mayShowValues }: RowView): string {
  if (!mayShowValues) return counted(links.length, 'object');
  return listed(
    links.slice(0, detail.names).map(({ objectId }) => nameOf(names, objectId)),
    { total: links.length },
  );
}

function linkLines({ links }: Change, view: RowView): readonly string[] {
  const relations = [...new Set(links.map(({ relation }) => relation))];
  return relations.slice(0, 4).map((relation) => {
    const of = (does: LinkChange['does']) => links.filter((link) => link.relation === relation && link.does === does);
    const [added, removed] = [of('add'), of('remove')];
    const parts = [
      ...(added.length > 0 ? [`will add ${linkWords(added, view)}`] : []),
      ...(removed.length > 0 ? [`will remove ${linkWords(removed, view)}`] : []),
    ];
    return `${neutralise(relation, { maxLength: 40 })}: ${parts.join('; ')}`;
  });
}

function hiddenLines(change: Change): readonly string[] {
  const touched = touchedBy(change).length;
  return touched === 0 ? [] : [counted(touched, 'attribute')];
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

export function changeRow(change: Change, view: RowView): ChangeRow {
  const values = view.mayShowValues ? attributeLines(change, view) : hiddenLines(change);
  const name = change.displayName === undefined ? nameOf(view.names, change.id) : shownName(change.displayName);
  const who = `${typeWord(change)}${view.mayShowValues ? signInNameOf(change) : ''} · ${neutralise(change.id, { maxLength: 64 })}`;
  return {
    name,
    action: actionWords(change),
    who,
    lines: [...values, ...linkLines(change, view)],
  };
}

/** What is left of `total` objects when `shown` of them are rows. */
export function moreRows(total: number, shown: number, command: string): readonly View[] {
  if (total <= shown) return [];
  const more = grouped(total - shown);
  return [{ text: shown === 0 ? `${more} objects: ${command}` : `… and ${more} more: ${command}` }];
}
