import { useEffect, useRef } from 'preact/hooks';
import type { SignInPage } from '../wire';
import { useDesk, usePart } from './page';
import type { SignInWindow } from './state';

/** The window that Teams opens for a sign-in, with the pages that a browser would show in it. */
export function SignInDialog() {
  const desk = useDesk();
  const signIn = usePart((state) => state.signIn);
  const isOpen = signIn !== undefined;
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = useRef<Asked>({ messageKey: '', opener: null });
  if (signIn) asked.current.messageKey = signIn.messageKey;
  useEffect(() => {
    if (isOpen) asked.current.opener = open(dialog.current);
    else close(dialog.current, asked.current);
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-label="Sign-in window"
      onCancel={(event) => {
        event.preventDefault();
        void desk.closeSignIn();
      }}
    >
      {signIn && <Window signIn={signIn} />}
    </dialog>
  );
}

interface Asked {
  messageKey: string;
  /** What had the focus when the window opened. */
  opener: Element | null;
}

function open(dialog: HTMLDialogElement | null): Element | null {
  const { activeElement } = document;
  dialog?.showModal();
  return activeElement;
}

/** The focus goes back to the button that had opened the window; once it is gone, to its message. */
function close(dialog: HTMLDialogElement | null, { messageKey, opener }: Asked): void {
  if (!dialog?.open) return;
  dialog.close();
  const message = document.querySelector<HTMLElement>(`[data-message="${messageKey.split('/').at(-1) ?? ''}"]`);
  const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
  (isThere ? opener : message)?.focus({ preventScroll: true });
}

function Window({ signIn: { url, page, error } }: { readonly signIn: SignInWindow }) {
  const desk = useDesk();
  return (
    <>
      <p class="address-bar">
        <span data-testid="sign-in-address">{page?.address ?? url}</span>
        <button type="button" class="quiet" aria-label="Close window" onClick={() => void desk.closeSignIn()}>
          ×
        </button>
      </p>
      <div class="sign-in-body" aria-live="polite">
        {error === undefined ? <Page page={page} /> : <p>{error}</p>}
      </div>
    </>
  );
}

function Page({ page }: Pick<SignInWindow, 'page'>) {
  if (!page) return <p>Opening…</p>;
  return page.kind === 'pick' ? <PickAccount page={page} /> : <LastPage page={page} />;
}

type PageOf<Kind extends SignInPage['kind']> = Extract<SignInPage, { readonly kind: Kind }>;

function PickAccount({ page: { scopes } }: { readonly page: PageOf<'pick'> }) {
  const desk = useDesk();
  const people = usePart(({ welcome }) => welcome?.people) ?? [];
  return (
    <>
      <p class="pretend-note">Pretend Microsoft Entra. No password is asked for.</p>
      <h2>Pick an account</h2>
      <p>Rewind asks for: {scopes.join(', ')}</p>
      <ul class="accounts">
        {people.map(({ alias, name, standing }) => (
          <li key={alias}>
            <button type="button" onClick={() => void desk.signInAs(alias)}>
              <strong>{name}</strong>
              <small>{standing}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function LastPage({ page: { words, isDone } }: { readonly page: PageOf<'words'> }) {
  const desk = useDesk();
  const [title = '', ...lines] = words;
  const close = useRef<HTMLButtonElement>(null);
  // The account that was picked is gone, and the focus with it.
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <h2>{title}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <button ref={close} type="button" class="primary" onClick={() => void desk.closeSignIn()}>
        {isDone ? 'Close this window' : 'Close'}
      </button>
    </>
  );
}
