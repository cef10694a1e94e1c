import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** Where a container that waits for a function is handed one. */
export type ClaimSocket = {
  /** Resolves when it waits. */
  readonly connected: Promise<void>;
  /** Hands it what its runtime finds in its environment; once. */
  readonly hand: (variables: Readonly<Record<string, string>>) => void;
  readonly close: () => void;
};

/** Listens at a path of 107 bytes at most. */
export async function openClaimSocket(path: string): Promise<ClaimSocket> {
  const server = createServer();
  const waiting = new Promise<Socket>((resolve) => {
    server.once("connection", (socket) => {
      socket.on("error", () => undefined);
      // One is enough.
      server.close();
      resolve(socket);
    });
  });
  server.listen({ path, readableAll: true, writableAll: true });
  await once(server, "listening");
  return {
    connected: waiting.then(() => undefined),
    hand: (variables) => void waiting.then((socket) => socket.end(JSON.stringify(variables))),
    close: () => {
      server.close();
      void waiting.then((socket) => socket.destroy());
    },
  };
}
