/** Ordinary people of the pretend tenant, as many as wanted, always the same. */
import { DOMAIN, MEMBERS, type CastMember } from '../../cast';
import type { Json } from '../../../shared/json';
import type { DirectoryObject } from '../state/directory-object';
import { hostileName } from './hostile-names';

const GIVEN = 'Alba Bruno Carla Diego Elin Farid Greta Hugo Ines Jonas Kira Luca Mara Nils Olga Pablo Quinn Rosa Sven Tara Uma Viktor Wanda Xavier Yara Zoltan Amir Bea Cem Doro'.split(' '); // prettier-ignore
const FAMILY = 'Almeida Berg Costa Dietrich Eriksen Farkas Gupta Hansen Ivanova Jansen Kowalski Lund Moreau Novak Ortega Petit Quist Rossi Silva Tanaka Ueda Vogel Weber Xu Yilmaz Zeman Andersson'.split(' '); // prettier-ignore
/** Least common multiple of the two lists. */
const DIFFERENT_NAMES = 270;
const DEPARTMENTS = [
  'Finance',
  'Engineering',
  'Sales',
  'Human Resources',
  'Legal',
  'Operations',
  'Marketing',
  'Support',
];
const TITLES = ['Analyst', 'Engineer', 'Account Executive', 'Partner', 'Counsel', 'Planner', 'Designer', 'Specialist'];
const OFFICES = ['Oslo', 'Madrid', 'Berlin', 'Lisbon'];
const NO_PHONES: readonly Json[] = [];
/** One in eight comes from on-premises. */
const SYNCED_EVERY = 8;

export const EMERGENCY_ACCOUNT_ID = '20000000-0000-4000-8000-00000000e001';

export function personId(index: number): string {
  return `10000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

interface Naming {
  readonly id: string;
  readonly name: string;
  readonly signInName: string;
}

function person(
  { id, name, signInName }: Naming,
  more: DirectoryObject['attributes'],
  createdAt: string,
): DirectoryObject {
  const [givenName = name, ...rest] = name.split(' ');
  const attributes = {
    accountEnabled: true,
    displayName: name,
    givenName,
    surname: rest.join(' '),
    userPrincipalName: signInName,
    mail: signInName,
    mailNickname: signInName.split('@')[0] ?? signInName,
    userType: 'Member',
    businessPhones: NO_PHONES,
    mobilePhone: null,
    preferredLanguage: 'en-US',
    usageLocation: 'NO',
    onPremisesSyncEnabled: null,
    ...more,
  };
  return { type: 'user', id, createdAt, attributes };
}

/** @param isHostile - display names that try to break whatever shows them */
export function ordinaryPerson(index: number, createdAt: string, isHostile = false): DirectoryObject {
  const given = pick(GIVEN, index);
  const family = pick(FAMILY, index);
  const round = Math.floor(index / DIFFERENT_NAMES);
  const name = `${given} ${family}${round === 0 ? '' : ` ${String(round)}`}`;
  const signInName = `${name.replaceAll(' ', '.')}@${DOMAIN}`.toLowerCase();
  const isSynced = index % SYNCED_EVERY === SYNCED_EVERY - 1;
  const more = {
    department: pick(DEPARTMENTS, index),
    jobTitle: pick(TITLES, index),
    officeLocation: pick(OFFICES, index),
    employeeId: String(2000 + index),
    ...(isSynced && { onPremisesSyncEnabled: true }),
    ...(isHostile && { displayName: hostileName(index) }),
  };
  return person({ id: personId(index), name, signInName }, more, createdAt);
}

function castPerson(member: CastMember, createdAt: string): DirectoryObject {
  return person(
    member,
    {
      department: 'IT',
      jobTitle: 'Identity Administrator',
      employeeId: member.employeeId ?? null,
      ...(member.isGuest && { userType: 'Guest', mail: 'gil@partner.example' }),
    },
    createdAt,
  );
}

export function castPeople(createdAt: string): readonly DirectoryObject[] {
  const emergency = { id: EMERGENCY_ACCOUNT_ID, name: 'Emergency Access 1', signInName: `emergency1@${DOMAIN}` };
  return [...MEMBERS.map((member) => castPerson(member, createdAt)), person(emergency, {}, createdAt)];
}
