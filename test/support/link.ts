import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server on loopback, at an address of its own that stays the same. */
export interface Link {
  /** The target's address, through this link. */
  readonly url: string;
  /** As when a process dies or a cable is pulled: every connection ends, and no other is made until it is mended. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Whatever is sent is swallowed, both ways. Connections stay open, and new ones are accepted. */
  hang(): void;
  /** As after a hang: what is sent now arrives on new connections; those that hung are dead, and nobody says so. */
  passAgain(): void;
  /** As when an address moves: new connections lead there, and those that stand live on. */
  leadTo(target: string): void;
  close(): Promise<void>;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'redis:': 6379, 'postgres:': 5432 };

export async function linkTo(target: string): Promise<Link> {
  const way = new Way(target);
  await way.listen(0);
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return {
    url: url.href,
    cut: () => way.cut(),
    mend: () => way.listen(way.port),
    hang: () => {
      way.isHanging = true;
    },
    passAgain: () => {
      way.isHanging = false;
    },
    leadTo: (other) => {
      way.target = other;
    },
    close: () => way.cut(),
  };
}

class Way {
  isHanging = false;
  port = 0;
  target: string;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(target: string) {
    this.target = target;
    this.server = createServer((near) => {
      this.join(near);
    });
  }

  async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(near: Socket): void {
    const { hostname, port, protocol } = new URL(this.target);
    const far = connect(Number(port) || (DEFAULT_PORTS[protocol] ?? 0), hostname);
    let isDead = false;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => {
        isDead ||= this.isHanging;
        if (!isDead) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
