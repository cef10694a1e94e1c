import type { Row } from "../records/row.ts";

/** What a row holds beside its message, about. */
const ROW_CHARS = 200;

export const charsOf = ({ event }: Row): number => ROW_CHARS + (event?.message.length ?? 0);
