import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A replica that does what a test wants. */
export type Upstream = {
  readonly address: string;
  readonly port: number;
  /** What takes its WebSockets, where a test wants some. */
  readonly server: Server;
  /** The requests that came, but for the gateway's own. */
  readonly requests: readonly IncomingMessage[];
  /** As a killed process: no listener, and every connection broken. */
  readonly kill: () => Promise<void>;
};

/** Starts a replica at a loopback address: 127.0.0.2, 127.0.0.3 … are machines of their own to a client. */
export async function startUpstream(
  where: { readonly address: string; readonly port?: number },
  answer: RequestListener,
): Promise<Upstream> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const port = await listen(server, where);
  return {
    address: where.address,
    port,
    server,
    requests,
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, { address, port = 0 }: { address: string; port?: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      const bound = server.address() as AddressInfo; // as: a server that listens on TCP has one.
      resolve(bound.port);
    });
  });
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
