/** Names in commands: mentions, quotations, and what is copied from a card. */
import { parseCommand } from '../../src/bot/parse-command';
import type { ObjectId } from '../../src/shared/ids';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const ANA = '00000000-0000-4000-8000-0000000000a1' as ObjectId;
const BEN = '00000000-0000-4000-8000-0000000000b1' as ObjectId;
const parse = (text: string) => parseCommand({ text, mentions: [] }, OSLO);

describe('a mention that Teams took apart', () => {
  const part = (text: string, objectId?: ObjectId) => ({ text: `<at>${text}</at>`, name: text, objectId });
  const planned = (text: string, ...mentions: readonly ReturnType<typeof part>[]) =>
    parseCommand({ text, mentions }, OSLO);

  it.each([
    'preview <at>Ana</at> <at>Ruiz</at> from yesterday',
    'preview <at>Ana</at>&nbsp;<at>Ruiz</at> from yesterday',
    'preview <at>Ana</at><at>Ruiz</at> from yesterday',
  ])('is one person: %s', (text) => {
    expect(planned(text, part('Ana', ANA), part('Ruiz', ANA))).toMatchObject({
      kind: 'preview',
      scope: { kind: 'objects', objects: [{ by: 'mention', id: ANA, name: 'Ana Ruiz' }] },
      scopeText: ANA,
    });
  });

  it('is not two people beside each other, nor two whose ids nobody told', () => {
    const text = 'preview <at>Ana</at> <at>Ben</at> from yesterday';
    expect(planned(text, part('Ana', ANA), part('Ben', BEN))).toMatchObject({ kind: 'malformed' });
    expect(planned(text, part('Ana'), part('Ben'))).toMatchObject({ kind: 'malformed' });
  });
});

describe('a name', () => {
  it.each(['user ana@contoso\u2024com', 'user "ana@contoso\u2024com"', 'user <ana@contoso\u2024com>'])(
    'is copied from a card with the dots that cards print: %s',
    (words) => {
      expect(parse(`preview ${words} from yesterday`)).toMatchObject({
        scope: { objects: [{ name: 'ana@contoso.com' }] },
      });
    },
  );

  it('stays in quotes as it was typed, and is straightened outside of them', () => {
    expect(parse('preview user \u201CO\u2019Neil \u2013 EMEA\u201D from yesterday')).toMatchObject({
      scope: { objects: [{ by: 'name', name: 'O\u2019Neil \u2013 EMEA' }] },
    });
    expect(parse('preview user Conor O\u2019Neil from yesterday')).toMatchObject({
      scope: { objects: [{ by: 'name', name: "Conor O'Neil" }] },
    });
  });

  it.each([
    ['restore Alba Almeida from yesterday because of it', { kind: 'restore', reason: 'of it', scopeText: 'Alba Almeida' }],
    ['preview Alba Almeida and Bruno Berg from yesterday', { kind: 'preview', scope: { objects: [{ name: 'Alba Almeida' }, { name: 'Bruno Berg' }] } }],
    ['who changed Alba Almeida since yesterday', { kind: 'whoChanged', scope: { objects: [{ name: 'Alba Almeida', isLoose: true }] } }],
  ])('without its kind is for the directory to tell: %s', (text, ifNames) => {
    expect(parse(text)).toMatchObject({ kind: 'malformed', because: 'scopeRefused', ifNames });
  }); // prettier-ignore
});
