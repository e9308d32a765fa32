import { readText } from '../../../src/bot/teams/message-text';

const mention = (text: string, id: string, aadObjectId?: string) => ({
  type: 'mention',
  text,
  mentioned: { id, name: text.replace(/<[^>]*>/g, ''), ...(aadObjectId ? { aadObjectId } : {}) },
});
const rewind = mention('<at>Rewind</at>', '28:bot');
const ana = mention('<at>Ana</at>', '29:ana', '00000000-0000-4000-8000-0000000000A1');

describe('the text of a message', () => {
  it.each([
    ['snapshots', [], 'snapshots'],
    ['<at>Rewind</at>&nbsp;snapshots\n', [rewind], 'snapshots'],
    ['<at>Rewind</at> <at>Rewind</at> help', [rewind, rewind], 'help'],
    ['  <at>Rewind</at>', [rewind], ''],
    ['<at>Rewind</at> who changed <at>Ana</at> since monday', [rewind, ana], 'who changed <at>Ana</at> since monday'],
    ['restore <at>Ana</at>', [ana, rewind], 'restore <at>Ana</at>'],
    ['restore group &quot;R&amp;D&quot;', [], 'restore group "R&D"'],
    ['&amp;lt;at&amp;gt;', [], '&lt;at&gt;'],
    [null, [], ''],
  ])('%j reads as it was meant', (text, entities, expected) => {
    expect(readText({ text, entities, recipient: { id: '28:bot' } }).text).toBe(expected);
  });

  it('knows a person who is called like the bot from the bot', () => {
    const namesake = mention('<at>Rewind</at>', '29:rewind');
    const read = readText({ text: '<at>Rewind</at> restore <at>Rewind</at>', entities: [rewind, namesake], recipient: { id: '28:bot' } }); // prettier-ignore

    expect(read.text).toBe('restore <at>Rewind</at>');
    expect(read.mentions.map(({ teamsId }) => teamsId)).toEqual(['29:rewind']);
  });

  it('gives people their object id where Teams tells it, in lower case', () => {
    const { mentions } = readText({ text: '<at>Ana</at>', entities: [ana, { type: 'clientInfo' }], recipient: { id: '28:bot' } }); // prettier-ignore

    expect(mentions).toEqual([{ text: '<at>Ana</at>', name: 'Ana', teamsId: '29:ana', objectId: '00000000-0000-4000-8000-0000000000a1' }]); // prettier-ignore
  });

  it('reads 100,000 characters and 10,000 mentions without stumbling', () => {
    const text = '<at>'.repeat(25_000);
    const entities = Array.from({ length: 10_000 }, () => mention('<at><at>', '28:bot'));

    expect(readText({ text, entities, recipient: { id: '28:bot' } }).text.length).toBeGreaterThan(90_000);
  });
});
