import type { IncomingMessage, Server } from "node:http";
import { createServer as createListener, type Server as NetServer, type Socket } from "node:net";
import { isOwnHeader } from "../gateway-proof.ts";
import { markAsFunction } from "../client-address.ts";

/** A unix socket by which functions in sandboxes without a network reach the product's own endpoint. */
export type Door = {
  /** Takes no more connections, breaks those that there are, and removes the socket. */
  readonly close: () => Promise<void>;
};

/** Opens a door at a path of 107 bytes at most. Rejects as `listen` fails: `EADDRINUSE`, `ENOENT` … */
export type OpenDoor = (path: string) => Promise<Door>;

/** Takes from a function's request what only Skylab may say of itself. */
export function distrust({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (isOwnHeader(name)) delete headers[name];
}

/** The doors of a server: their connections are served as its own are, and known to be functions'. */
export class Doors {
  readonly #server: Server;
  readonly #open = new Set<Door>();

  constructor(server: Server) {
    this.#server = server;
  }

  readonly open: OpenDoor = async (path) => {
    const connections = new Set<Socket>();
    const listener = createListener((socket) => {
      markAsFunction(socket);
      connections.add(socket);
      socket.once("close", () => connections.delete(socket));
      this.#server.emit("connection", socket);
    });
    await listenAt(listener, path);
    const door: Door = {
      close: () => {
        this.#open.delete(door);
        for (const socket of connections) socket.destroy();
        return new Promise((resolve) => void listener.close(() => resolve()));
      },
    };
    this.#open.add(door);
    return door;
  };

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#open, (door) => door.close()));
  }
}

function listenAt(listener: NetServer, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject);
    // Who is in a sandbox is another user than we are; its folder is what keeps others out.
    listener.listen({ path, readableAll: true, writableAll: true }, () => {
      listener.off("error", reject);
      resolve();
    });
  });
}
