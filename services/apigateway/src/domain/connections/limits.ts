import type { RateLimit } from "../throttling/token-bucket.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html

/** Of a message, either way. */
export const MAX_MESSAGE_BYTES = 128 * 1024;

/** Without a frame from the client or a message to it. */
export const IDLE_MS = 10 * 60_000;

export const LIFETIME_MS = 2 * 60 * 60_000;

/** Of an account in a region. */
export const NEW_CONNECTIONS: RateLimit = { rate: 500, burst: 500 };

export const MAX_TIMEOUT_MS = 29_000;

// Of our own; AWS tells none.

/** What may wait for a client to take it, beyond which a message to it is refused. */
export const MAX_BUFFERED_BYTES = 8 * MAX_MESSAGE_BYTES;

/** Messages of a client that wait for those before them: then no more is read of it. */
export const MAX_WAITING_MESSAGES = 16;

/** A client that does not answer a close frame is cut off. */
export const CLOSE_WITHIN_MS = 5_000;
