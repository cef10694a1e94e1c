import { execFile } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";

/** Its name in the folder of a sandbox's sockets. */
export const OUTPUT = "output";

/**
 * What a sandbox writes to stdout and stderr, by a named pipe in its folder. The engine's `attach` would do the same by
 * three processes, and what a function writes would come after what it answers: by a pipe it comes before.
 */
export type OutputPipe = {
  /** One listener; what has come before is kept for it. */
  readonly onOutput: (listener: (bytes: Buffer) => void) => void;
  /** The end of what has come. */
  readonly tail: () => string;
  /** Lets go of it when all has been read that was written; nobody writes any more. */
  readonly close: () => Promise<void>;
};

/** Who is in a sandbox writes, and reads nothing. */
const MODE = "622";

const TAIL_BYTES = 4096;

/** Makes a pipe at this path. */
export async function openOutputPipe(path: string): Promise<OutputPipe> {
  await promisify(execFile)("mkfifo", ["-m", MODE, path]);
  // To write, too: it must not end before the first writer comes, nor between two.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  const early: Buffer[] = [];
  let listener = (bytes: Buffer): void => void early.push(bytes);
  let tail = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    tail = Buffer.concat([tail, bytes]).subarray(-TAIL_BYTES);
    listener(bytes);
  });
  socket.on("error", () => undefined);
  return {
    onOutput: (heard) => {
      for (const bytes of early.splice(0)) heard(bytes);
      listener = heard;
    },
    tail: () => tail.toString("latin1"),
    close: async () => {
      let before = -1;
      while (before !== socket.bytesRead) {
        before = socket.bytesRead;
        // A turn of the event loop reads what is there.
        await setImmediate();
        await setImmediate();
      }
      socket.destroy();
    },
  };
}
