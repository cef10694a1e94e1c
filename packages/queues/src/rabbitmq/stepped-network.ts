import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What becomes of something that a process says to an engine. */
export type Fate =
  | "passes"
  /** And nothing else does from then on. */
  | "passes last"
  /** With all that follows on the same connection; the process may go on with the other engine. */
  | "is lost";

/** Ways from one process to its engines, on which a test decides of every step: of each chunk of bytes to an engine, across all connections. */
export type SteppedNetwork = {
  /** The address of an engine by a way of this network. */
  readonly via: (engineUrl: string) => Promise<string>;
  /** Resolves when the process is gone and the engines know. */
  readonly close: () => Promise<void>;
};

export function openSteppedNetwork(nextFate: () => Fate): SteppedNetwork {
  const proxies: Server[] = [];
  const ends: Promise<unknown>[] = [];
  const broken = new Set<Socket>();
  let isOver = false;
  const call = (engine: Socket, bytes: Buffer): void => {
    if (isOver || broken.has(engine)) return;
    const fate = nextFate();
    if (fate === "is lost") broken.add(engine);
    else engine.write(bytes);
    isOver = fate === "passes last";
  };
  return {
    via: async (engineUrl) => {
      const engineAt = new URL(engineUrl);
      const proxy = createServer((process) => {
        const engine = connect(Number(engineAt.port), engineAt.hostname);
        ends.push(new Promise((resolve) => engine.on("close", resolve)));
        process.on("data", (bytes) => call(engine, bytes)).on("close", () => engine.end());
        engine
          .on("data", (bytes) => isOver || broken.has(engine) || process.write(bytes))
          .on("close", () => process.end());
        // A connection that breaks off is what this is for.
        for (const socket of [process, engine]) socket.on("error", () => undefined);
      });
      proxies.push(proxy);
      proxy.listen(0, "127.0.0.1");
      await once(proxy, "listening");
      const url = new URL(engineUrl);
      url.hostname = "127.0.0.1";
      url.port = String(portOf(proxy));
      return url.href;
    },
    close: async () => {
      for (const proxy of proxies) proxy.close();
      await Promise.all(ends);
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return address.port;
}
