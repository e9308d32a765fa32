/**
 * Which managed identity of the place stands behind what has no secret: it vouches for applications (federated credential) and opens
 * Redis and PostgreSQL. Azure's AZURE_CLIENT_ID says it; without it, the one that the settings name anyway.
 */
import type { SettingName, Settings } from './settings';

interface NamedIdentity {
  readonly clientId: string;
  /** Who named it, for whoever has to mend it. */
  readonly setting: SettingName;
}

/** The worker never speaks to Teams and takes no press: it needs none of the secrets that would let it. */
export const speaks = ({ REWIND_ROLE }: Settings): boolean => REWIND_ROLE !== 'worker';

/** @returns `undefined` where the settings name none: the place's own, if it has one */
export function managedIdentityOf(settings: Settings): NamedIdentity | undefined {
  const { AZURE_CLIENT_ID, BOT_TYPE, BOT_ID, WORKER_CLIENT_ID, WORKER_CLIENT_SECRET } = settings;
  if (AZURE_CLIENT_ID) return { clientId: AZURE_CLIENT_ID, setting: 'AZURE_CLIENT_ID' };
  if (speaks(settings) && BOT_TYPE === 'UserAssignedMSI' && BOT_ID) return { clientId: BOT_ID, setting: 'BOT_ID' };
  if (WORKER_CLIENT_ID && WORKER_CLIENT_SECRET === undefined)
    return { clientId: WORKER_CLIENT_ID, setting: 'WORKER_CLIENT_ID' };
  return undefined;
}

/** Stands behind what has no secret. */
export interface PlaceIdentity {
  /** `undefined`: the one identity that the place has of its own. */
  readonly clientId: string | undefined;
  /** The setting that names it, or would. */
  readonly setting: SettingName;
}

export const placeIdentityOf = (settings: Settings): PlaceIdentity =>
  managedIdentityOf(settings) ?? { clientId: undefined, setting: 'AZURE_CLIENT_ID' };
