import { assert, constantFrom, property, string } from 'fast-check';
import { neutralise } from '../../src/cards/neutralise';

const shown = (text: string) => neutralise(text, { maxLength: 200 });

/** What no client may find in a text of the directory. */
const DANGEROUS =
  /<|>|\*|`|\]\(|:\/\/|\$\{|\{\{|[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Surrogate}]|[\u2028\u2029]|(?:^|\s)_|_(?:\s|$)/u;

/** Marks that mean something somewhere, dense enough to meet each other. */
const MARKS = constantFrom(...Array.from('<>*_[]()`~\\:/.&;#${}-+1a@ \n\u200b'));

describe('neutralise', () => {
  it.each([
    ['Ana Ruiz', 'Ana Ruiz'],
    ["Zoë O'Brien-Østby (admin)", "Zoë O'Brien-Østby (admin)"],
    ['adm_ana_ruiz', 'adm_ana_ruiz'],
    ['ana@contoso.example', 'ana@contoso.example'],
    ['AT&T', 'AT&T'],
    ['CONTOSO\\ana', 'CONTOSO\\ana'],
    ['v2.1 beta', 'v2.1 beta'],
    ['山田 太郎', '山田 太郎'],
    ['محمد', 'محمد'],
  ])('leaves %j as people know it', (name, same) => {
    expect(shown(name)).toBe(same);
  });

  it.each([
    ['a bold name', '**Ana**', '∗∗Ana∗∗'],
    ['italics', '_Ana_', 'ˍAnaˍ'],
    ['a link', '[Ana](https://evil.example)', '[Ana] (https:∕∕evil․example)'],
    ['a reference', '[Ana][1]', '[Ana] [1]'],
    ['a bare domain', 'see evil.example/x now', 'see evil․example/x now'],
    ['a disguised domain', 'ana@contoso.com@evil.example', 'ana@contoso․com@evil․example'],
    ['a mention', '<at>Ben Okafor</at>', '‹at›Ben Okafor‹/at›'],
    ['HTML', '<img src=x onerror=alert(1)>', '‹img src=x onerror=alert(1)›'],
    ['an entity', '&lt;at&gt;', '＆lt;at＆gt;'],
    ['code', '`rm`', 'ˋrmˋ'],
    ['strike-through', '~~gone~~', '∼∼gone∼∼'],
    ['a template', '${requestId}', '$ {requestId}'],
    ['a date function', '{{DATE(2026-01-01T00:00:00Z)}}', '{ {DATE(2026-01-01T00:00:00Z)}}'],
    ['lines', 'Ana\r\n\r\n# Approved\u2028by all', 'Ana # Approved by all'],
    ['controls', 'A\u0000n\u0007a\u001b[2J', 'Ana[2J'],
    ['right-to-left overrides', 'Ana\u202egnp.exe\u2066x', 'Anagnp․exex'],
    ['zero-width characters', 'A\u200bn\u2060a\ufeff\u00ad', 'Ana'],
    ['invisible tags', 'Ana\u{e0041}\u{e007f}', 'Ana'],
    ['a heading', '# Ana', '＃ Ana'],
    ['a list', '- Ana', '‑ Ana'],
    ['a numbered list', '1. Ana', '1․ Ana'],
    ['a rule', '---', '‑--'],
    ['a spaced rule', '- - -', '‑ - -'],
    ['a line under a heading', '===', '＝=='],
    ['a dash alone', '-', '‑'],
    ['a plus alone', '+', '‑'],
    ['a number alone', '1.', '1․'],
    ['a number with a bracket alone', '12)', '12․'],
    ['a hash alone', '#', '＃'],
    ['hashes alone', '###', '＃##'],
    ['an escape', 'Ana\\', 'Ana∖'],
    ['a pile of marks', `A${'\u0301'.repeat(40)}`, `A${'\u0301'.repeat(3)}`],
    ['half a character', 'A\ud83d', 'A\ufffd'],
    ['nothing visible', '\u200b\u202e \u3164', ''],
    ['empty Braille patterns', '\u2800\u200b\u2800', ''],
  ])('takes the meaning from %s', (_what, name, harmless) => {
    expect(shown(name)).toBe(harmless);
  });

  it('cuts long text and says how long it was', () => {
    expect(neutralise('x'.repeat(1234), { maxLength: 10 })).toBe('xxxxxxxxxx… (1,234 characters)');
    expect(neutralise('😀'.repeat(12), { maxLength: 10 })).toBe(`${'😀'.repeat(10)}… (12 characters)`);
    expect(neutralise('y'.repeat(100_000), { maxLength: 3 })).toBe('yyy… (100,000 characters)');
  });

  it('leaves nothing dangerous in any text, and changes nothing the second time', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(shown(text)).not.toMatch(DANGEROUS);
        expect(shown(shown(text))).toBe(shown(text));
      }),
    );
    assert(
      property(string({ unit: MARKS, maxLength: 40 }), (text) => {
        expect(shown(text)).not.toMatch(DANGEROUS);
        expect(shown(shown(text))).toBe(shown(text));
      }),
      { numRuns: 2000 },
    );
  });
});
