/** The line to the console's server: what people do goes out, what happens comes in. */

const TRY_AGAIN_MS = 1_000;

/** @throws Error with the server's sentence, or that it is away */
export async function send<Answer>(act: string, body: object): Promise<Answer> {
  const answer = await fetch(`/api/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  return await answerOf<Answer>(answer);
}

/** @throws Error as `send` does */
export async function ask<Answer>(question: string): Promise<Answer> {
  return await answerOf<Answer>(await fetch(`/api/${question}`).catch(() => undefined));
}

async function answerOf<Answer>(response: Response | undefined): Promise<Answer> {
  if (!response) throw new Error('The sandbox does not answer.');
  const answer = (await response.json()) as unknown;
  if (response.ok) return answer as Answer;
  throw new Error((answer as { readonly error?: string }).error ?? 'Something went wrong.');
}

export interface LiveLine {
  close(): void;
}

export interface LiveListener {
  readonly onEvent: (name: string, data: unknown) => void;
  readonly onLost: () => void;
}

const EVENTS = ['welcome', 'messages', 'tenant', 'pause'];

/** Stays open until it is closed: a line that breaks is opened again, for as long as it takes. */
export function openLine(person: string, { onEvent, onLost }: LiveListener): LiveLine {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`/api/live?person=${encodeURIComponent(person)}`);
    for (const name of EVENTS)
      source.addEventListener(name, (event) => {
        onEvent(name, JSON.parse((event as MessageEvent<string>).data));
      });
    source.onerror = () => {
      source?.close();
      onLost();
      timer = setTimeout(open, TRY_AGAIN_MS);
    };
  };
  open();
  return {
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}
