/** What a grant or an assignment gives, in words. Names and permissions come from the directory. */
import type { Access } from '../recovery/access';
import { neutralise } from './neutralise';
import { listed, nameWithId } from './wording';

const PERMISSIONS = 8;

const named = ({ id, name }: Access['holder']): string => nameWithId({ id, name: name ?? 'unknown' });

/** `Mail Merge Pro (…0005a): Mail.Read and Mail.Send` */
export function accessName({ holder, permissions }: Access): string {
  const shown = permissions.slice(0, PERMISSIONS).map((permission) => neutralise(permission, { maxLength: 60 }));
  const words = shown.length === 0 ? 'access' : listed(shown, { total: permissions.length });
  return `${named(holder)}: ${words}`;
}

/** `of Microsoft Graph (…0001), for all users` */
export function accessLine({ resource, isForAll, person }: Access): string {
  const whose = isForAll ? ', for all users' : person ? `, for ${named(person)} alone` : '';
  return `of ${named(resource)}${whose}`;
}
