import { WrongSize } from "./errors.ts";
import type { Body, PutOptions } from "./port.ts";

/** A body on its way in: chunks until `undefined`, counted against the announced size. */
export type Source = {
  /** Rejects with the body's own error, with the signal's reason, or with WrongSize. */
  readonly next: () => Promise<Uint8Array | undefined>;
  /** How many bytes came. */
  readonly size: () => number;
  /** Lets the body know that nobody reads on. It is not waited for: a body that hangs would hang its reader, too. */
  readonly close: () => void;
};

/** Reads a body, whatever it is made of. */
export function sourceOf(body: Body, { sizeHint, signal }: PutOptions): Source {
  const iterator = body instanceof Uint8Array ? once(body) : body[Symbol.asyncIterator]();
  const abortable = signal === undefined ? undefined : untilAborted(iterator, signal);
  let size = 0;
  return {
    next: async () => {
      signal?.throwIfAborted();
      const { done, value } = await (abortable === undefined ? iterator.next() : abortable.next());
      if (done !== true) size += value.length;
      if (sizeHint !== undefined && (done === true ? size !== sizeHint : size > sizeHint))
        throw new WrongSize({ announced: sizeHint, sent: size });
      return done === true ? undefined : value;
    },
    size: () => size,
    close: () => {
      abortable?.forget();
      iterator.return?.().catch(() => undefined);
    },
  };
}

type Chunks = AsyncIterator<Uint8Array, unknown>;

function once(bytes: Uint8Array): Chunks {
  let rest: Uint8Array | undefined = bytes;
  return {
    next: async () => {
      const value = rest;
      rest = undefined;
      return value === undefined ? { done: true, value: undefined } : { done: false, value };
    },
  };
}

type Abortable = {
  readonly next: () => Promise<IteratorResult<Uint8Array, unknown>>;
  /** The signal may outlive the body, and must not hold it. */
  readonly forget: () => void;
};

/** One listener for all chunks: a race per chunk would add a reaction to the same promise each time. */
function untilAborted(iterator: Chunks, signal: AbortSignal): Abortable {
  let abort: ((reason: unknown) => void) | undefined;
  const onAbort = (): void => abort?.(signal.reason);
  signal.addEventListener("abort", onAbort);
  return {
    next: () =>
      new Promise((resolve, reject) => {
        abort = reject;
        iterator.next().then(resolve, reject);
      }),
    forget: () => signal.removeEventListener("abort", onAbort),
  };
}
