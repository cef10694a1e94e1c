import { hash } from "node:crypto";

// 56 bytes in base64, as AWS's are: whole groups of the host's own, and the end of the request's id.
const HOST_BYTES = 39;
const REQUEST_BYTES = 17;

const HOST = hash("sha512", "Skylab", "buffer").toString("base64", 0, HOST_BYTES);

/** The other id of a request, which AWS calls its host. A hash of the whole would take longer than routing does. */
export const hostIdOf = (requestId: string): string =>
  HOST + Buffer.from(requestId.slice(-REQUEST_BYTES), "latin1").toString("base64");
