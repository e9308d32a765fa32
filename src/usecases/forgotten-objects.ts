/**
 * Objects that the directory does not hold under the name or id that was typed: renamed since, or deleted for good. Kept changes and the
 * audit log are asked, and every object they tell of is looked up in the directory, so that nothing is said of it that has changed since.
 */
import type { AuditEvent } from '../tenant/audit';
import { isHardDelete, typeOfTarget } from '../recovery/audit-scope';
import { isSameName } from '../tenant/name-spellings';
import type { DirectoryObject } from '../recovery/ports';
import type { ScopeObject } from '../recovery/scope';
import type { EntityType } from '../recovery/terms';
import type { Whereabouts } from '../tenant/whereabouts';
import type { ObjectId } from '../shared/ids';
import type { UsecasePorts } from './ports';

export type LookUpPorts = Pick<UsecasePorts, 'directory' | 'changes' | 'audit' | 'clock'>;

/** Entra keeps its log no longer. */
const LOG_MS = 30 * 24 * 3_600_000;
const EVENTS_OF_NAME = 200;
const EVENTS_OF_ONE = 50;
const HARD_DELETES = 999;
const LOOKED_UP_AT_MOST = 10;

const logStart = ({ clock }: LookUpPorts): Date => new Date(clock.now().getTime() - LOG_MS);

type Told = ScopeObject & Pick<DirectoryObject, 'detail'>;

export interface Forgotten {
  readonly objects: readonly DirectoryObject[];
  /** False where the audit log could not be read: it may know more. */
  readonly isLogRead: boolean;
}

/** Who was called so. */
export async function forgottenByName(
  { name, type }: { readonly name: string; readonly type?: EntityType | undefined },
  ports: LookUpPorts,
): Promise<Forgotten> {
  const kept = await ports.changes.remembered({ by: 'name', name, type });
  const logged = await loggedAs(name, ports);
  const told = [...kept, ...(logged ?? [])].filter((object) => type === undefined || object.type === type);
  const each = [...new Map(told.map((object) => [`${object.type} ${object.id}`, object])).values()];
  const objects: DirectoryObject[] = [];
  for (const object of each.slice(0, LOOKED_UP_AT_MOST)) objects.push(await asItIsNow(object, name, ports));
  return { objects, isLogRead: logged !== undefined };
}

async function asItIsNow(told: Told, was: string, ports: LookUpPorts): Promise<DirectoryObject> {
  const now = await ports.directory.getObject(told.id, told.type);
  if (!now) return { ...told, whereabouts: (await fateOf(told.id, ports)).whereabouts };
  return now.whereabouts ? now : { ...now, whereabouts: { kind: 'renamed', was } };
}

/** One object of this id, whatever the directory says; `undefined` where nothing tells what kind of object it is. */
export async function forgottenById(
  {
    id,
    type,
    name,
  }: { readonly id: ObjectId; readonly type?: EntityType | undefined; readonly name?: string | undefined },
  ports: LookUpPorts,
): Promise<DirectoryObject | undefined> {
  const [kept] = await ports.changes.remembered({ by: 'id', id, type });
  const { told, whereabouts } = await fateOf(id, ports);
  const known: Partial<Told> = { ...told, ...kept, ...(type && { type }), ...(name !== undefined && { name }) };
  return known.type && { id, type: known.type, name: known.name ?? id, detail: known.detail, whereabouts };
}

interface Fate {
  readonly whereabouts: Whereabouts;
  readonly told: Told | undefined;
}

/** Of an object that the directory does not know. */
async function fateOf(id: ObjectId, ports: LookUpPorts): Promise<Fate> {
  const answer = await ports.audit.events({ since: logStart(ports), targetId: id, limit: EVENTS_OF_ONE });
  if (answer.kind === 'unknown') return { whereabouts: { kind: 'unknown', isLogRead: false }, told: undefined };
  const told = answer.events.flatMap((event) => targetsOf(event).filter((target) => target.id === id))[0];
  const end = answer.events.find((event) => isHardDelete(event) && event.targets.some((target) => target.id === id));
  if (!end) return { whereabouts: { kind: 'unknown', isLogRead: true }, told };
  return { whereabouts: { kind: 'deletedForGood', at: end.at, actor: end.actor }, told };
}

/** Whom the log calls so; sign-in names it cannot be asked for, so those of the ones deleted for good are compared here. */
async function loggedAs(name: string, { audit, ...ports }: LookUpPorts): Promise<readonly Told[] | undefined> {
  const since = logStart({ audit, ...ports });
  const isSignInName = name.includes('@');
  const query = isSignInName
    ? { activityStart: 'Hard Delete', limit: HARD_DELETES }
    : { targetName: name, limit: EVENTS_OF_NAME };
  const answer = await audit.events({ since, ...query });
  if (answer.kind === 'unknown') return undefined;
  return answer.events
    .flatMap(targetsOf)
    .filter((target) => isSameName(isSignInName ? (target.detail ?? '') : target.name, name));
}

/** Those that can be looked up. */
function targetsOf(event: AuditEvent): readonly Told[] {
  return event.targets.flatMap((target) => {
    const { id, name, signInName } = target;
    const type = typeOfTarget(event, target);
    return id === undefined || type === undefined
      ? []
      : [{ id, type, name: name ?? signInName ?? id, detail: signInName }];
  });
}
