/** The people and applications of the pretend tenant, the same in the pretend Graph, Entra and Teams. */
import type { PersonId } from '../shared/ids';

export const TENANT_ID = '7a1e9d3c-52b4-4f0a-9c61-0d8e4b7f2a10';
export const TENANT_NAME = 'Contoso (pretend)';
export const DOMAIN = 'contoso.example';

/** Application ids of the registrations that Rewind needs, and the secrets the pretend Entra takes for them. */
export const APPLICATIONS = {
  bot: { id: 'b0700000-0000-4000-8000-00000000b071', secret: 'pretend-bot-secret' },
  signOn: { id: '55000000-0000-4000-8000-000000000550', secret: 'pretend-sign-on-secret' },
  reading: { id: '3ead0000-0000-4000-8000-0000000003ad', secret: 'pretend-reading-secret' },
} as const;

/** The managed identity that vouches for the bot and for the sign-on application where they have no secret, and opens the stores. */
export const VOUCHING_IDENTITY = '3a9a0000-0000-4000-8000-0000000003a9';

export const ROLES = {
  backupAdministrator: 'b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb',
  backupReader: 'f42252d9-5400-4d7b-b9ef-cc582dbb8577',
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
} as const;
export type RoleName = keyof typeof ROLES;

export interface CastMember {
  readonly id: PersonId;
  /** What `as ben: …` says. */
  readonly alias: string;
  readonly name: string;
  readonly signInName: string;
  readonly role?: RoleName;
  /** True where the role has to be activated in PIM first. */
  readonly isEligibleOnly?: boolean;
  readonly isGuest?: boolean;
  readonly employeeId?: string;
}

const id = (tail: string) => `00000000-0000-4000-8000-${tail.padStart(12, '0')}` as PersonId;

export const CAST = {
  ana: { id: id('a1'), alias: 'ana', name: 'Ana Ruiz', signInName: `ana@${DOMAIN}`, role: 'backupAdministrator', employeeId: '1001' }, // prettier-ignore
  ben: { id: id('b1'), alias: 'ben', name: 'Ben Okafor', signInName: `ben@${DOMAIN}`, role: 'backupAdministrator', employeeId: '1002' }, // prettier-ignore
  eva: { id: id('e1'), alias: 'eva', name: 'Eva Lindqvist', signInName: `eva@${DOMAIN}`, role: 'backupAdministrator', isEligibleOnly: true, employeeId: '1003' }, // prettier-ignore
  gus: { id: id('61'), alias: 'gus', name: 'Gus Petrov', signInName: `gus@${DOMAIN}`, role: 'globalAdministrator', employeeId: '1004' }, // prettier-ignore
  cleo: { id: id('c1'), alias: 'cleo', name: 'Cleo Marchetti', signInName: `cleo@${DOMAIN}`, role: 'backupReader', employeeId: '1005' }, // prettier-ignore
  dan: { id: id('d1'), alias: 'dan', name: 'Dan Howell', signInName: `dan@${DOMAIN}`, employeeId: '1006' },
  gil: { id: id('f1'), alias: 'gil', name: 'Gil Partner (guest)', signInName: `gil_partner.example#EXT#@${DOMAIN}`, isGuest: true }, // prettier-ignore
  anaTwo: { id: id('a2'), alias: 'ana2', name: 'Ana Ruiz (admin)', signInName: `adm-ana@${DOMAIN}`, role: 'backupAdministrator', employeeId: '1001' }, // prettier-ignore
} as const satisfies Record<string, CastMember>;

export const MEMBERS: readonly CastMember[] = Object.values(CAST);
