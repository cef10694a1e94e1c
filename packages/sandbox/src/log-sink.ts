import { type Identity, rootOf } from "@skylab/auth";
import type { LogBatch, LogSink } from "./port.ts";

/** What takes lines in somebody's name: `write` of packages/log-delivery. */
type WriteLines = (lines: Pick<LogBatch, "place" | "group" | "stream" | "events"> & { onBehalfOf: Identity }) => void;

/** Hands what functions write on, by the permissions of their roles. */
export const logSink =
  (write: WriteLines): LogSink =>
  ({ place, group, stream, events, identity }) =>
    write({ place, group, stream, events, onBehalfOf: identity ?? rootOf(place.account) });
