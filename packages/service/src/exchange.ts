import type { IncomingMessage } from "node:http";
import type { RequestHead } from "@skylab/protocol";

/** One HTTP request on its way through a service, before anything of it is understood. */
export type Exchange = {
  readonly head: RequestHead;
  /** Where the body comes from. */
  readonly request: IncomingMessage;
  /** Scheme and Host as the client used them. */
  readonly endpoint: string;
  readonly sourceIp: string;
  /** What the frame's own rules say of the web page that asks, for a service that judges them itself. */
  readonly page?: CorsVerdict | undefined;
  /** Aborted when the client goes away or the server stops; made when somebody first asks for it. */
  readonly signal: AbortSignal;
};

/** What CORS says of a request with an `Origin`. */
export type CorsVerdict = {
  readonly allowed: boolean;
  /** The browser only asks: answer with the headers and nothing else. */
  readonly preflight: boolean;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
};
