import { EventEmitter, once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What a client sent and the server did not get. */
export type Held = {
  /** Resolves when it was sent. */
  readonly sent: Promise<unknown>;
  readonly release: () => void;
};

/** A way to a server that a test can break. */
export class UnreliableNetwork {
  readonly #proxy: Server;
  readonly #sockets = new Set<Socket>();
  readonly #events = new EventEmitter();
  #port = 0;
  #isCut = false;
  #isCutAtNextAnswer = false;
  #heldText: string | undefined;

  constructor(serverUrl: string) {
    const { hostname, port } = new URL(serverUrl);
    this.#proxy = createServer((client) => {
      const server = connect(Number(port), hostname);
      this.#keep(client);
      this.#keep(server);
      server.on("close", () => client.destroy());
      this.#pass(client, server);
      server.on("data", (answer) => {
        if (!this.#isCutAtNextAnswer) client.write(answer);
        else {
          this.#isCutAtNextAnswer = false;
          this.cut();
          this.#events.emit("cut");
        }
      });
      if (this.#isCut) this.cut();
    });
  }

  async open(): Promise<void> {
    this.#port = await listen(this.#proxy);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Breaks all connections, and every new one until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** As `cut`, but when the server answers something next; that answer is lost. Resolves then. */
  async cutAtNextAnswer(): Promise<void> {
    this.#isCutAtNextAnswer = true;
    await once(this.#events, "cut");
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Holds back what clients send with this text in it, and what they send behind that. It arrives when they are gone, too. */
  hold(text: string): Held {
    this.#heldText = text;
    return {
      sent: once(this.#events, "sent"),
      release: () => {
        this.#heldText = undefined;
        this.#events.emit("released");
      },
    };
  }

  async close(): Promise<void> {
    this.cut();
    this.#proxy.close();
    await once(this.#proxy, "close");
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // A broken connection is what this is for.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #pass(client: Socket, server: Socket): void {
    let before: Promise<unknown> = Promise.resolve();
    client.on("data", (bytes) => {
      if (this.#heldText !== undefined && bytes.includes(this.#heldText)) {
        before = once(this.#events, "released");
        this.#events.emit("sent");
      }
      before = before.then(() => server.write(bytes));
    });
    client.on("close", () => {
      before = before.then(() => server.end());
    });
  }
}

/** Listens on a port of this machine that is free, and says which. */
async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A server without a port");
  return address.port;
}
