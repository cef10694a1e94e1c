import type { ServiceClaims } from "@skylab/service";
import { isForSqs } from "./claims.ts";

/** LocalStack's endpoint that shows messages. */
export const MESSAGES_PATH = "/_aws/sqs/messages";

/** Which requests are for SQS, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = { claims: isForSqs, controlPaths: [MESSAGES_PATH] };
