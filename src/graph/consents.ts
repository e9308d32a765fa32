import type { GraphClient } from './client';
import { listConsents } from './operations/grants';
import { wholeList } from './whole-list';

/** @returns the delegated scopes that an administrator has consented to for everybody */
export async function consentedForAll(client: GraphClient, appId: string): Promise<readonly string[]> {
  const grants = await wholeList(client, listConsents, { appId });
  return grants.filter(({ isForAll }) => isForAll).flatMap(({ scopes }) => scopes);
}
