import { CAST, type CastMember } from '../../src/sandbox/cast';
import { personId } from '../../src/sandbox/graph/seed/people';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan } = CAST;
const AUDIT_LOG = { method: 'GET', path: '/auditLogs/directoryAudits' };

describe('who changed', () => {
  let rewind: ProductUnderTest;
  const auditCalls = () => rewind.sandbox.graph.inspect.calls().filter(({ path }) => path.includes('directoryAudits'));
  const cardSays = (words: string, person: CastMember = ana) =>
    until(`"${words}" on the card`, () => rewind.cardWords(person, 'personal').includes(words) || undefined);
  const botSays = (words: string, person: CastMember = ana) =>
    until(`the bot says "${words}"`, () => rewind.lastSaid(person, 'personal').includes(words) || undefined);

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    rewind.sandbox.graph.state.runIncident('groupEmptied');
  });
  afterEach(() => {
    rewind.sandbox.graph.faults.clear();
  });
  afterAll(() => rewind.close());

  it('tells a role holder who did what to users, newest first, a page at a time', async () => {
    await rewind.says(cleo, 'personal', 'who changed users since 1 hour ago');
    await cardSays('Who changed users', cleo);
    await cardSays('Dan Howell', cleo);
    await rewind.presses(cleo, 'personal', 'More');
    await cardSays('Page 2 of', cleo);
    expect(rewind.cardWords(cleo, 'personal')).toContain('page 3');
  });

  it('tells of one object by its name or id, and of a person by mention', async () => {
    await rewind.says(ana, 'personal', 'who changed group "Finance Leads" since 1 hour ago');
    await cardSays('Remove member from group');
    expect(rewind.cardWords(ana, 'personal')).toContain('Dan Howell (…0000000000d1)');
    await rewind.says(ana, 'personal', `who changed ${personId(0)} since 1 hour ago`);
    await cardSays('The application HR Provisioning');
    await rewind.says(ana, 'personal', 'who changed user dan@contoso.example since 1 hour ago');
    await cardSays('Add member to group');
  });

  it('says plainly that the log does not reach so far back, and that nothing is there', async () => {
    await rewind.says(ben, 'personal', 'who changed conditional access since 2020-01-01');
    await cardSays('tells of no change since', ben);
    await cardSays('The log reaches back to', ben);
  });

  it.each([
    ['403', { kind: 'forbidden' }, 'AuditLog.Read.All'],
    ['503', { kind: 'unavailable', retryAfterSeconds: 0 }, 'try again in a few minutes'],
  ] as const)('says that it could not be read (%s)', async (_what, fault, words) => {
    rewind.sandbox.graph.faults.add({ ...AUDIT_LOG, fault, times: 99 });

    await rewind.says(ana, 'personal', 'who changed users since 1 hour ago');
    await botSays('so who changed it is unknown');
    await botSays(words);
  });

  it('tells nothing to somebody without a role, and the log is not asked', async () => {
    const before = auditCalls().length;

    await rewind.says(dan, 'personal', 'who changed users since 1 hour ago');
    await botSays('role', dan);
    expect(rewind.cardWords(dan, 'personal')).not.toContain('Who changed');
    expect(auditCalls()).toHaveLength(before);
  });
});
