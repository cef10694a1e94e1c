import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** When one side is gone, the other has so long to take what was still on its way. */
const LINGER_MS = 5_000;

/** An idle connection is asked so often whether its machine is still there. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Lets two connections be one: what comes from either goes to the other as fast as that takes it, and the end of one is the end
 * of both. Resolves when both are over; the signal breaks them.
 */
export async function pipeBothWays(one: Duplex, other: Duplex, signal: AbortSignal): Promise<void> {
  const over = [keepOpen(one, other), keepOpen(other, one)];
  one.pipe(other).pipe(one);
  const cut = (): void => {
    one.destroy();
    other.destroy();
  };
  signal.addEventListener("abort", cut);
  if (signal.aborted) cut();
  await Promise.all(over);
  signal.removeEventListener("abort", cut);
}

/** Keeps a connection as long as the other; resolves when it is over. */
function keepOpen(socket: Duplex, other: Duplex): Promise<void> {
  if (socket instanceof Socket) socket.setTimeout(0).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
  // Its end is told by "close"; without a listener an error would end the process.
  socket.on("error", () => undefined);
  return new Promise((resolve) => {
    const gone = (): void => {
      resolve();
      other.end();
      const timer = setTimeout(() => other.destroy(), LINGER_MS);
      other.once("close", () => clearTimeout(timer));
      if (other.destroyed) clearTimeout(timer);
    };
    if (socket.destroyed) gone();
    else socket.once("close", gone);
  });
}
