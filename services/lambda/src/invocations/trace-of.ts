import type { Call } from "@skylab/service";
import { newTrace, TRACE_HEADER } from "../domain/invocations/trace.ts";

/** The trace that a request belongs to: the client's, or a new one. */
export function traceOf({ clock, head, ids }: Pick<Call, "clock" | "head" | "ids">): string {
  const sent = head.headers[TRACE_HEADER];
  return typeof sent === "string" && sent.includes("Root=") ? sent : newTrace(clock, ids);
}
