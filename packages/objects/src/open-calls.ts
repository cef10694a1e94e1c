import type { Readable } from "node:stream";
import { type BlobId, checkBlobId } from "./blob-id.ts";

/** The calls and streams of an adapter that are not done. */
export type OpenCalls = {
  /** Does the work, unless an id is none or the objects are closed. */
  readonly run: <T>(ids: readonly BlobId[], work: () => Promise<T>) => Promise<T>;
  /** Knows a stream until it ends. */
  readonly track: (stream: Readable) => Readable;
  /** Takes no call any more, cuts off the streams, waits for the calls, and then lets the engine go. */
  readonly close: (release: () => Promise<void>) => Promise<void>;
};

export function openCalls(): OpenCalls {
  const running = new Set<Promise<unknown>>();
  const streams = new Set<Readable>();
  let closed: Promise<void> | undefined;

  const closeAll = async (release: () => Promise<void>): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
    await Promise.all(Array.from(streams, cutOff));
    await release();
  };
  return {
    run: async (ids, work) => {
      if (closed !== undefined) throw closedError();
      for (const id of ids) checkBlobId(id);
      const done = work();
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    track: (stream) => {
      streams.add(stream);
      // It may fail before anybody reads it, or when nobody does any more: Node ends the process where nobody listens to that.
      // Whoever reads it later is told, since a stream keeps its error.
      stream.on("error", () => undefined);
      stream.once("close", () => streams.delete(stream));
      return stream;
    },
    close: (release) => {
      closed ??= closeAll(release);
      return closed;
    },
  };
}

const closedError = (): Error => new Error("The objects are closed");

function cutOff(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.destroy(closedError());
  });
}
