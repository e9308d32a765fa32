import type { TenantId } from '../../shared/ids';

/** Facts of the channel, from the environment. */
export interface TeamsSettings {
  /** Application id of the bot. Without one the SDK would believe everybody, so the door refuses to open. */
  readonly botId: string;
  readonly tenantId: TenantId;
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  /** Host names the bot may post to; ports are ignored. */
  readonly serviceUrlHosts: readonly string[];
  /** Hosts that a file may be uploaded to; `*.` in front stands for any name below. */
  readonly fileHosts: readonly string[];
  readonly allowLoopback: boolean;
  /** Application ID URI of the sign-on application: what Teams gets a silent token for. */
  readonly signOnResource: string;
}
