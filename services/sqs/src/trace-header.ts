import type { Call } from "@skylab/service";

/** X-Ray's header of a request. SQS keeps it as AWSTraceHeader of the messages that the request sends. */
export function traceHeaderOf(call: Call): string | undefined {
  const header = call.head.headers["x-amzn-trace-id"];
  return typeof header === "string" ? header : undefined;
}
