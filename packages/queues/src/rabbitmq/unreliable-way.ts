import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to an engine that a test can disturb. */
export type UnreliableWay = {
  /** The engine's address by this way. */
  readonly url: string;
  /** Nothing arrives any more in either direction, and no connection breaks. */
  readonly silence: () => void;
  /** Holds back what is sent to the engine, until `release`. */
  readonly hold: () => void;
  /** How much of that there is by now, or at least, where it is much. */
  readonly heldBytes: () => number;
  readonly release: () => void;
  /** Breaks all connections, and every new one until `mend`. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly connections: () => number;
  readonly close: () => void;
};

type Pair = { readonly client: Socket; readonly server: Socket };

export async function openWay(engineUrl: string): Promise<UnreliableWay> {
  const engine = new URL(engineUrl);
  const pairs = new Set<Pair>();
  let isCut = false;
  const breakAll = (): void => {
    for (const { client } of pairs) client.destroy();
  };
  const proxy = createServer((client) => {
    keep({ client, server: connect(Number(engine.port), engine.hostname) }, pairs);
    if (isCut) breakAll();
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  return {
    url: urlAt(engineUrl, proxy),
    silence: () => {
      for (const { client, server } of pairs) for (const socket of [client, server]) socket.unpipe().pause();
    },
    hold: () => {
      for (const { client } of pairs) client.unpipe().pause();
    },
    heldBytes: () => Array.from(pairs).reduce((sum, { client }) => sum + client.readableLength, 0),
    release: () => {
      for (const { client, server } of pairs) client.pipe(server);
    },
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    connections: () => pairs.size,
    close: () => {
      proxy.close();
      breakAll();
    },
  };
}

/** Each end goes with the other. */
function keep(pair: Pair, pairs: Set<Pair>): void {
  const { client, server } = pair;
  pairs.add(pair);
  client.pipe(server).pipe(client);
  for (const socket of [client, server]) {
    // A connection that breaks is what this is for.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    });
  }
}

function urlAt(engineUrl: string, proxy: Server): string {
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  const url = new URL(engineUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return url.href;
}
