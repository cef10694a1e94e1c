import type { RequestHead } from "@skylab/protocol";
import { isQueueHost, parseQueuePath } from "./domain/queue-url.ts";

/** Whether a request is for SQS although only its address says so: an unsigned one to a queue URL, or to a host of LocalStack's. */
export function isForSqs({ method, path, headers }: RequestHead): boolean {
  if (isQueueHost(headers.host ?? "")) return true;
  return (method === "POST" || method === "GET") && parseQueuePath(path) !== undefined;
}
