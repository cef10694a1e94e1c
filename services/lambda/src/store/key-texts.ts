import { decodeKey } from "@skylab/records";

/** The parts of a key that are texts, in their order. */
export const keyTexts = (key: Uint8Array): readonly string[] =>
  decodeKey(key).filter((part) => typeof part === "string");

/** The first of them, by which most rows are known. */
export const firstText = (key: Uint8Array): string => keyTexts(key)[0] ?? "";
