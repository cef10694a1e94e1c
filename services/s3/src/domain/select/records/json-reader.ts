import type { Value } from "../evaluate/values.ts";

/** Makes records of text that comes piece by piece: `write` gives those that have ended, `end` what is left. */
export type JsonReader = {
  readonly write: (text: string) => Generator<Value>;
  readonly end: () => Generator<Value>;
};
