/** The page at the width of a phone and in both themes, measured at every stop of a walk through everything it shows. */
import { describeOnConsole, MAIN_SENTENCE, sitDown, type Window } from '../support/console-page';
import { faintTexts, namelessControls, sidewaysFaults } from '../support/page-measures';

const PHONE = { width: 336, height: 720 };

describeOnConsole('the page', (stage) => {
  const wide: string[] = [];
  const faint: string[] = [];
  const nameless: string[] = [];
  const stops: string[] = [];

  /** Measures what is shown now; a wide window also shows what a phone keeps in other panels. */
  async function looksAt(stop: string, { page }: Window): Promise<void> {
    stops.push(stop);
    nameless.push(...(await namelessControls(page)).map((fault) => `${stop}: ${fault}`));
    wide.push(...(await sidewaysFaults(page)).map((fault) => `${stop}: ${fault}`));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      faint.push(...(await faintTexts(page)).map((fault) => `${stop}, ${colorScheme}: ${fault}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  beforeAll(async () => {
    const ana = await sitDown(stage, { person: 'ana', ...PHONE });
    await looksAt('nothing said yet', ana);
    for (const panel of ['Places', 'Tenant', 'Chat']) {
      await ana.presses(panel);
      await looksAt(`panel ${panel}`, ana);
    }
    await ana.page.locator('#compose').fill('re');
    await ana.page.getByRole('option').first().waitFor();
    await looksAt('suggestions', ana);
    for (const [command, answer] of ANSWERS) {
      await ana.types(command);
      await ana.reads(answer);
      await looksAt(command, ana);
    }
    await ana.types(MAIN_SENTENCE);
    await ana.reads('waiting for Start preview by Ana Ruiz');
    await looksAt('a plan', ana);
    await ana.presses('Start preview');
    await ana.reads(/Approval needed/);
    for (const opened of ['Reject', 'More']) {
      await ana.page.getByRole('button', { name: opened }).first().click();
      await looksAt(`approval, ${opened} opened`, ana);
    }
    await ana.presses(/^Approve/);
    await ana.page.getByTestId('own-note').waitFor();
    await looksAt('a refusal', ana);

    const ben = await sitDown(stage, { person: 'ben' });
    await ben.presses(/^Approve/);
    await looksAt('running', ana);
    await ana.reads('Recovered');
    await looksAt('recovered', ana);
    await looksAt('recovered, on a desk', ben);

    const room = await sitDown(stage, { person: 'gus', place: 'incidentRoom', ...PHONE });
    await room.types('preview groups from yesterday');
    await room.presses('Start preview');
    await looksAt('asked to sign in', room);
    await room.presses('Sign in');
    await room.page.getByText('Pick an account').waitFor();
    await looksAt('the sign-in window', room);
    await room.presses(/^Cleo/);
    await room.page.getByText('another account').waitFor();
    await looksAt('the wrong account', room);
  });
  it('is looked at in many states', () => {
    expect(stops.length).toBeGreaterThan(20);
  });

  it('never scrolls sideways on a phone, and nothing stands outside of it', () => {
    expect(wide).toEqual([]);
  });

  it('has a contrast of at least 4.5 to 1 for every text, light and dark', () => {
    expect(faint).toEqual([]);
  });

  it('has a name for every control', () => {
    expect(nameless).toEqual([]);
  });

  it('would be found to be wide, faint or without a name', async () => {
    const { page } = await sitDown(stage, { person: 'ana', ...PHONE });
    await page.evaluate(
      `document.body.insertAdjacentHTML('afterbegin', '<p class="planted">too wide and too faint</p>')`,
    );
    await page.evaluate(
      `Object.assign(document.querySelector('.planted').style, { width: '500px', textAlign: 'right', color: '#aaaaaa' })`,
    );

    expect((await sidewaysFaults(page)).join('\n')).toContain('outside: too wide and too faint');
    expect((await faintTexts(page)).join('\n')).toMatch(/\d: too wide and too faint/);

    await page.evaluate(`document.body.insertAdjacentHTML('afterbegin', '<button></button>')`);
    expect(await namelessControls(page)).toEqual(['- button']);
  });
});

const ANSWERS: readonly (readonly [string, string | RegExp])[] = [
  ['help', 'What I can do'],
  ['snapshots', '6 snapshots'],
  ['requests', 'No open requests'],
  ['history', /in 30 days/],
  ['who can approve', /can approve/],
  ['restore users from 03/04', /03\/04/],
  ['restroe users', /Did you mean|do not/],
];
