import { textOf, Timestamp } from "../values/value.ts";
import { type QueriedEvent, Row } from "./row.ts";

/** All that an event has, as texts; times in milliseconds since the epoch. */
export const recordOf = (event: QueriedEvent): Record<string, string> =>
  Object.fromEntries(
    Array.from(new Row(event).fields(), ([name, value]) => [
      name,
      value instanceof Timestamp ? String(value.at) : textOf(value),
    ]),
  );
