import { act } from '../../src/bot/press-acts';
import { isPowered, PRESS_VERBS, type PoweredVerb } from '../../src/recovery/acts';
import { change, ANA, ID } from '../jobs/people-and-requests';
import { rulesWorld } from '../usecases/rules-world';

/** What stops or takes back is never too late by a clock. */
const IN_ANY_CASE: readonly PoweredVerb[] = ['cancel', 'withdraw'];

describe('a host whose clock is off the database’s', () => {
  const decides = PRESS_VERBS.filter(isPowered).filter((verb) => !IN_ANY_CASE.includes(verb));

  it.each(decides)('%s is refused with a sentence of its own, and nothing happens', async (verb) => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    const before = await world.request();
    const place = before.place;
    const power = world.powerOf(ANA);
    const ports = { ...world.ports, hostTime: { isOff: () => true } };

    const outcome = await act(verb, { requestId: ID, revision: 1, power, place }, ports);

    expect(outcome).toMatchObject({ kind: 'refused', because: 'clockOff' });
    expect(await world.request()).toEqual(before);
    expect([world.started, world.previewed, world.microsoft.asked]).toEqual([[], [], []]);
  });

  it('withdraw goes on', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    const ports = { ...world.ports, hostTime: { isOff: () => true } };
    const { place } = await world.request();

    await act('withdraw', { requestId: ID, revision: 1, power: world.powerOf(ANA), place }, ports);

    expect((await world.request()).state.name).toBe('withdrawn');
  });
});
