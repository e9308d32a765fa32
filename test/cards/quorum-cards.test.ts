import { approvalInputs } from '../../src/cards/approval-inputs';
import type { QuorumView, Viewing } from '../../src/cards/card';
import { drawRequest } from '../../src/cards/request-card';
import { quorumShelf } from '../../src/tools/gallery/quorum-samples';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';
import { inputsOf, nodesOf, powerOf, wordsOf } from './card-reading';

const { cards } = quorumShelf();
const cardOf = (name: string) => cards[name]?.card ?? {};
const quorum = (facts: Partial<QuorumView['quorum']> = {}): QuorumView => ({
  quorum: { asked: 2, because: ['settings'], others: 2, isStrict: false, ...facts },
  active: ['Gus Petrov'],
  eligible: [],
});
const words = (viewing: Partial<Viewing>) =>
  wordsOf(drawRequest(sampleRequest('awaitingApproval'), { ...sampleViewing(VIEWERS.approver), ...viewing }).card);

describe('a quorum of two on the card', () => {
  it('says how many, why, and who could, with who has to activate the role first', () => {
    const shared = wordsOf(cardOf('quorum-2-shared'));

    expect(shared).toContain('Two other Backup Administrators must approve exactly this, because it touches policies');
    expect(shared).toContain('0 of 2');
    expect(shared).toContain('Ben Okafor and Gus Petrov; after activating the role: Eva Lindqvist');
  });

  it('says who approved already, and that one more is needed', () => {
    const shared = wordsOf(cardOf('quorum-2-one-voted-shared'));

    expect(shared).toContain('1 of 2: Ben Okafor');
    expect(shared).toContain('One more Backup Administrator must approve');
  });

  it.each([
    ['privilegedGroups', 'it touches privileged groups'],
    ['unknownKinds', 'a type or action that Rewind does not know'],
    ['manyObjects', 'it touches 12 objects'],
    ['manySoftDeletes', 'it deletes 2 objects'],
  ] as const)('names its cause: %s', (cause, sentence) => {
    expect(words({ quorum: quorum({ because: [cause] }) })).toContain(sentence);
  });

  it('that cannot be reached is a danger, before the others, and asks for the number of changes', () => {
    const card = cardOf('quorum-2-not-reachable-approver');
    const said = wordsOf(card);

    expect(said.indexOf('quorum 2 is not reachable')).toBeGreaterThan(0);
    expect(said.indexOf('quorum 2 is not reachable')).toBeLessThan(said.indexOf('would be switched on'));
    expect(said).toContain('none yet, one is needed');
    expect(inputsOf(card)).toEqual(['typedChanges', 'typedSoftDeletes', 'typedPolicy', 'reason', 'rejectReason']);
  });

  it('that a strict tenant waits for says what is missing, and how to go on', () => {
    const said = wordsOf(cardOf('quorum-2-strict-requester'));

    expect(said).toContain('Not put to the vote: it takes 2 approvals, and only 1 other person holds the role');
    expect(powerOf(cardOf('quorum-2-strict-requester'))).toEqual(['askForRecovery']);
  });

  it('of one looks as ever', () => {
    const said = words({ quorum: quorum({ asked: 1, because: [], others: 1 }) });

    expect(said).toContain('A second Backup Administrator must approve exactly this.');
    expect(said).toContain('none yet, one is needed');
    expect(said).not.toContain('not reachable');
  });
});

describe('what an approver writes', () => {
  it('is required, opens under Approve, and never gives the answer away', () => {
    const policies = [{ id: 'p', name: 'Secret policy' }];
    const inputs = approvalInputs([{ kind: 'changes', count: 777 }, { kind: 'softDeletes', count: 778 }, { kind: 'policy', policies }, { kind: 'reason' }]); // prettier-ignore
    const viewing = { ...sampleViewing(VIEWERS.approver), approvalInputs: inputs };
    const { card } = drawRequest(sampleRequest('awaitingApproval'), viewing);
    const opened = nodesOf(card).filter(({ type }) => type === 'Action.ShowCard');

    expect(opened.map(({ title }) => title)).toEqual(['Approve 4f2a91c7', 'Reject']);
    expect(nodesOf(opened[0]).filter(({ isRequired }) => isRequired === true)).toHaveLength(4);
    expect(nodesOf(card['body']).filter(({ type }) => type === 'Input.Text')).toEqual([]);
    for (const answer of ['777', '778', 'Secret policy']) expect(JSON.stringify(inputs)).not.toContain(answer);
  });
});
