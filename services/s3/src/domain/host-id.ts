import { hash } from "node:crypto";

const HOST_ID_BYTES = 56;

/** The other id of a request, which AWS calls its host: 56 bytes in base64. */
export const hostIdOf = (requestId: string): string =>
  hash("sha512", requestId, "buffer").subarray(0, HOST_ID_BYTES).toString("base64");
