import type { ServiceClaims } from "@skylab/service";

/** LocalStack's endpoint that deletes the items whose time to live has passed. */
export const EXPIRED_PATH = "/_aws/dynamodb/expired";

/** Which requests are for DynamoDB, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = { controlPaths: [EXPIRED_PATH] };
