/** Forms that a setting's text may have. Messages never repeat the value: it may be a secret in the wrong place. */
import { z } from 'zod/v4';
import { isGuid, type ObjectId, type PersonId } from '../shared/ids';

export const guid = z
  .string()
  .refine(isGuid, 'is not a GUID')
  .transform((text) => text.toLowerCase());

export const secret = z.string();
export const name = z.string();

export const flag = z.enum(['true', 'false'], 'is neither true nor false').transform((text) => text === 'true');

export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `is none of ${words.join(', ')}`);

export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  const message = `is not a whole number from ${String(min)} to ${String(max)}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

export const port = wholeNumber({ min: 0, max: 65_535 });
/** At most thirty days. */
export const minutes = wholeNumber({ min: 1, max: 43_200 });
export const days = wholeNumber({ min: 1, max: 36_500 });

export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

export const objectIds = list
  .refine((items) => items.every(isGuid), 'has an entry that is not a GUID')
  .transform((items) => items.map((item) => item.toLowerCase() as ObjectId));

/** `guid=guid,…`: two accounts of one human. */
export const aliases = list
  .transform((items) => items.map((item) => item.split('=').map((id) => id.trim().toLowerCase())))
  .refine((pairs) => pairs.every((pair) => pair.length === 2 && pair.every(isGuid)), 'is not guid=guid,…')
  .transform((pairs) => pairs.map(([one = '', other = '']) => [one as PersonId, other as PersonId] as const));

const HOST = /^([\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\])(:\d{1,5})?$/i;

/** Host names in lower case; ports are cut off. */
export const hosts = list
  .refine((items) => items.every((item) => HOST.test(item)), 'has an entry that is not a host name')
  .transform((items) => items.map(withoutPort));

/** The same, and `*.` may stand in front. */
export const hostPatterns = list
  .refine(
    (items) => items.every((item) => HOST.test(item.replace(/^\*\./, ''))),
    'has an entry that is not a host name',
  )
  .transform((items) => items.map(withoutPort));

const withoutPort = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

export const zone = z.string().refine((text) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}, 'is not an IANA time zone');

/** An http or https address without credentials, query and fragment; the slash at its end is cut off. */
export const address = z
  .string()
  .refine(isAddress, 'is not an http or https address')
  .transform((text) => text.replace(/\/+$/, ''));

function isAddress(text: string): boolean {
  if (!URL.canParse(text) || /[?#]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

/** Only database 0: a cluster and Azure Managed Redis have no other, and what stands apart by numbers is emptied together. */
export const redisUrl = urlOf(['redis:', 'rediss:'], 'is not a redis:// or rediss:// address').refine(
  (text) => !URL.canParse(text) || isDatabaseZero(new URL(text)),
  'names a database other than 0',
);

function isDatabaseZero({ pathname, searchParams }: URL): boolean {
  return [pathname.slice(1), ...searchParams.getAll('db')].every((database) => /^0*$/.test(database));
}

/** One host name, and a port where it is not Azure Managed Redis's own. */
export const redisHost = z
  .string()
  .regex(HOST, 'is not one host name')
  .transform((text) => {
    const [, host = text, port] = /^(.*?)(?::(\d+))?$/.exec(text.toLowerCase()) ?? [];
    return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? MANAGED_REDIS_PORT : Number(port) };
  });

const MANAGED_REDIS_PORT = 10_000;

const postgresUrl = urlOf(['postgres:', 'postgresql:'], 'is neither sqlite: nor postgres://');
const sqliteUrl = z.string().regex(/^sqlite:.+/);
export const databaseUrl = z.union([sqliteUrl, postgresUrl], 'is neither sqlite: nor postgres://');

function urlOf(protocols: readonly string[], message: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), message);
}
