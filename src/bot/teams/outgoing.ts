/** A post as the activity that Teams takes. */
import type { Activity, Mention } from 'botbuilder';
import { RewindError } from '../../shared/errors';
import type { Card, Post } from '../conversation';

const MAX_BYTES = 28 * 1024;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** @param mentions - those of the post's mentions that the channel knows by an id of its own */
export function activityOf(post: Post, mentions: readonly Mention[]): Partial<Activity> {
  const text = textOf(post, mentions);
  const activity: Partial<Activity> = {
    type: 'message',
    summary: post.summary,
    ...(text === '' ? {} : { text, textFormat: 'markdown' }),
    ...(post.card ? { attachments: [{ contentType: CARD_TYPE, content: post.card }] } : {}),
    ...(mentions.length > 0 ? { entities: [...mentions] } : {}),
  };
  const bytes = Buffer.byteLength(JSON.stringify(activity));
  if (bytes > MAX_BYTES) throw new RewindError('teams/too-large', `a message of ${bytes} bytes would be cut by Teams`);
  return activity;
}

/** An edit to plain text does not refresh what people see: text becomes a card. */
export function editOf(post: Post): Post {
  return post.card ? post : { summary: post.summary, card: textCard(post.text ?? post.summary) };
}

export function textCard(text: string, actions: readonly Card[] = []): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    body: [{ type: 'TextBlock', text, wrap: true }],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** What stands for a person in the text; the name came from a directory, and must not end the tag or begin another. */
export function mentionOf(teamsId: string, name: string): Mention {
  const plain = plainName(name);
  return {
    type: 'mention',
    text: `<at>${plain}</at>`,
    mentioned: { id: teamsId, name: plain },
  };
}

const plainName = (name: string): string => name.replace(/[<>&"\\`*_[\]]|:\/\/|\p{C}/gu, ' ').trim();

function textOf({ text = '', card, summary, mentions: people = [] }: Post, mentions: readonly Mention[]): string {
  const said = text === '' && !card ? summary : text;
  const tagOf = (name: string) => mentions.find(({ mentioned }) => mentioned.name === plainName(name))?.text;
  const tagged = withTags(
    said,
    people.map(({ name }) => ({ name, tag: tagOf(name) })),
  );
  return [tagged.unnamed, tagged.text].filter((part) => part !== '').join('\n\n');
}

/** A person's name in the text becomes the mention, in the order in which people are named; who is not named there is left over. */
function withTags(said: string, people: readonly { readonly name: string; readonly tag: string | undefined }[]) {
  const parts: string[] = [];
  const unnamed: string[] = [];
  let rest = said;
  for (const { name, tag } of people) {
    const at = rest.indexOf(name);
    if (at < 0) unnamed.push(tag ?? '');
    else {
      parts.push(rest.slice(0, at), tag ?? name);
      rest = rest.slice(at + name.length);
    }
  }
  return { text: [...parts, rest].join(''), unnamed: unnamed.filter((tag) => tag !== '').join(', ') };
}
