/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** "Total combined size of request line and header values": the same page. */
export const MAX_HEAD_BYTES = 10_240;
