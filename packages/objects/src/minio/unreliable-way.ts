import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that a test can break. */
export class UnreliableWay {
  readonly #server: { readonly host: string; readonly port: number };
  readonly #proxy: Server;
  readonly #sockets = new Set<Socket>();
  #state: "open" | "cut" | "silent" = "open";
  #passes = Number.POSITIVE_INFINITY;

  constructor(endpoint: string) {
    const { hostname, port } = new URL(endpoint);
    this.#server = { host: hostname, port: Number(port) };
    this.#proxy = createServer((client) => this.#lead(client));
  }

  /** Resolves to the address at which the server is reached over this way. */
  async open(): Promise<string> {
    this.#proxy.listen(0, "127.0.0.1");
    await once(this.#proxy, "listening");
    const { port } = this.#proxy.address() as AddressInfo; // a server on TCP has one
    return `http://127.0.0.1:${port}`;
  }

  /** Breaks all connections, and every new one until `mend`. */
  cut(): void {
    this.#state = "cut";
    for (const socket of this.#sockets) socket.destroy();
  }

  /** As `cut`, when so many bytes more have passed in either direction. */
  cutAfter(bytes: number): void {
    this.#passes = bytes;
  }

  /** Connects, and takes nothing any more. */
  silence(): void {
    this.#state = "silent";
  }

  mend(): void {
    this.#state = "open";
    this.#passes = Number.POSITIVE_INFINITY;
  }

  async close(): Promise<void> {
    this.cut();
    this.#proxy.close();
    await once(this.#proxy, "close");
  }

  #lead(client: Socket): void {
    const server = connect(this.#server);
    this.#pass(client, server);
    this.#pass(server, client);
    if (this.#state === "cut") this.cut();
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("error", () => undefined);
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on("drain", () => to.resume());
    from.on("data", (chunk) => {
      this.#passes -= chunk.length;
      if (this.#passes < 0) this.cut();
      else if (this.#state === "silent" || !to.write(chunk)) from.pause();
    });
  }
}
