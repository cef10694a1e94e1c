import type { IncomingMessage } from "node:http";
import { GATEWAY_HEADER, isOwnHeader } from "@skylab/service";

/**
 * What belongs to one connection and not to the request, beside what `Connection` itself names.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 * `Expect` is answered here, by Node.
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers of a request as they are forwarded: each as it came, in its order, but for what belongs to the connection
 * and what only Skylab says of itself;
 * `X-Forwarded-For`, and `proof`, by which the service knows the client's address.
 */
export function requestHeaders({ rawHeaders, headers }: IncomingMessage, client: string, proof: string): string[] {
  const forwardedFor = headers["x-forwarded-for"];
  const mayExtend = !isSigned("x-forwarded-for", headers.authorization);
  const named = namedBy(headers.connection);
  const forwarded: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = [rawHeaders[i], rawHeaders[i + 1]];
    const lowerCase = name.toLowerCase();
    if (HOP_BY_HOP.has(lowerCase) || named.has(lowerCase) || isOwnHeader(lowerCase)) continue;
    if (lowerCase === "x-forwarded-for" && mayExtend) continue;
    forwarded.push(name, value);
  }
  if (mayExtend) {
    const before = forwardedFor === undefined ? "" : `${String(forwardedFor)}, `;
    forwarded.push("X-Forwarded-For", `${before}${client}`);
  }
  forwarded.push(GATEWAY_HEADER, proof);
  return forwarded;
}

const NONE: ReadonlySet<string> = new Set();

/** The headers that end here by the client's own word; none where it only says whether it keeps the connection. */
function namedBy(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || KEEPS_OR_NOT.test(connection)) return NONE;
  const names = connection.split(",").map((name) => name.trim().toLowerCase());
  return new Set(names.filter((name) => MAY_BE_NAMED.test(name)));
}

const KEEPS_OR_NOT = /^(?:keep-alive|close)$/i;

/**
 * What is the client's own invention. By what HTTP and AWS define (`Host`, `Authorization`, `X-Amz-Target` …) the gateway has
 * decided what the request is; a service that did not see it would take it for another.
 */
const MAY_BE_NAMED = /^x-(?!amz|apigw-)/;

/** Whether a header's value is part of what the client signed. A URL's signature may cover it only if the client sent it. */
const isSigned = (name: string, authorization: string | undefined): boolean =>
  authorization !== undefined && /SignedHeaders=([^,\s]*)/.exec(authorization)?.[1]?.split(";").includes(name) === true;

/** The headers of an answer as they go back: undici gives names and values in turn, as bytes. */
export function answerHeaders(raw: readonly (Buffer | string)[]): string[] {
  const headers: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = latin1(raw[i]);
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.push(name, latin1(raw[i + 1]));
  }
  return headers;
}

const latin1 = (part: Buffer | string | undefined): string =>
  typeof part === "string" ? part : (part?.toString("latin1") ?? "");
