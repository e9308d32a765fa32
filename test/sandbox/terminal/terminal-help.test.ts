import { CAST } from '../../../src/sandbox/cast';
import { TerminalChat } from '../../../src/sandbox/terminal/terminal-chat';
import { HELP } from '../../../src/sandbox/terminal/terminal-help';
import { startProductUnderTest, type ProductUnderTest } from '../../support/start-product';
import { until } from '../../support/until';

const { ana, ben } = CAST;

describe('the example of the help that fills in two fields', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest();
  });
  afterAll(() => rewind.close());

  it('is what the card asks for, and the approval counts', async () => {
    const [, example = ''] = /^ +(as ben press Approve \w+=.*)$/m.exec(HELP) ?? [];
    const printed: string[] = [];
    const chat = new TerminalChat({ sandbox: rewind.sandbox, print: (text) => printed.push(text) });
    await chat.take('incident policyLockout');
    await chat.take('as ana: restore everything from yesterday because somebody changed our policies');
    await until('the plan', () => rewind.sandbox.teams.seesButton(ana, 'groupChat', 'startPreview') || undefined);
    await chat.take('as ana press Start preview');
    await until('the card', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'approve') || undefined);

    await chat.take('as ben press Approve typedPolicy=Block legacy authentication');
    expect(printed.at(-1)).toContain('Teams wants these filled in first: reason');
    await chat.take(example);

    const { votes } = await rewind.requestIn('awaitingApproval');
    expect(votes).toMatchObject([{ voterId: ben.id, answer: 'approve', reason: 'the lockout has to go' }]);
  });
});
