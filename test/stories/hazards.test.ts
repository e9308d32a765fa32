import { CAST } from '../../src/sandbox/cast';
import type { FaultRule } from '../../src/sandbox/graph/http/faults';
import { GROUPS } from '../../src/sandbox/graph/seed/groups';
import { EMERGENCY_ACCOUNT_ID, personId } from '../../src/sandbox/graph/seed/people';
import { POLICIES } from '../../src/sandbox/graph/seed/settings';
import type { HazardKind } from '../../src/recovery/hazard';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, dan, gus } = CAST;
const DAY_MS = 24 * 3_600_000;
const AUDIT_LOG = { method: 'GET', path: '/auditLogs/directoryAudits' };

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

const start = async (settings: Readonly<Record<string, string>> = {}) => {
  rewind = await startProductUnderTest({ settings });
  return rewind.sandbox.graph.state;
};

/** Ana asks in the group chat and starts the preview. @returns the hazards that were found */
async function anaAsksFor(scope: string, time = 'yesterday'): Promise<readonly HazardKind[]> {
  await rewind.says(ana, 'groupChat', `restore ${scope} from ${time} because somebody broke the directory`);
  await rewind.presses(ana, 'groupChat', 'Start preview');
  const { preview } = await rewind.requestIn('awaitingApproval');
  await cardSays('Approval needed');
  return preview?.hazards.map(({ kind }) => kind) ?? [];
}

const cardSays = (words: string) =>
  until(`"${words}" on the card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);

async function cardSaysAll(...sentences: readonly string[]): Promise<void> {
  for (const words of sentences) await cardSays(words);
}

describe('the approval card says why a recovery may hurt', () => {
  it('of joiners, leavers, synchronised people, and accounts that somebody restored by hand', async () => {
    const state = await start({ EMERGENCY_ACCOUNTS: EMERGENCY_ACCOUNT_ID });
    state.edit(dan.id, (editor) => {
      editor.softDelete(personId(24));
    });
    rewind.sandbox.clock.jump(DAY_MS);
    state.edit(gus.id, (editor) => {
      editor.restore(personId(24));
      editor.update(EMERGENCY_ACCOUNT_ID, { accountEnabled: false });
    });
    state.runIncident('massDisable');

    const found = await anaAsksFor('users', 'latest');
    expect(found).toEqual(expect.arrayContaining(['newObjectsDeleted', 'handRestoredDeletedAgain', 'leaversRevived', 'emergencyAccount', 'syncedSkipped'])); // prettier-ignore
    await cardSaysAll(
      'created since the snapshot would be deleted (new joiners, or new on purpose?)',
      'restored by hand since the snapshot would be deleted again',
      'restored by Gus Petrov (…000000000061)',
      'would come back, able to sign in (leavers?)',
      '1 emergency account is among the changes: Emergency Access 1',
      'synchronised from on-premises are shown',
      'Changed by the application HR Provisioning: Add user',
      'Changed by Gus Petrov (…000000000061): Restore user',
      'before the preview)',
      'This preview cannot see',
    );
  });

  it('of a policy that is switched on, loses exclusions, and applies to those who ask and approve', async () => {
    const state = await start();
    state.runIncident('policyRelaxed');

    expect(await anaAsksFor('conditional access')).toEqual(['policyEnabled', 'policyLosesExclusion', 'policyCoversPeopleInvolved']); // prettier-ignore
    await cardSaysAll(
      'would be switched on and may lock people out',
      'would lose an exclusion',
      'would apply, or may apply, to people who ask or approve here',
      'Changed by Gus Petrov (…000000000061): Update conditional access policy',
    );
  });

  it('of a policy whose excepted group is deleted by now, and of the emergency account that it would cover', async () => {
    const state = await start({ EMERGENCY_ACCOUNTS: EMERGENCY_ACCOUNT_ID });
    state.edit(dan.id, (editor) => {
      editor.softDelete(GROUPS.emergencyAccess);
      editor.update(POLICIES.blockLegacy, { state: 'disabled' });
    });

    expect(await anaAsksFor('conditional access')).toEqual(['policyEnabled', 'exclusionPointsToNothing', 'policyCoversPeopleInvolved']); // prettier-ignore
    await cardSaysAll(
      'Danger: 1 conditional access policy would except a person, group or named location that is deleted by now',
      'excepts the group Emergency Access Accounts (…',
      'would cover or may cover Emergency Access 1 (…',
      'who was in a deleted group Microsoft does not tell',
    );
  });

  it('not of a policy whose excepted group comes back in the same recovery', async () => {
    const state = await start();
    state.edit(dan.id, (editor) => {
      editor.softDelete(GROUPS.emergencyAccess);
      editor.update(POLICIES.blockLegacy, { state: 'disabled' });
    });

    expect(await anaAsksFor('conditional access and groups')).not.toContain('exclusionPointsToNothing');
  });

  it('of a privileged group, and who emptied it', async () => {
    const state = await start();
    state.runIncident('groupEmptied');

    expect(await anaAsksFor('groups')).toContain('privilegedGroup');
    await cardSaysAll('privileged group', 'Changed by Dan Howell (…0000000000d1): Remove member from group');
  });

  it('of a snapshot that holds the damage already, and offers the one before', async () => {
    const state = await start();
    const disable = (...numbers: readonly number[]) => {
      state.edit(dan.id, (editor) => {
        for (const number of numbers) editor.update(personId(number), { accountEnabled: false });
      });
    };
    disable(16, 17, 18);
    rewind.sandbox.clock.jump(DAY_MS);
    disable(19, 20);

    expect(await anaAsksFor('users', 'latest')).toContain('snapshotAfterDamage');
    await cardSaysAll('the same changes of 3 objects by Dan Howell', 'Earlier snapshot');
  });
});

describe('the audit log tells nothing', () => {
  it.each<[string, FaultRule['fault']]>([
    ['503', { kind: 'unavailable', retryAfterSeconds: 0 }],
    ['403, as without a licence', { kind: 'forbidden' }],
    ['429', { kind: 'throttled', retryAfterSeconds: 0 }],
  ])('(%s): the preview is read all the same, and who made the changes is unknown', async (_what, fault) => {
    const state = await start();
    state.runIncident('massDisable');
    rewind.sandbox.graph.faults.add({ ...AUDIT_LOG, fault, times: 99 });

    expect(await anaAsksFor('users')).toContain('newObjectsDeleted');
    await cardSays('Who made these changes is unknown: Entra’s audit log could not be read.');
    expect(rewind.cardWords(ana, 'groupChat')).not.toContain('Changed by');
  });

  it('of a group that changed without a trace: nobody is named', async () => {
    const state = await start();
    state.runIncident('groupEmptied');
    state.tenant.audit.forgetBefore(new Date(rewind.sandbox.clock.now().getTime() + 1));

    await anaAsksFor('group "Finance Leads" and group "Help Desk Responders"');
    await cardSays('Changed by: unknown, the audit log does not tell');
  });
});
