import { CAST } from '../../../src/sandbox/cast';
import { readLine } from '../../../src/sandbox/terminal/read-line';

const { ana, ben, cleo, eva } = CAST;
const groupChat = 'groupChat';
const incidentRoom = 'incidentRoom';

describe('a line at the terminal', () => {
  it.each([
    ['as ana: restore users from yesterday because HR: wrong mapping', { kind: 'says', person: ana, where: groupChat, text: 'restore users from yesterday because HR: wrong mapping' }],
    ['  AS Ana :  help  ', { kind: 'says', person: ana, where: groupChat, text: 'help' }],
    ['as ben in channel: changes R-7K3Q', { kind: 'says', person: ben, where: incidentRoom, text: 'changes R-7K3Q' }],
    ['as ben in personal: requests', { kind: 'says', person: ben, where: 'personal', text: 'requests' }],
    ['as ana2: history', { kind: 'says', person: CAST.anaTwo, where: groupChat, text: 'history' }],
    ['as ana: press Approve', { kind: 'says', person: ana, where: groupChat, text: 'press Approve' }],
    ['as ben Accept file', { kind: 'answersFile', person: ben, answer: 'accept' }],
    ['as ben decline file', { kind: 'answersFile', person: ben, answer: 'decline' }],
    ['as ben press Approve', { kind: 'presses', person: ben, where: groupChat, button: 'Approve', inputs: {} }],
    ['as ana press Start preview', { kind: 'presses', person: ana, where: groupChat, button: 'Start preview', inputs: {} }],
    ['as ben press Approve in channel', { kind: 'presses', person: ben, where: incidentRoom, button: 'Approve', inputs: {} }],
    ['as ben in channel press Approve', { kind: 'presses', person: ben, where: incidentRoom, button: 'Approve', inputs: {} }],
    ['as ben press Approve 4f2a91c7 in group', { kind: 'presses', person: ben, where: groupChat, button: 'Approve 4f2a91c7', inputs: {} }],
    ['as ben press Reject reason=too broad, ask again', { kind: 'presses', person: ben, where: groupChat, button: 'Reject', inputs: { reason: 'too broad, ask again' } }],
    ['as ben press Reject in channel reason="a = b" count=12', { kind: 'presses', person: ben, where: incidentRoom, button: 'Reject', inputs: { reason: 'a = b', count: '12' } }],
    ['as ben sign in', { kind: 'signsIn', person: ben, account: ben }],
    ['as ben sign in as cleo', { kind: 'signsIn', person: ben, account: cleo }],
    ['show', { kind: 'show', person: undefined, where: groupChat }],
    ['show in channel', { kind: 'show', person: undefined, where: incidentRoom }],
    ['show as ben in personal', { kind: 'show', person: ben, where: 'personal' }],
    ['as ben show', { kind: 'show', person: ben, where: groupChat }],
    ['as ben show in channel', { kind: 'show', person: ben, where: incidentRoom }],
    ['incident massDisable', { kind: 'incident', incident: 'massDisable' }],
    ['incident policylockout', { kind: 'incident', incident: 'policyLockout' }],
    ['jump 2h', { kind: 'jump', ms: 7_200_000 }],
    ['jump 90 s', { kind: 'jump', ms: 90_000 }],
    ['jump 1d', { kind: 'jump', ms: 86_400_000 }],
    ['speed 60', { kind: 'speed', factor: 60 }],
    ['portal recovery', { kind: 'portal', job: 'recovery' }],
    ['portal Preview', { kind: 'portal', job: 'preview' }],
    ['activate eva', { kind: 'activate', person: eva }],
    ['help', { kind: 'help' }],
    ['quit', { kind: 'quit' }],
    ['', { kind: 'nothing' }],
  ])('%s', (line, expected) => {
    expect(readLine(line)).toEqual(expected);
  }); // prettier-ignore

  it.each([
    ['restore users from yesterday', 'speak as somebody'],
    ['as zoe: help', 'Who is “zoe”?'],
    ['as', 'Who is “”?'],
    ['as ana', 'What does Ana Ruiz do?'],
    ['as ana:', 'What does Ana Ruiz say?'],
    ['as ana dances', 'What does Ana Ruiz do?'],
    ['as ana in kitchen: help', 'Where is “kitchen”?'],
    ['as ana press reason=none', 'Which button?'],
    ['as ben sign in as zoe', 'Who is “zoe”?'],
    ['show in kitchen', 'Where is “kitchen”?'],
    ['incident', 'Incidents are massDisable'],
    ['jump', 'How far?'],
    ['jump 2', 'How far?'],
    ['jump -2h', 'How far?'],
    ['jump 31d', 'How far?'],
    ['speed 0', 'How fast?'],
    ['speed 3601', 'How fast?'],
    ['activate zoe', 'Who is “zoe”?'],
  ])('%s is answered with a way out', (line, because) => {
    expect(readLine(line)).toEqual({ kind: 'notUnderstood', because: expect.stringContaining(because) as string });
  });
});
