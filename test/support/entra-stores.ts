/** The stores as they stand in Azure: TLS with the tests' authority, and nobody gets in but with a token as password. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { Certificates } from '../../src/sandbox/certificates';

export interface EntraStore {
  readonly port: number;
  /** Every sign-in that was tried, oldest first. */
  readonly signIns: readonly { readonly username: string; readonly isTaken: boolean }[];
  close(): Promise<void>;
}

export interface Guarded {
  readonly certificates: Certificates;
  /** The store behind it, which asks for no password: `redis://…` or `postgres://…`. */
  readonly target: string;
  readonly mayEnter: (username: string, password: string) => boolean;
  /** Redis drops a line when its token expires: how long one lives. Forever by default. */
  readonly tokenLivesMs?: number;
}

interface Command {
  readonly words: readonly string[];
  readonly raw: Buffer;
}

/** What the client of a Redis has sent: whole commands, and the rest of one. */
function commandsIn(buffer: Buffer): { readonly commands: readonly Command[]; readonly rest: Buffer } {
  const commands: Command[] = [];
  let from = 0;
  for (;;) {
    const end = endOfCommand(buffer, from);
    if (!end) return { commands, rest: buffer.subarray(from) };
    commands.push({ words: end.words, raw: buffer.subarray(from, end.at) });
    from = end.at;
  }
}

function endOfCommand(buffer: Buffer, from: number): { readonly words: string[]; readonly at: number } | undefined {
  const head = lineAt(buffer, from);
  if (!head) return undefined;
  const words: string[] = [];
  let at = head.next;
  for (let left = Number(head.text.slice(1)); left > 0; left -= 1) {
    const size = lineAt(buffer, at);
    const end = size && size.next + Number(size.text.slice(1));
    if (!size || end === undefined || buffer.length < end + 2) return undefined;
    words.push(buffer.subarray(size.next, end).toString());
    at = end + 2;
  }
  return { words, at };
}

function lineAt(buffer: Buffer, from: number): { readonly text: string; readonly next: number } | undefined {
  const end = buffer.indexOf('\r\n', from);
  return end === -1 ? undefined : { text: buffer.subarray(from, end).toString(), next: end + 2 };
}

/** Both are asked in their place, so that answers stay in order: one is answered with a status, the other with an error. */
const SAYS_OK = '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n';
const SAYS_NO = '*1\r\n$3\r\nGET\r\n';

export async function guardRedis({ certificates, target, mayEnter, tokenLivesMs }: Guarded): Promise<EntraStore> {
  const signIns: { username: string; isTaken: boolean }[] = [];
  const { hostname, port } = new URL(target);
  const server = createTlsServer({ key: certificates.key, cert: certificates.certificate }, (near) => {
    const far = joined(near, connect(Number(port), hostname));
    let kept: Buffer = Buffer.alloc(0);
    let isIn = false;
    let expiry: NodeJS.Timeout | undefined;
    near.on('close', () => {
      clearTimeout(expiry);
    });
    const answerableOf = ({ words, raw }: Command): Buffer | string => {
      const [name = '', username = '', password = ''] = words;
      if (name.toUpperCase() !== 'AUTH') return isIn ? raw : SAYS_NO;
      isIn = mayEnter(username, password);
      signIns.push({ username, isTaken: isIn });
      clearTimeout(expiry);
      if (tokenLivesMs !== undefined) expiry = setTimeout(() => near.destroy(), tokenLivesMs);
      return isIn ? SAYS_OK : SAYS_NO;
    };
    near.on('data', (data: Buffer) => {
      const { commands, rest } = commandsIn(Buffer.concat([kept, data]));
      kept = rest;
      for (const command of commands) far.write(answerableOf(command));
    });
  });
  return await opened(server, signIns);
}

const SEND_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/** The server behind it trusts whoever comes from this machine; the user it gets is its own. */
export async function guardPostgres({ certificates, target, mayEnter }: Guarded): Promise<EntraStore> {
  const signIns: { username: string; isTaken: boolean }[] = [];
  const { hostname, port, username: owner } = new URL(target);
  const server = createServer((plain) => {
    plain.on('error', () => undefined);
    plain.once('data', () => {
      plain.write('S');
      const near = new TLSSocket(plain, { isServer: true, key: certificates.key, cert: certificates.certificate });
      near.on('error', () => undefined);
      near.once('data', (startup: Buffer) => {
        const wanted = startupOf(startup);
        near.write(SEND_PASSWORD);
        near.once('data', (answer: Buffer) => {
          const username = wanted.get('user') ?? '';
          const isTaken = mayEnter(username, answer.subarray(5, -1).toString());
          signIns.push({ username, isTaken });
          if (!isTaken) return void near.destroy();
          const far = joined(near, connect(Number(port || '5432'), hostname));
          far.write(asStartup(new Map([...wanted, ['user', owner]])));
          near.on('data', (data: Buffer) => far.write(data));
        });
      });
    });
  });
  return await opened(server, signIns);
}

/** Whatever comes from afar comes near, and they end together. */
function joined(near: Socket, far: Socket): Socket {
  far.on('data', (data) => near.write(data));
  for (const [one, other] of [[near, far], [far, near]] as const) {
    one.on('error', () => undefined);
    one.on('close', () => other.destroy());
  } // prettier-ignore
  return far;
}

function startupOf(message: Buffer): Map<string, string> {
  const words = message.subarray(8).toString().split('\0');
  const pairs = words.flatMap((word, at) =>
    at % 2 === 0 && word !== '' ? [[word, words[at + 1] ?? ''] as const] : [],
  );
  return new Map(pairs);
}

function asStartup(parameters: ReadonlyMap<string, string>): Buffer {
  const text = Buffer.from(`${[...parameters].flat().join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(text.length + 8, 0);
  head.writeUInt32BE(196_608, 4);
  return Buffer.concat([head, text]);
}

async function opened(server: Server, signIns: EntraStore['signIns']): Promise<EntraStore> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    signIns,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
