/** A pretend tenant of any size, the same every time but for the dates, with six days of snapshots behind it. */
import { CAST, MEMBERS, ROLES } from '../../cast';
import { snapshotTimeAtOrBefore } from '../state/snapshot-schedule';
import { Tenant } from '../state/tenant';
import { applicationObjects } from './applications';
import { GROUPS, groupObjects } from './groups';
import { castPeople, ordinaryPerson, personId } from './people';
import { settingsObjects } from './settings';

export interface SeedOptions {
  /** Ordinary people, besides the cast (40). */
  readonly users?: number;
  /** Daily snapshots, newest last night (6). */
  readonly snapshots?: number;
  /** Display names that try to break whatever shows them (false). */
  readonly hostileNames?: boolean;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** Microsoft's clock is not exact: minutes by which snapshots of that many days ago were late. */
const LATE_MINUTES = [0, 0, -1, 1];

export function seedTenant({ now, snapshots = 6, ...people }: SeedOptions & { readonly now: Date }): Tenant {
  const tenant = new Tenant();
  const newest = snapshotTimeAtOrBefore(now);
  populate(tenant, people, new Date(newest.getTime() - 400 * DAY_MS).toISOString());
  giveRoles(tenant);
  for (let age = snapshots - 1; age >= 0; age -= 1) {
    const late = age === 0 ? 0 : (LATE_MINUTES[age % LATE_MINUTES.length] ?? 0);
    const at = new Date(newest.getTime() - age * DAY_MS + late * MINUTE_MS);
    tenant.directory.takeSnapshot(at);
    if (age > 0) anOrdinaryDay(tenant, age, new Date(at.getTime() + DAY_MS / 2));
  }
  return tenant;
}

function populate({ directory }: Tenant, { users = 40, hostileNames }: SeedOptions, createdAt: string): void {
  for (let index = 0; index < users; index += 1) directory.put(ordinaryPerson(index, createdAt, hostileNames));
  const others = [castPeople, settingsObjects, applicationObjects].flatMap((make) => make(createdAt));
  for (const object of [...others, ...groupObjects(users, createdAt)]) directory.put(object);
}

function giveRoles({ roles }: Tenant): void {
  for (const { id, role, isEligibleOnly } of MEMBERS) {
    if (!role) continue;
    if (isEligibleOnly) roles.makeEligible(id, ROLES[role]);
    else roles.assign(id, ROLES[role]);
  }
  roles.assign(GROUPS.helpDesk, ROLES.backupReader);
}

/** Something always changes between two snapshots. */
function anOrdinaryDay(tenant: Tenant, age: number, at: Date): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.dan.id), at);
  editor.update(CAST.dan.id, { jobTitle: `Identity Administrator, rota ${String(age)}` });
  const index = 20 + age;
  if (age % 2 === 1 && tenant.directory.find(personId(index))) editor.addMembers(GROUPS.companyNews, [personId(index)]);
}
