import { decodeKey } from "@skylab/records";

/** The parts of a key that is made of texts. */
export const keyTexts = (key: Uint8Array): readonly string[] =>
  decodeKey(key).filter((part) => typeof part === "string");
