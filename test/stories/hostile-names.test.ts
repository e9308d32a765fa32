import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;
const SPOOF = '<at>Gus Petrov</at> **approve** [here](https://evil.example/approve)\u202e';

/** Rewind's own way back to a card. */
const OWN_LINK = /\[Open the card\]\(https:\/\/teams\.microsoft\.com\/l\/message\/[\w%.?=&/-]+\)/g;

describe('display names that try to be something else', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ seed: { hostileNames: true } });
    const { state } = rewind.sandbox.graph;
    state.runIncident('massDisable', { hostileNames: true, joiners: 14, count: 14 });
    state.edit(ana.id, (editor) => {
      editor.update(ben.id, { displayName: SPOOF });
    });
    const { id } = await rewind.asksForApproval(ana, 'groupChat');
    await until('what it asks for', () => rewind.lastSaid(ana, 'groupChat').includes('asks') || undefined);
    await rewind.presses(ben, 'groupChat', 'refresh');
    await rewind.says(ana, 'personal', `changes ${id}`);
    await rewind.says(ana, 'groupChat', `changes ${id}`);
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');
    await rewind.says(ana, 'groupChat', 'requests');
    await rewind.says(ana, 'groupChat', 'history');
    await until('the end of it', () =>
      rewind.sandbox.teams.everythingSaid().some((words) => /<\/at>.* nothing failed/s.test(words)) ? true : undefined,
    );
  });
  afterAll(() => rewind.close());

  it('are shown, so that the rest of this proves something', () => {
    const said = rewind.sandbox.teams.everythingSaid().join('\n');
    expect(said).toContain('Approve here');
    expect(said).toContain('HYPERLINK');
    expect(said).toContain('approve');
  });

  it.each([
    ['link', /\]\(|https?:\/\/|www\.|evil\.example/],
    ['image', /!\[[^\]]*\][([]/],
    ['HTML', /<(?!\/?at>)|&lt;/],
    ['code', /`/],
    ['emphasis of theirs', /\*\*Bold\*\*|_and_|\*\*approve\*\*/],
    ['template', /\$\{|\{\{/],
    ['line break', /Line one\s*\n/],
    ['table', /^\|/m],
    ['text that runs backwards or hides', /[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/],
  ])('are no %s anywhere', (_what, pattern) => {
    const said = rewind.sandbox.teams.everythingSaid().map((words) => words.replaceAll(OWN_LINK, ''));
    expect(said.filter((words) => pattern.test(words))).toEqual([]);
  });

  it('mention nobody: every mention is of a person the bot meant, by the channel’s own id', () => {
    const messages = rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ from }) => from === 'bot');
    const tags = messages.flatMap(({ content }) => content.text?.match(/<at>/g) ?? []);
    const mentioned = messages.flatMap(({ content }) => content.mentions);
    expect(mentioned.length).toBeGreaterThan(0);
    expect(tags).toHaveLength(mentioned.length);
    for (const { content } of messages) {
      for (const mention of content.mentions) expect(content.text?.split(mention['text'] as string)).toHaveLength(2);
    }
  });
});
