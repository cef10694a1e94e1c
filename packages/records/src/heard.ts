import type { Listener } from "./port.ts";

/** Told of what went wrong where nobody waits for an answer. */
export type OnFailure = (error: unknown) => void;

/** A listener as an engine calls it: an error of its own is not the commit's, nor of those who listen beside it. */
export const heardBy =
  (listener: Listener, onFailure: OnFailure): Listener =>
  (keys) => {
    try {
      listener(keys);
    } catch (error) {
      onFailure(error);
    }
  };

/** Where nobody is to be told it ends the process, as any error that nobody catches. */
export const uncaught: OnFailure = (error) => {
  queueMicrotask(() => {
    throw error;
  });
};
