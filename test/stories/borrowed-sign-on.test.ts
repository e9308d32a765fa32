import { CAST, TENANT_ID, type CastMember } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben, gus, gil } = CAST;
type Forgery = Parameters<ProductUnderTest['sandbox']['entra']['issueSignOnToken']>[1];
const NOT_VERIFIED = 'Your sign-on could not be verified';
const HOUR_S = 3_600;

describe('the sign-on beside a press', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
  });
  afterAll(() => rewind.close());

  async function approveWith(token: string, person: CastMember = ben): Promise<string> {
    const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
    const data = { requestId: id, revision, digest };
    return await pressByHand(rewind, [person, 'groupChat'], { verb: 'approve', data, token });
  }

  const seconds = (): number => Math.floor(rewind.sandbox.clock.now().getTime() / 1000);

  it.each<[string, string, CastMember, () => Forgery]>([
    ['of somebody else', 'belongs to another account', gus, () => ({})],
    ['of a guest (A3)', 'Guests cannot use Rewind', gil, () => ({})],
    ['of somebody who claims to be Ben by name', 'belongs to another account', gus, () => ({ claims: { name: ben.name, preferred_username: ben.signInName } })],
    ['without the kind of account', NOT_VERIFIED, ben, () => ({ claims: { acct: undefined } })],
    ['for another audience', NOT_VERIFIED, ben, () => ({ claims: { aud: 'https://graph.microsoft.com' } })],
    ['of another tenant', NOT_VERIFIED, ben, () => ({ claims: { tid: '00000000-0000-4000-8000-00000000dead' } })],
    ['of another issuer', NOT_VERIFIED, ben, () => ({ claims: { iss: `https://evil.example/${TENANT_ID}/v2.0` } })],
    ['for another scope', NOT_VERIFIED, ben, () => ({ claims: { scp: 'User.Read' } })],
    ['from a client that is not Teams', NOT_VERIFIED, ben, () => ({ claims: { azp: '00000000-0000-4000-8000-00000000dead' } })],
    ['of an application (A3)', NOT_VERIFIED, ben, () => ({ claims: { idtyp: 'app' } })],
    ['of version 1', NOT_VERIFIED, ben, () => ({ claims: { ver: '1.0' } })],
    ['that is over', NOT_VERIFIED, ben, () => ({ claims: { exp: seconds() - HOUR_S } })],
    ['that begins later', NOT_VERIFIED, ben, () => ({ claims: { nbf: seconds() + HOUR_S } })],
    ['signed by a stranger', NOT_VERIFIED, ben, () => ({ signedBy: 'stranger' })],
    ['without a signature', NOT_VERIFIED, ben, () => ({ algorithm: 'none' })],
  ])('is refused when it is one %s, and Graph is not asked', async (...[, sentence, person, forgery]) => {
    const before = await rewind.happened();
    const { tokenRequests } = rewind.sandbox.entra;
    const exchanges = tokenRequests.length;

    expect(await approveWith(rewind.sandbox.entra.issueSignOnToken(person, forgery()))).toContain(sentence);
    expect(await rewind.happened()).toEqual(before);
    expect(tokenRequests).toHaveLength(exchanges);
  }); // prettier-ignore

  it('is not taken from a channel, where Teams has none', async () => {
    const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [ben, 'incidentRoom'], { verb: 'approve', data: { requestId: id, revision, digest } }); // prettier-ignore

    expect(answer).toContain('loginRequest');
    expect(await rewind.happened()).toEqual(before);
  });

  it('is worth nothing after the role was taken away', async () => {
    rewind.sandbox.graph.state.takeRole(ben.id, 'backupAdministrator');
    const before = await rewind.happened();

    expect(await approveWith(rewind.sandbox.entra.issueSignOnToken(ben))).toContain('You do not hold the role Entra Backup Administrator'); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });

  it('refuses when Entra’s keys, Entra’s consent or Graph’s roles cannot be had', async () => {
    const { entra, graph } = rewind.sandbox;
    graph.state.giveRole(ben.id, 'backupAdministrator');
    const before = await rewind.happened();
    entra.switches.isConsented = false;
    expect(await approveWith(entra.issueSignOnToken(ben))).toContain('no consent');
    entra.switches.isConsented = true;
    entra.switches.tokenEndpointStatus = 503;
    expect(await approveWith(entra.issueSignOnToken(ben))).toContain('Nothing was started');
    entra.switches.tokenEndpointStatus = 200;
    entra.switches.interactions.push(undefined);
    expect(await approveWith(entra.issueSignOnToken(ben))).toContain('412');
    expect(await rewind.happened()).toEqual(before);
  });

  it('is good when it is one’s own', async () => {
    expect(await approveWith(rewind.sandbox.entra.issueSignOnToken(ben))).toContain('AdaptiveCard');
    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });
});
