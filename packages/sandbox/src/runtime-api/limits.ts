/** A response's, and an event's: 6 MB, and 100 bytes that AWS adds. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/** A streamed response's. https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
export const MAX_STREAMED_BYTES = 200 * 1024 * 1024;

/** Internal and external ones together. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html */
export const MAX_EXTENSIONS = 10;
