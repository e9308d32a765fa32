import { useState } from 'preact/hooks';
import type { ShownFile, ShownMessage } from '../wire';
import { useDesk } from './page';

interface Shown {
  readonly message: ShownMessage;
  readonly file: ShownFile;
}

/** A file in a message, as Teams shows it: handed to the bot, offered by it, or in the person's storage. */
export function MessageFile({ message, file }: Shown) {
  switch (file.kind) {
    case 'handed':
      return <Line name={file.name} words={file.isFetched ? 'Rewind has fetched it' : 'handed to Rewind, which has not fetched it'} />; // prettier-ignore
    case 'offered':
      return <Offer message={message} file={file} />;
    case 'sent':
      return (
        <p class="file">
          <span aria-hidden="true">📄</span>
          <a href={file.address} download={file.name}>
            {file.name}
          </a>
          <small>in your pretend OneDrive: download it</small>
        </p>
      );
  }
}

function Line({ name, words }: { readonly name: string; readonly words: string }) {
  return (
    <p class="file">
      <span aria-hidden="true">📄</span> {name}
      <small>{words}</small>
    </p>
  );
}

type OfferedFile = Extract<ShownFile, { readonly kind: 'offered' }>;

function Offer({ message, file: { name, description, bytes } }: Shown & { readonly file: OfferedFile }) {
  const desk = useDesk();
  const [isAnswered, setIsAnswered] = useState(false);
  const answer = async (given: 'accept' | 'decline') => {
    setIsAnswered(true);
    if (!(await desk.answerFile(message, given))) setIsAnswered(false);
  };
  return (
    <div class="note offer">
      <Line name={name} words={sizeWords(bytes)} />
      <p>{description}</p>
      <button type="button" class="primary" disabled={isAnswered} onClick={() => void answer('accept')}>
        Accept
      </button>{' '}
      <button type="button" disabled={isAnswered} onClick={() => void answer('decline')}>
        Decline
      </button>
    </div>
  );
}

const sizeWords = (bytes: number): string =>
  bytes < 1000 ? `${String(bytes)} bytes` : `${(bytes / 1000).toFixed(1)} KB`;
