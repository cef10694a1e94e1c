import type { IncomingMessage } from "node:http";
import { GATEWAY_HEADER } from "@skylab/service";

/**
 * What belongs to one connection and not to the request. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 * `Expect` is answered here, by Node; no SDK signs any of them.
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "expect",
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
 * The headers of a request as they are forwarded: each as it came, in its order, but for what belongs to the connection;
 * `X-Forwarded-For`, and `proof`, by which the service knows the client's address.
 */
export function requestHeaders({ rawHeaders, headers }: IncomingMessage, client: string, proof: string): string[] {
  const forwardedFor = headers["x-forwarded-for"];
  const mayExtend = !isSigned("x-forwarded-for", headers.authorization);
  const forwarded: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = [rawHeaders[i], rawHeaders[i + 1]];
    const lowerCase = name.toLowerCase();
    if (HOP_BY_HOP.has(lowerCase) || lowerCase === GATEWAY_HEADER) continue;
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
