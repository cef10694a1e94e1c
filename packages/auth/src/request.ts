import type { IncomingHttpHeaders } from "node:http";

/** What a signature covers. Path and query are raw: as they came, percent-encoding kept. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
};
