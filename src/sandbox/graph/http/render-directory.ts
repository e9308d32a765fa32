/** Directory objects as Graph writes them. People show a few properties unless more are selected. */
import type { Json, JsonObject } from '../../../shared/json';
import { signInNameOf, type DirectoryObject } from '../state/directory-object';
import { graphTypeName } from '../state/entity-types';

const SHOWN_OF_PEOPLE = 'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName'.split(' '); // prettier-ignore

/** A property by its Graph name, also where no body shows it. */
export function valueOf(object: DirectoryObject, property: string): Json | undefined {
  switch (property) {
    case 'id':
      return object.id;
    case 'createdDateTime':
      return object.createdAt;
    case 'deletedDateTime':
      return object.deletedAt ?? null;
    case 'userPrincipalName':
      return signInNameOf(object);
    default:
      return object.attributes[property];
  }
}

export function renderObject(object: DirectoryObject, select: readonly string[] | undefined): JsonObject {
  const names = select ?? (object.type === 'user' ? SHOWN_OF_PEOPLE : undefined);
  if (!names) return object.type === 'namedLocationPolicy' ? typed(object, renderWholeObject(object)) : renderWholeObject(object); // prettier-ignore
  return Object.fromEntries(names.map((name): [string, Json] => [name, valueOf(object, name) ?? null]));
}

export function renderWholeObject(object: DirectoryObject): JsonObject {
  return {
    id: object.id,
    createdDateTime: object.createdAt,
    deletedDateTime: object.deletedAt ?? null,
    ...object.attributes,
    ...(object.type === 'user' && { userPrincipalName: signInNameOf(object) ?? null }),
  };
}

/** With the annotation that tells what it is, for collections of several kinds. */
export function typed(object: DirectoryObject, body: JsonObject): JsonObject {
  return { '@odata.type': `#microsoft.graph.${graphTypeName(object.type)}`, ...body };
}
