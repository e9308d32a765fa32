import { outcomeSentence } from '../../src/cards/outcome-sentence';
import { refusalSentence } from '../../src/cards/sentences';
import { RecordDiffersError } from '../../src/shared/errors';
import type { PersonId } from '../../src/shared/ids';
import { voidWhereRecordDiffers } from '../../src/usecases/void-request';
import { ANA, BEN, change, EVA, ID, NOW, objectId, requestIn } from '../jobs/people-and-requests';
import { rulesWorld } from './rules-world';

const found = (peopleIds: readonly PersonId[] = [EVA]) =>
  new RecordDiffersError(ID, { because: 'requesterDiffers', number: 7 }, peopleIds);

describe('a request that is not what its record says', () => {
  it('is void: the press is refused, those whom row and record name are told, and the log says it at error', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)], { approvedBy: [BEN] });
    const press = () => Promise.reject(found([EVA, BEN]));

    await expect(voidWhereRecordDiffers(press, world.ports)).resolves.toMatchObject({ kind: 'refused', because: 'recordDiffers', facts: { requestId: ID } }); // prettier-ignore
    expect(refusalSentence({ kind: 'refused', because: 'recordDiffers', facts: { requestId: ID } })).toContain('the request is void'); // prettier-ignore
    expect(world.store.moves).toMatchObject([
      { to: 'failed', move: { by: 'rewind', notices: [{ kind: 'failed', peopleIds: [ANA, BEN, EVA] }] } },
    ]);
    expect((await world.request()).state).toMatchObject({ during: 'recovery', because: 'recordDiffers' });
    expect(world.lines).toContainEqual(expect.objectContaining({ level: 50, requestId: ID, because: 'requesterDiffers', number: 7 })); // prettier-ignore
    expect([world.started, world.previewed]).toEqual([[], []]);
  });

  it.each([
    [
      'a job of its own runs',
      requestIn({ name: 'recovering', starterId: BEN, intendedAt: NOW }),
      /What runs at Microsoft goes on there/,
    ],
    ['it is over', requestIn({ name: 'withdrawn', at: NOW, byId: ANA }), /was over before/],
  ])('is left as it is where %s, and nobody is told that it is void', async (_what, request, said) => {
    const world = rulesWorld();
    world.store.put(request);

    const outcome = await voidWhereRecordDiffers(() => Promise.reject(found()), world.ports);
    expect(outcome).toMatchObject({ because: 'recordDiffers' });
    expect(outcomeSentence(outcome)).toMatch(said);
    expect(outcomeSentence(outcome)).not.toMatch(/is void|Nothing was started/);
    expect(world.store.moves).toEqual([]);
  });

  it('is another thing than any other error', async () => {
    const world = rulesWorld();
    const broken = new Error(objectId(1));

    await expect(voidWhereRecordDiffers(() => Promise.reject(broken), world.ports)).rejects.toBe(broken);
  });
});
