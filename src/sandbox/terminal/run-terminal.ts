/** The terminal chat on this process's own terminal. Without one it only reads what is piped in, and prints. */
import { createInterface } from 'node:readline';
import type { Sandbox } from '../start-sandbox';
import { TerminalChat } from './terminal-chat';

export interface Terminal {
  /** Resolves when somebody wants to leave; the end of a pipe is no wish to leave. */
  readonly left: Promise<void>;
  close(): void;
}

const LOOK_EVERY_MS = 150;
const CLEAR_LINE = '\r\u001b[K';

export function runTerminal(sandbox: Pick<Sandbox, 'teams' | 'graph' | 'clock'>): Terminal {
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, output, terminal: input.isTTY, prompt: '> ' });
  const print = (text: string) => {
    output.write(`${input.isTTY ? CLEAR_LINE : ''}${text}\n`);
    if (input.isTTY) lines.prompt(true);
  };
  const chat = new TerminalChat({ sandbox, print });
  const looking = setInterval(() => {
    chat.tellNews();
  }, LOOK_EVERY_MS);
  const left = new Promise<void>((resolve) => {
    let last = Promise.resolve();
    lines.on('line', (line) => {
      last = last.then(async () => {
        if (!(await chat.take(line))) resolve();
        else if (input.isTTY) lines.prompt();
      });
    });
    lines.on('SIGINT', resolve);
    lines.on('close', () => {
      if (input.isTTY) resolve();
    });
  });
  if (input.isTTY) lines.prompt();
  return {
    left,
    close: () => {
      clearInterval(looking);
      lines.close();
    },
  };
}
