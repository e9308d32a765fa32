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
  const plain = name.replace(/[<>&"\\`*_[\]\n\r]/g, ' ').trim();
  return {
    type: 'mention',
    text: `<at>${plain}</at>`,
    mentioned: { id: teamsId, name: plain },
  };
}

function textOf({ text = '', card, summary }: Post, mentions: readonly Mention[]): string {
  const said = text === '' && !card ? summary : text;
  const missing = mentions.map((mention) => mention.text).filter((tag) => !said.includes(tag));
  return [missing.join(' '), said].filter((part) => part !== '').join('\n\n');
}
