/** A post as the activity that Teams takes. */
import type { Activity, Mention } from 'botbuilder';
import { withoutMarks } from '../../shared/person-mark';
import { RewindError } from '../../shared/errors';
import type { Card, Post } from '../conversation';

const MAX_BYTES = 28 * 1024;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** @param teamsIds - the channel's own ids of those of the post's people whom it knows there */
export function activityOf(post: Post, teamsIds: ReadonlyMap<string, string>): Partial<Activity> {
  const { text, mentions } = saidIn(post, teamsIds);
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
  return post.card ? post : { summary: post.summary, card: textCard(withoutMarks(post.text ?? post.summary)) };
}

export function textCard(text: string, actions: readonly Card[] = []): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    fallbackText: text,
    body: [{ type: 'TextBlock', text, wrap: true }],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

interface Called {
  readonly personId: string;
  /** What stands for the person in the text. */
  readonly words: string;
  readonly mention?: Mention | undefined;
}

/** The name came from a directory, and must not end the tag or begin another. */
const plainName = (name: string): string => name.replace(/[<>&"\\`*_[\]]|:\/\/|\p{C}/gu, ' ').trim();

/** Whom the channel does not know there is named without a mention. Two people of one name are told apart, by Teams as by who reads. */
function calledIn({ mentions = [] }: Post, teamsIds: ReadonlyMap<string, string>): readonly Called[] {
  const people = mentions.map(({ personId, name }) => ({ personId, plain: plainName(name) }));
  return people.map(({ personId, plain }) => {
    const isOneOfTwo = people.some((other) => other.plain === plain && other.personId !== personId);
    const name = isOneOfTwo ? `${plain} (…${personId.slice(-12)})` : plain;
    const id = teamsIds.get(personId);
    if (id === undefined) return { personId, words: name };
    const words = `<at>${name}</at>`;
    return { personId, words, mention: { type: 'mention', text: words, mentioned: { id, name } } };
  });
}

/** A person's marked name in the text becomes the mention, once; who is not named there stands in front. */
function saidIn(post: Post, teamsIds: ReadonlyMap<string, string>) {
  const { text = '', card, summary } = post;
  const people = calledIn(post, teamsIds);
  const waiting = new Map(people.map((called) => [called.personId, called]));
  const named = withoutMarks(text === '' && !card ? summary : text, (personId, name) => {
    const words = waiting.get(personId)?.words ?? name;
    waiting.delete(personId);
    return words;
  });
  const inFront = [...waiting.values()].map(({ words }) => words).filter((words) => words !== '');
  return {
    text: [inFront.join(', '), named].filter((part) => part !== '').join('\n\n'),
    mentions: people.flatMap(({ mention }) => mention ?? []),
  };
}
