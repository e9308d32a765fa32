import { CAST, type CastMember } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan, eva, gus } = CAST;

describe('the evidence of a request, in Teams', () => {
  let rewind: ProductUnderTest;
  let id: string;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    for (const person of [ana, ben, cleo, dan]) await rewind.says(person, 'personal', 'help');
    ({ id } = await rewind.asksForApproval(ana, 'groupChat'));
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');
  });
  afterAll(() => rewind.close());
  beforeEach(() => {
    drive().files.length = 0;
    drive().parts.length = 0;
    rewind.sandbox.clock.jump(61_000); // nobody says too much within a minute
  });

  const drive = () => rewind.sandbox.teams.fileAnswers.drive;
  const answers = () => rewind.sandbox.teams.fileAnswers;
  const asks = async (person: CastMember = ben) => {
    const before = answers().offeredTo(person)?.messageId;
    await rewind.says(person, 'personal', `evidence ${id}`);
    return await until('an offered file', () => {
      const offered = answers().offeredTo(person);
      return offered?.messageId === before ? undefined : offered;
    });
  };
  const offerSays = (person: CastMember = ben) =>
    until('the answered offer', () => {
      const offered = answers().offeredTo(person);
      const message = rewind.sandbox.teams.messagesIn(person, 'personal').find((one) => one.id === offered?.messageId);
      return message?.content.botFile ? undefined : message?.content.summary;
    });
  const says = (words: string, person: CastMember = ben) =>
    until(`“${words}”`, () => rewind.lastSaid(person, 'personal').includes(words) || undefined);

  it('is offered with its size, goes to the person’s own storage, and tells the whole story', async () => {
    const { file } = await asks();
    expect(file).toMatchObject({
      name: `evidence-${id}.json`,
      content: { description: expect.stringContaining(id) as string },
    });

    await answers().answers(ben, 'accept');
    expect(await offerSays()).toBe(`evidence-${id}.json is in your OneDrive now, and stands below.`);

    const [sent] = drive().files;
    const bytes = sent?.bytes.length ?? 0;
    expect(file.content['sizeInBytes']).toBeGreaterThan(1000);
    expect(JSON.parse(sent?.bytes.toString('utf8') ?? '')).toMatchObject({
      requestId: id,
      request: { requesterId: ana.id, state: { name: 'recovered' }, votes: [{ voterId: ben.id, answer: 'approve' }] },
      digest: { isSame: true },
      record: { verification: { isWhole: true } },
    });
    expect(drive().parts).toEqual([{ range: `bytes 0-${String(bytes - 1)}/${String(bytes)}`, hadToken: false }]);
    const shown = rewind.sandbox.teams.messagesIn(ben, 'personal').at(-1)?.content.botFile;
    expect(shown).toMatchObject({ kind: 'sent', name: `evidence-${id}.json` });
  });

  it('is not sent to who declines, and the offer says so', async () => {
    await asks();
    await answers().answers(ben, 'decline');

    expect(await offerSays()).toBe(`Nothing was sent. When you want the file after all, write: evidence ${id}`);
    expect(drive().parts).toEqual([]);
  });

  it('is sent once, however often the consent is pressed', async () => {
    await asks();
    await answers().answers(ben, 'accept');
    await offerSays();
    await answers().answers(ben, 'accept');

    await says('This offer was used already');
    expect(drive().files).toHaveLength(1);
  });

  it('is sent once when two consents come at the same time', async () => {
    await asks();
    await Promise.all([answers().answers(ben, 'accept'), answers().answers(ben, 'accept')]);

    await says('This offer was used already');
    expect(drive().files).toHaveLength(1);
  });

  it('goes to nobody else who sends the same context, and stays for whom it was offered to', async () => {
    const { file } = await asks();
    await answers().answers(cleo, 'accept', { context: file.content['acceptContext'] as never });

    await says('offered to somebody else', cleo);
    expect(drive().parts).toEqual([]);
    await answers().answers(ben, 'accept');
    await until('the file', () => drive().files[0]);
  });

  it.each([
    ['guessed', { offerId: 'a'.repeat(75) }],
    ['a path', { offerId: '../../../etc/passwd' }],
    ['a number', { offerId: 7 }],
    ['empty', {}],
    ['another request', { requestId: 'R-2222', kind: 'evidence', personId: ben.id }],
  ])('is not sent for a context that is %s', async (_what, context) => {
    await rewind.says(ben, 'personal', 'help');
    await answers().answers(ben, 'accept', { context });

    await says('This offer was used already');
    expect(drive().parts).toEqual([]);
  });

  it.each([
    ['a strange upload host', { uploadUrl: 'https://evil.example/upload' }],
    ['a host that only ends alike', { uploadUrl: 'https://evillocalhost/upload' }],
    ['a name and a password', { uploadUrl: 'https://ben:secret@localhost/upload' }],
    ['another protocol', { uploadUrl: 'file:///etc/passwd' }],
    ['a strange link to show', { contentUrl: 'https://evil.example/document' }],
  ])('is not sent to %s', async (_what, uploadInfo) => {
    await asks();
    await answers().answers(ben, 'accept', { uploadInfo });

    expect(await offerSays()).toContain(
      'Teams named a place for the file that Rewind may not send to (FILE_HOSTS). Nothing was sent.',
    );
    expect(drive().parts).toEqual([]);
    expect(rewind.sandbox.teams.messagesIn(ben, 'personal').at(-1)?.content.botFile?.kind).not.toBe('sent');
  });

  it.each([
    ['sends elsewhere', { status: 307, location: 'https://evil.example/' }, 'does not answer'],
    ['is busy', { status: 503 }, 'does not answer'],
    ['is full', { status: 507 }, 'refused the file'],
  ])('says so where the storage %s', async (_what, fault, sentence) => {
    await asks();
    drive().faults.push(fault);
    await answers().answers(ben, 'accept');

    expect(await offerSays()).toContain(sentence);
    expect(drive().files).toEqual([]);
    expect(drive().parts).toHaveLength(1);
  });

  it('is over after an hour', async () => {
    await asks();
    rewind.sandbox.clock.jump(61 * 60_000);
    await answers().answers(ben, 'accept');

    await says('This offer was used already, or it is over');
    expect(drive().parts).toEqual([]);
  });

  it('asked for in the group chat is offered in the personal chat', async () => {
    const before = answers().offeredTo(cleo)?.messageId;
    await rewind.says(cleo, 'groupChat', `evidence ${id}`);

    await until(
      'the sentence',
      () => rewind.lastSaid(cleo, 'groupChat').includes('I have offered it to you in ours') || undefined,
    );
    expect(answers().offeredTo(cleo)?.messageId).not.toBe(before);
  });

  it('asked for by somebody with the app who never wrote in the personal chat is offered there, too', async () => {
    await rewind.says(gus, 'groupChat', `evidence ${id}`);

    await until('the sentence', () => rewind.lastSaid(gus, 'groupChat').includes('offered it to you in ours') || undefined); // prettier-ignore
    expect(answers().offeredTo(gus)?.messageId).toMatch(/./);
    await answers().answers(gus, 'accept');
    await until('the file', () => drive().files[0]);
  });

  it('asked for in the channel by somebody without the app tells the way', async () => {
    rewind.sandbox.teams.removesApp(gus);
    const before = answers().offeredTo(gus)?.messageId;
    await rewind.says(gus, 'incidentRoom', `evidence ${id}`);

    await until(
      'the sentence',
      () => rewind.lastSaid(gus, 'incidentRoom').includes(`write to me there: evidence ${id}`) || undefined,
    );
    expect(answers().offeredTo(gus)?.messageId).toBe(before);
    expect(drive().parts).toEqual([]);
  });

  it('is nothing for people without a role, nor for who lost it before the consent', async () => {
    await rewind.says(dan, 'personal', `evidence ${id}`);
    await until(
      'the refusal',
      () => rewind.lastSaid(dan, 'personal').includes('You do not hold the role') || undefined,
    );
    expect(answers().offeredTo(dan)).toBeUndefined();

    rewind.sandbox.graph.state.activateRoles(eva.id);
    await asks(eva);
    rewind.sandbox.graph.state.deactivateRoles(eva.id);
    rewind.sandbox.clock.jump(2 * 60_000);
    await answers().answers(eva, 'accept');
    await says('You do not hold the role', eva);
    expect(drive().parts).toEqual([]);
  });

  it('of a request that is not there is refused', async () => {
    await rewind.says(ben, 'personal', 'evidence R-2222');

    await says('There is no request R-2222');
  });
});
