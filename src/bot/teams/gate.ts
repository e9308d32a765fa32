/** Who may speak at all: a person, in Teams, of our tenant. Pure; whether the person is a guest is asked of the channel (members.ts). */
import { isGuid } from '../../shared/ids';
import { placeKindOf, type Incoming } from './incoming';
import { isServiceUrlOurs } from './service-url';
import type { TeamsSettings } from './teams-settings';

export type GateRefusal = 'otherChannel' | 'otherTenant' | 'strangeServiceUrl' | 'notAPerson' | 'unknownPlace' | 'noId';

export function gateRefusal(incoming: Incoming, settings: TeamsSettings): GateRefusal | undefined {
  if (incoming.channelId !== 'msteams') return 'otherChannel';
  if (!isServiceUrlOurs(incoming.serviceUrl, settings)) return 'strangeServiceUrl';
  if (!isOurTenant(incoming, settings.tenantId)) return 'otherTenant';
  if (!isPerson(incoming)) return 'notAPerson';
  if (!placeKindOf(incoming)) return 'unknownPlace';
  return incoming.id ? undefined : 'noId';
}

function isOurTenant({ conversation, channelData }: Incoming, tenantId: string): boolean {
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined && id !== null);
  return named.length > 0 && named.every((id) => id.toLowerCase() === tenantId.toLowerCase());
}

function isPerson({ from }: Incoming): boolean {
  return (from.role ?? 'user') === 'user' && isGuid(from.aadObjectId ?? '');
}
