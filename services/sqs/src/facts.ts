import type { RequestHead } from "@skylab/protocol";
import type { ServiceClaims } from "@skylab/service";
import { isQueueHost, parseQueuePath } from "./domain/queue-url.ts";

/** LocalStack's endpoint that shows messages. */
export const MESSAGES_PATH = "/_aws/sqs/messages";

/** Which requests are for SQS, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = { claims: isForSqs, controlPaths: [MESSAGES_PATH] };

/** Whether a request is for SQS although only its address says so: an unsigned one to a queue URL, or to a host of LocalStack's. */
function isForSqs({ method, path, headers }: RequestHead): boolean {
  if (isQueueHost(headers.host ?? "")) return true;
  return (method === "POST" || method === "GET") && parseQueuePath(path) !== undefined;
}
