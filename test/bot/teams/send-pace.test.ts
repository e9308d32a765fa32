import { SendPace } from '../../../src/bot/teams/send-pace';

function paced() {
  let now = 0;
  const waits: number[] = [];
  const pace = new SendPace({
    now: () => now,
    waitFor: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  });
  return { pace, waits, at: () => now };
}

describe('the pace of sends in one conversation', () => {
  it('lets seven go at once, and keeps every limit of Teams afterwards', async () => {
    const { pace, waits, at } = paced();
    const sends: number[] = [];
    for (let send = 0; send < 100; send += 1) {
      await pace.turn('a', 'message');
      sends.push(at());
    }
    const mostWithin = (ms: number) => Math.max(...sends.map((start) => sends.filter((other) => other >= start && other < start + ms).length)); // prettier-ignore

    expect(sends.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([mostWithin(1_000), mostWithin(2_000), mostWithin(30_000)]).toEqual([7, 8, 60]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(20_000);
  });

  it('is at most 1,800 an hour', async () => {
    let now = 0;
    const pace = new SendPace({ now: () => now, waitFor: () => Promise.resolve() });
    for (let send = 0; send < 1_800; send += 1, now += 1_000) await pace.turn('a', 'message');

    await expect(pace.turn('a', 'message')).rejects.toMatchObject({ code: 'teams/busy', retryAfterMs: 1_800_000 });
    now = 3_600_000;
    await expect(pace.turn('a', 'message')).resolves.toBeUndefined();
  });

  it('keeps nobody waiting elsewhere', async () => {
    const { pace, waits } = paced();
    for (let send = 0; send < 7; send += 1) await pace.turn('a', 'message');
    await pace.turn('b', 'message');

    expect(waits).toEqual([]);
  });

  it('sends back to the queue who would have to wait long', async () => {
    const pace = new SendPace({ now: () => 0, waitFor: () => Promise.resolve() });
    const turns = await Promise.allSettled(Array.from({ length: 200 }, () => pace.turn('a', 'message')));
    const refused = turns.filter((turn) => turn.status === 'rejected');

    expect(refused.length).toBeGreaterThan(100);
    expect(refused[0]?.reason).toMatchObject({ code: 'teams/busy', retryAfterMs: expect.any(Number) as number });
  });

  it('leaves room for an answer, however fast the cards of the conversation move', async () => {
    const { pace, waits, at } = paced();
    const edits: number[] = [];
    for (let edit = 0; edit < 500 && at() < 60_000; edit += 1) {
      const sent = await pace.turn('a', 'edit').then(
        () => true,
        () => false,
      );
      if (!sent) break;
      edits.push(at());
    }
    expect(edits).toHaveLength(45);
    await expect(pace.turn('a', 'edit')).rejects.toMatchObject({ code: 'teams/busy' });

    const before = waits.length;
    for (let answer = 0; answer < 3; answer += 1) await pace.turn('a', 'message');
    expect(waits.slice(before).every((ms) => ms <= 2_000)).toBe(true);
  });
});
