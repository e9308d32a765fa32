import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientSecretCredential } from '@azure/identity';
import { httpsNameOf } from '../../src/identity/authority';
import { EntraLine } from '../../src/identity/entra-line';
import { TENANT_ID } from '../../src/sandbox/cast';

describe('does not wait for ever', () => {
  const silent = createServer(() => undefined);
  let line: EntraLine;
  let authorityHost: string;

  beforeAll(async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    authorityHost = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    line = new EntraLine({ authorityHost, tenantId: TENANT_ID }, 50);
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
  });

  it('for the credentials of @azure/identity', async () => {
    const credential = new ClientSecretCredential(TENANT_ID, TENANT_ID, 'a secret', line.credentialOptions());

    await expect(credential.getToken('https://graph.microsoft.com/.default')).rejects.toThrow();
    expect(line.heard).toBeUndefined();
  });

  it('for the applications of @azure/msal-node', async () => {
    await expect(line.networkClient().sendPostRequestAsync(httpsNameOf(authorityHost))).rejects.toThrow('timeout');
    expect(line.heard).toBeUndefined();
  });
});
