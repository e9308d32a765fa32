import type { Settings } from './settings';

export const databaseUrlOf = ({ DATABASE_URL }: Settings): string => DATABASE_URL ?? 'sqlite:./data/rewind.sqlite';

/** The rules have said that it is there. */
export function checked(value: string | undefined): string {
  if (value === undefined) throw new Error('a required setting passed the rules and is missing');
  return value;
}
