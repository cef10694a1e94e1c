import { decodeKey } from "@skylab/records";

/** The parts of a key that is made of texts alone. */
export const keyTexts = (key: Uint8Array): readonly string[] =>
  decodeKey(key).map((part) => {
    if (typeof part !== "string") throw new Error("A part of the key is no text.");
    return part;
  });
