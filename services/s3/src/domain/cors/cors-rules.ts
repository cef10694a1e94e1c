import type * as sdk from "@aws-sdk/client-s3";
import { printable } from "../printable.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html

/** What a web page asks to do. */
export type PageRequest = {
  readonly origin: string;
  /** Of the request that a preflight is for. */
  readonly method: string;
  /** In lower case: what the page wants to send beyond what every page may. */
  readonly headers: readonly string[];
};

type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads what a page asks from the headers of its request, or of its preflight; `undefined` where no page does. */
export function readPageRequest(method: string, headers: RequestHeaders): PageRequest | undefined {
  const { origin } = headers;
  if (typeof origin !== "string") return undefined;
  // S3 heeds these two on requests that are no preflight, too.
  const asked = headers["access-control-request-method"];
  const names = headers["access-control-request-headers"]?.toString() ?? "";
  return {
    origin,
    method: typeof asked === "string" ? asked : method,
    headers: names
      .toLowerCase()
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  };
}

/** The first rule that lets a page do what it asks for. */
export const matchingRule = (rules: readonly sdk.CORSRule[], request: PageRequest): sdk.CORSRule | undefined =>
  rules.find(
    (rule) =>
      (rule.AllowedMethods ?? []).includes(request.method) &&
      originOf(rule, request) !== undefined &&
      request.headers.every((name) => (rule.AllowedHeaders ?? []).some((allowed) => matches(allowed, name))),
  );

/** The origin of a rule that the page's is; the match of origins is one of texts. */
const originOf = (rule: sdk.CORSRule, { origin }: PageRequest): string | undefined =>
  (rule.AllowedOrigins ?? []).find((allowed) => matchesWildcard(allowed, origin));

const matches = (allowed: string, header: string): boolean => matchesWildcard(allowed.toLowerCase(), header);

/** A pattern has one `*` at most. */
function matchesWildcard(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** What an answer tells the browser by a rule, to a preflight and to the request itself alike. */
export function corsHeaders(rule: sdk.CORSRule, request: PageRequest): Readonly<Record<string, string>> {
  const isForAll = originOf(rule, request) === "*";
  const { ExposeHeaders: exposed = [], MaxAgeSeconds: maxAge } = rule;
  return {
    "access-control-allow-origin": isForAll ? "*" : request.origin,
    "access-control-allow-methods": (rule.AllowedMethods ?? []).join(", "),
    ...(request.headers.length > 0 && { "access-control-allow-headers": request.headers.join(", ") }),
    ...(exposed.length > 0 && { "access-control-expose-headers": printable(exposed.join(", ")) }),
    ...(maxAge !== undefined && { "access-control-max-age": String(maxAge) }),
    ...(!isForAll && { "access-control-allow-credentials": "true" }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}
