import { useEffect } from 'preact/hooks';
import type { ShownMessage, ShownPlace } from '../wire';
import { Compose } from './compose';
import { Examples } from './examples';
import { FirstSteps } from './first-steps';
import { Message } from './message';
import { useDesk, usePart } from './page';
import { threadsOf, type Thread } from './threads';
import { useFollowing } from './use-following';

const NOTES: { readonly [Type in ShownPlace['type']]: string } = {
  channel: 'Channel: Teams has no silent sign-on here, so a button opens the sign-in window.',
  groupChat: 'Group chat: buttons sign you on silently.',
  personal: 'Personal chat: buttons sign you on silently, and files can be sent.',
};

const NOT_YET: Pick<ShownPlace, 'name' | 'closedBecause'> & { readonly type: undefined } = {
  name: 'Conversation',
  type: undefined,
};

export function Conversation() {
  const key = usePart(({ looking }) => looking.place);
  const places = usePart(({ welcome }) => welcome?.places) ?? [];
  const { name, type, closedBecause } = places.find((one) => one.key === key) ?? NOT_YET;
  return (
    <main class="conversation" aria-label={name}>
      <header class="place-head">
        <h2>{name}</h2>
        <p>{type && NOTES[type]}</p>
      </header>
      <FirstSteps />
      {closedBecause === undefined ? <OpenPlace place={key} /> : <p class="empty">{closedBecause}</p>}
    </main>
  );
}

function OpenPlace({ place }: { readonly place: ShownPlace['key'] }) {
  const all = usePart(({ messages }) => messages);
  const person = usePart(({ looking }) => looking.person);
  const messages = [...all.values()].filter((message) => message.place === place);
  return (
    <>
      <Log key={`${person} ${place}`} messages={messages} />
      <Compose key={place} />
    </>
  );
}

/** In a channel an answer stands in its thread: the newest message need not be the last one. */
const newestOf = (messages: readonly ShownMessage[]) => messages.toSorted((one, other) => Number(one.id) - Number(other.id)).at(-1); // prettier-ignore

function Log({ messages }: { readonly messages: readonly ShownMessage[] }) {
  const hasMessages = usePart((state) => state.hasMessages);
  const person = usePart(({ looking }) => looking.person);
  const asked = usePart((state) => state.asked);
  const { log, hasBelow, toEnd } = useFollowing({ newest: newestOf(messages), person, asked });
  const { follow } = useLinks();
  return (
    <div class="log-frame">
      <div class="log" ref={log} onClick={follow} tabIndex={0} role="region" aria-label="Messages">
        {messages.length === 0 && hasMessages ? <Examples /> : null}
        {threadsOf(messages).map((thread) => (
          <ThreadOf key={thread.id} thread={thread} />
        ))}
      </div>
      {hasBelow && (
        <button type="button" class="primary below" onClick={toEnd}>
          New messages ↓
        </button>
      )}
    </div>
  );
}

/** A link to another message is followed here. */
function useLinks() {
  const desk = useDesk();
  const wanted = usePart((state) => state.wanted);
  useEffect(() => {
    const message = document.querySelector<HTMLElement>(`[data-message="${wanted ?? ''}"]`);
    if (wanted === undefined || !message) return;
    message.scrollIntoView({ block: 'start' });
    message.focus({ preventScroll: true });
    desk.store.set({ wanted: undefined });
  });
  return {
    follow: (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link && desk.openMessage(link.href)) event.preventDefault();
    },
  };
}

function ThreadOf({ thread: { id, messages, canReply } }: { readonly thread: Thread }) {
  const { store } = useDesk();
  const reply = () => {
    store.set({ replyTo: id });
    document.getElementById('compose')?.focus();
  };
  return (
    <div class={canReply ? 'thread' : 'single'}>
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {canReply && (
        <button type="button" class="quiet" onClick={reply}>
          Reply
        </button>
      )}
    </div>
  );
}
