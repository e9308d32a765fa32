import { useEffect, useRef, useState } from 'preact/hooks';
import type { Draft } from './desk';
import { readDropped, TooLarge } from './dropped-file';
import { useDesk, usePart } from './page';
import { SuggestionList } from './suggestion-list';
import { useSuggestions } from './use-suggestions';

const NO_FILES = 'Files go to Rewind in a personal chat only.';

type SentFile = NonNullable<Draft['file']>;

export function Compose() {
  const { name = '', type } = usePlace() ?? {};
  const { text, setText, file, setFile, send } = useDraft();
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  const remove = () => {
    setFile(undefined);
  };
  return (
    <form class="compose" aria-label="Write a message" onSubmit={submit}>
      <ReplyNote />
      {file && <AttachedFile file={file} onRemove={remove} />}
      <div class="compose-row">
        <TextBox text={text} setText={setText} send={send} label={`Message in ${name}`} />
        <button type="submit" class="primary">
          Send
        </button>
      </div>
      {type === 'personal' ? <FileField onFile={setFile} /> : <NoFiles />}
    </form>
  );
}

function usePlace() {
  const key = usePart(({ looking }) => looking.place);
  return usePart(({ welcome }) => welcome)?.places.find((place) => place.key === key);
}

/** What is written goes at once, and comes back where it could not be sent. */
function useDraft() {
  const desk = useDesk();
  const [text, setText] = useState('');
  const [file, setFile] = useState<SentFile | undefined>();
  const send = async () => {
    if (text.trim() === '' && !file) return;
    setText('');
    setFile(undefined);
    if (await desk.say({ text, file })) return;
    setText((since) => since || text);
    setFile((since) => since ?? file);
  };
  return { text, setText, file, setFile, send };
}

/** Teams hands files to a bot in personal chats only. */
function NoFiles() {
  const { store } = useDesk();
  useDrops(() => {
    store.set({ error: NO_FILES });
  });
  return <small class="soft">@Rewind is mentioned for you. {NO_FILES}</small>;
}

function ReplyNote() {
  const { store } = useDesk();
  const replyTo = usePart((state) => state.replyTo);
  if (replyTo === undefined) return null;
  return (
    <p class="to">
      Your reply goes to the thread.{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          store.set({ replyTo: undefined });
        }}
      >
        New post instead
      </button>
    </p>
  );
}

function AttachedFile({ file: { name }, onRemove }: { readonly file: SentFile; readonly onRemove: () => void }) {
  return (
    <p class="file">
      <span aria-hidden="true">📄</span> {name}
      <button type="button" class="quiet" onClick={onRemove} aria-label={`Remove ${name}`}>
        ×
      </button>
    </p>
  );
}

interface TextBoxProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly send: () => Promise<void>;
  readonly label: string;
}

function TextBox({ text, setText, send, label }: TextBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  const offers = useSuggestions(text, (taken) => {
    setText(taken);
    box.current?.focus();
  });
  const keyed = (event: KeyboardEvent) => {
    if (offers.keyed(event)) return;
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <div class="box">
      <SuggestionList {...offers} />
      <input
        type="text"
        autoComplete="off"
        id="compose"
        ref={box}
        value={text}
        placeholder="Type a command, or @ for a person"
        aria-label={label}
        role="combobox"
        aria-autocomplete="list"
        aria-controls="suggestions"
        aria-expanded={offers.items.length > 0}
        aria-activedescendant={offers.active >= 0 ? `suggestion-${String(offers.active)}` : undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
        onKeyDown={keyed}
        onBlur={offers.close}
      />
    </div>
  );
}

function FileField({ onFile }: { readonly onFile: (file: SentFile) => void }) {
  const { store } = useDesk();
  const take = (list: FileList | null | undefined) => {
    const [first] = list ?? [];
    if (!first) return;
    readDropped(first).then(onFile, (error: unknown) => {
      store.set({ error: error instanceof TooLarge ? error.message : 'The file cannot be read.' });
    });
  };
  useDrops(take);
  return (
    <div class="attach">
      <label class="quiet-button">
        Attach a file
        <input
          class="hidden"
          type="file"
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            currentTarget.value = '';
          }}
        />
      </label>
      <small class="soft">or drop one anywhere: Rewind gets it as Teams sends it.</small>
    </div>
  );
}

/** A file that is dropped beside its place would make the browser leave the page. */
function useDrops(take: (list: FileList | null | undefined) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      take(event.dataTransfer?.files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  });
}
