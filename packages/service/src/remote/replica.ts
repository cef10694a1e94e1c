import { connect } from "node:net";
import { Pool } from "undici";
import { MAX_HEAD_BYTES } from "../head-limit.ts";

/** One container of a service. */
export type Replica = {
  /** `172.18.0.5:4566`. */
  readonly address: string;
  readonly pool: Pool;
  /** Requests on their way to it. */
  inFlight: number;
  /** Whether its port answered the last time it was tried. */
  isUp: boolean;
};

/** Containers of one host connect in less than a millisecond; so long for a machine under load. */
const CONNECT_WITHIN_MS = 2_000;

/** A replica at this address, of which nothing is known yet. */
export function replicaAt(address: string): Replica {
  const pool = new Pool(`http://${address}`, {
    connect: { timeout: CONNECT_WITHIN_MS },
    maxHeaderSize: MAX_HEAD_BYTES,
    // How long to wait for an answer is the client's business; when it leaves, the request is aborted.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { address, pool, inFlight: 0, isUp: false };
}

/** Whether a replica's port takes connections, within so many milliseconds. */
export function takesConnections(address: string, withinMs = CONNECT_WITHIN_MS): Promise<boolean> {
  const [host, port] = address.split(":", 2);
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? "", port: Number(port), timeout: withinMs });
    const settle = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once("connect", () => settle(true));
    // Where this process stood still, it is told first of the timeout, and then that it is connected.
    socket.once("timeout", () => setImmediate(() => settle(false)));
    socket.once("error", () => settle(false));
  });
}

/** Whether a request to a replica failed before anything of it was sent. */
export function isUnsent(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ("syscall" in error && error.syscall === "connect") return true;
  return "code" in error && error.code === "UND_ERR_CONNECT_TIMEOUT";
}
