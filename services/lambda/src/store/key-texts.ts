import { keyTexts } from "@skylab/records";

export { keyTexts };

/** The first text of a key, by which most rows are known. */
export const firstText = (key: Uint8Array): string => keyTexts(key)[0] ?? "";
