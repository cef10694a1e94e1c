import type { MultiValues } from "./api-request.ts";

/** What REST APIs take from every request before anybody sees it: AWS's, as recorded. */
const TAKEN: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** The headers of a request as methods see them: by their names in lower case. */
export const seenHeaders = (headers: MultiValues): MultiValues => without(headers, TAKEN);

/** And under their own names, in AWS's order: whatever the case. */
export function eventHeaders(namedHeaders: MultiValues): MultiValues {
  const names = [...namedHeaders.keys()].map((name) => [name, name.toLowerCase()] as const);
  names.sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  const headers = new Map<string, readonly string[]>();
  for (const [name, lower] of names) {
    if (!TAKEN.has(lower)) headers.set(AS_AWS_WRITES.get(lower) ?? name, namedHeaders.get(name) ?? []);
  }
  return headers;
}

/** Of HTTP/2's clients, too, who write all names in lower case. */
const AS_AWS_WRITES: ReadonlyMap<string, string> = new Map([
  ["host", "Host"],
  ["user-agent", "User-Agent"],
]);

/** What HTTP proxies do not hand on beyond that. The host is the endpoint's. */
const NOT_PROXIED: ReadonlySet<string> = new Set(["content-encoding", "host", "via", "x-amzn-trace-id"]);

/** The headers that an HTTP proxy hands on, under their own names. */
export function proxiedHeaders(namedHeaders: MultiValues): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  for (const [name, values] of namedHeaders) {
    const lower = name.toLowerCase();
    if (!TAKEN.has(lower) && !NOT_PROXIED.has(lower)) for (const value of values) headers.push([name, value]);
  }
  return headers;
}

function without(headers: MultiValues, names: ReadonlySet<string>): MultiValues {
  const kept = new Map<string, readonly string[]>();
  for (const [name, values] of headers) if (!names.has(name)) kept.set(name, values);
  return kept;
}
