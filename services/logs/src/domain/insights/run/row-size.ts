import type { Row } from "../records/row.ts";

/** What a row holds beside its texts, about. */
const ROW_CHARS = 200;

export const charsOf = (row: Row): number => ROW_CHARS + (row.event?.message.length ?? 0) + row.madeChars;
