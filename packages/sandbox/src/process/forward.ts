import { connect, createServer, type Server, type Socket } from "node:net";

/** A port of this machine's loopback that leads to a unix socket. */
export type Forward = { readonly port: number; readonly close: () => void };

/** Listens on a free port of 127.0.0.1: for sandboxes that share this machine's network. */
export function forwardTo(socketPath: string): Promise<Forward> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect({ path: socketPath });
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => open.delete(socket));
    }
    client.pipe(target).pipe(client);
  });
  const close = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve({ port: portOf(server), close }));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
