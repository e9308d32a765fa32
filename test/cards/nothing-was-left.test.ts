import { drawNotice } from '../../src/cards/notice';
import { finishedToast } from '../../src/cards/outcome-toast';
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryRequest } from '../../src/recovery/request';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';

const ended = (outcome: Partial<NonNullable<RecoveryRequest['outcome']>>): RecoveryRequest => {
  const request = sampleRequest('recovered');
  if (!request.outcome) throw new Error('no outcome');
  return {
    ...request,
    outcome: { ...request.outcome, changedObjects: 0, changedLinks: 0, failedChanges: 0, ...outcome },
  };
};
const words = (request: RecoveryRequest): string => {
  const viewing = sampleViewing({ isShared: true, standing: 'unknown' });
  const { text, summary } = drawNotice({ kind: 'finished' }, request, { names: viewing.names, now: viewing.now });
  return [JSON.stringify(drawRequest(request, viewing)), text, summary, finishedToast(request)].join('\n');
};

describe('a recovery that changed no object', () => {
  it('says that nothing was left to change, where Microsoft says so', () => {
    const said = words(ended({}));

    expect(said).toContain('Recovered: nothing was left to change');
    expect(said).toContain('the objects were already as in the snapshot when the recovery ran');
    expect(said).not.toMatch(/0 objects|There is no undo/);
  });

  it.each([
    ['something failed', { failedChanges: 2 }],
    ['links were changed', { changedLinks: 3 }],
    ['Microsoft does not tell', { changedObjects: undefined }],
  ])('says nothing of the kind where %s', (_what, outcome) => {
    expect(words(ended(outcome))).not.toMatch(/nothing was left|already as in the snapshot/);
  });
});
