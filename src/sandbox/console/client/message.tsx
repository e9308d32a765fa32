import { useEffect, useRef } from 'preact/hooks';
import type { AdaptiveCard } from 'adaptivecards';
import type { ShownMessage } from '../wire';
import { moment } from './clock-time';
import { drawCard, type Drawing } from './draw-card';
import { htmlOf } from './markdown';
import { MessageFile } from './message-file';
import { useDesk, usePart } from './page';
import { keyOf, noteKey } from './state';

interface Shown {
  readonly message: ShownMessage;
}

export function Message({ message }: Shown) {
  const person = usePart(({ looking }) => looking.person);
  const name = useNameOf(message);
  const kind = message.from === 'bot' ? 'bot' : 'person';
  return (
    <article
      class={`message ${kind} ${message.from === person ? 'own' : ''}`}
      aria-label={`${name}, ${moment(new Date(message.at))}`}
      data-message={message.id}
      tabIndex={-1}
    >
      <Byline message={message} name={name} />
      <Words message={message} />
      {message.file && <MessageFile message={message} file={message.file} />}
      {message.card && <Card message={message} />}
      <Note message={message} person={person} />
    </article>
  );
}

function useNameOf({ from }: ShownMessage): string {
  const people = usePart(({ welcome }) => welcome?.people) ?? [];
  return from === 'bot' ? 'Rewind' : (people.find(({ alias }) => alias === from)?.name ?? from);
}

function Byline({ message: { from, at, edits, isOwnView, mentionsMe }, name }: Shown & { readonly name: string }) {
  return (
    <p class="byline">
      <span class="author">{name}</span>
      {from === 'bot' && <span class="tag">App</span>}
      <time dateTime={at}>{moment(new Date(at))}</time>
      {edits > 0 && <span class="edited">Edited</span>}
      {isOwnView && <span class="tag own-view">Your own view</span>}
      {mentionsMe && <span class="tag mention">Mentions you</span>}
    </p>
  );
}

/** What people type is plain text; what the bot says may have a little Markdown. */
function Words({ message: { text = '', from, mentions } }: Shown) {
  if (text === '') return null;
  if (from !== 'bot') return <p class="words">{text}</p>;
  return <div class="words" dangerouslySetInnerHTML={{ __html: htmlOf(text, mentions) }} />;
}

function Card({ message }: Shown) {
  const desk = useDesk();
  const element = useRef<HTMLDivElement>(null);
  const before = useRef<AdaptiveCard | undefined>(undefined);
  const { card, mentions } = message;
  const latest = useRef(message);
  latest.current = message;
  useEffect(() => {
    if (!element.current || !card) return;
    const onPress: Drawing['onPress'] = (pressed) => void desk.press({ message: latest.current, ...pressed });
    before.current = drawCard(element.current, { card, mentions, onPress }, before.current);
  }, [card]);
  return <div class="card" ref={element} tabIndex={-1} />;
}

/** What Teams shows to the presser alone. */
function Note({ message, person }: Shown & { readonly person: string }) {
  const desk = useDesk();
  const note = usePart(({ notes }) => notes.get(noteKey(person, keyOf(message))));
  if (!note) return null;
  const { kind, text, url } = note;
  return (
    <div class={`note ${kind}`} data-testid="own-note">
      <small>Only you see this</small>
      <div dangerouslySetInnerHTML={{ __html: htmlOf(text) }} />
      {url !== undefined && (
        <button type="button" class="primary" onClick={() => void desk.openSignIn(url, keyOf(message))}>
          Sign in
        </button>
      )}
    </div>
  );
}
