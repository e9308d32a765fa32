// TEMPORARY
import type { TenantId, ObjectId } from './shared/ids';
export function readConfig(env: Record<string, string | undefined>) {
  const e = (k: string) => env[k] ?? '';
  return {
    role: 'all' as 'all' | 'bot' | 'worker',
    port: Number(e('PORT')),
    healthPort: Number(e('HEALTH_PORT')),
    tenantId: e('TENANT_ID') as TenantId,
    bot: { id: e('BOT_ID'), secret: env['BOT_SECRET'] },
    signOn: { clientId: e('SSO_CLIENT_ID'), resource: e('SSO_RESOURCE'), clientSecret: env['SSO_CLIENT_SECRET'] },
    reading: { clientId: e('WORKER_CLIENT_ID'), clientSecret: env['WORKER_CLIENT_SECRET'] },
    publicUrl: e('PUBLIC_URL'),
    allowLoopback: true,
    databaseUrl: e('DATABASE_URL'),
    redisUrl: env['REDIS_URL'],
    graph: { baseUrl: e('GRAPH_BASE_URL'), version: 'v1.0' as const },
    authorityHost: e('AUTHORITY_HOST'),
    channel: {
      openIdMetadataUrl: e('CHANNEL_OPENID_METADATA_URL'),
      tokenIssuer: 'https://api.botframework.com',
      loginUrl: e('CHANNEL_LOGIN_URL'),
      serviceUrlHosts: e('SERVICE_URL_HOSTS').split(','),
    },
    windows: { plan: 30, approval: 60, execution: 15, previewMaxAge: 30 },
    recoveryDisabled: false,
    polling: { pollMinMs: Number(e('POLL_MIN_MS')), pollMaxMs: Number(e('POLL_MAX_MS')) },
    administratorRoleIds: ['b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb', '62e90394-69f5-4237-9190-012177145e10'],
    readerRoleIds: ['f42252d9-5400-4d7b-b9ef-cc582dbb8577'],
    emergencyAccountIds: [] as ObjectId[],
    privilegedGroupIds: [] as ObjectId[],
    detailConversationIds: [] as string[],
    incidentConversationId: undefined as string | undefined,
    defaultZone: 'UTC',
    logLevel: e('LOG_LEVEL') || 'info',
  };
}
export type Config = ReturnType<typeof readConfig>;
