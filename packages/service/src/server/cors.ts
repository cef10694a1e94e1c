import type { IncomingHttpHeaders } from "node:http";
import type { CorsVerdict } from "../exchange.ts";
import type { WireResponse } from "@skylab/protocol";
import { isLoopbackName } from "../loopback.ts";

/** Which web pages may talk to Skylab: those of this machine, and these origins; `*` lets all. */
export type CorsRules = { readonly allowedOrigins: readonly string[] };

/** Request headers that browsers may send: those that AWS's SDKs and LocalStack's users set. */
const ALLOWED_HEADERS = [
  "authorization",
  "cache-control",
  "content-length",
  "content-md5",
  "content-type",
  "etag",
  "location",
  "smithy-protocol",
  "x-amz-acl",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-request-id",
  "x-amz-security-token",
  "x-amz-tagging",
  "x-amz-target",
  "x-amz-user-agent",
  "x-amz-version-id",
  "x-amzn-requestid",
  "x-localstack-target",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
];
const ALLOWED_METHODS = "HEAD,GET,PUT,POST,DELETE,OPTIONS,PATCH";
const EXPOSED_HEADERS = [
  "etag",
  "x-amz-version-id",
  "x-amz-log-result",
  "x-amz-executed-version",
  "x-amz-function-error",
  "x-amzn-requestid",
  "x-amz-request-id",
  "x-amzn-query-error",
].join(",");
/** As SQS itself answers a preflight: two days. */
const MAX_AGE_SECONDS = "172800";

/** What a page that may not call is told. */
export const FOREIGN_PAGE = "Pages of this origin may not call: see SKYLAB_CORS_ORIGINS.\n";

/** By the frame's own rules, for a service that judges pages: what one gets that may not call, or only asks whether it may. */
export function answerToPage({ page }: { readonly page?: CorsVerdict | undefined }): Promise<WireResponse> | undefined {
  if (page === undefined || (page.allowed && !page.preflight)) return undefined;
  return Promise.resolve({ status: page.allowed ? 204 : 403, headers: {}, body: page.allowed ? "" : FOREIGN_PAGE });
}

/**
 * Judges a request that a web page sends. Pages of other sites are refused before anything is done: a plain form can
 * post a Query request to localhost without asking first.
 */
export function judgeOrigin(method: string | undefined, headers: IncomingHttpHeaders, rules: CorsRules): CorsVerdict {
  const origin = headers.origin ?? "";
  const preflight = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
  if (!isAllowed(origin, rules)) return { allowed: false, preflight, headers: { vary: "Origin" } };
  const answer: Record<string, string> = {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": EXPOSED_HEADERS,
  };
  if (preflight) {
    answer["access-control-allow-methods"] = ALLOWED_METHODS;
    answer["access-control-allow-headers"] = allowedHeaders(headers["access-control-request-headers"]);
    answer["access-control-max-age"] = MAX_AGE_SECONDS;
  }
  return { allowed: true, preflight, headers: answer };
}

function isAllowed(origin: string, rules: CorsRules): boolean {
  if (rules.allowedOrigins.includes("*") || rules.allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}

/** The usual ones, and of those asked for all that are AWS's own. */
function allowedHeaders(asked: string | undefined): string {
  const own = (asked ?? "").toLowerCase().split(/\s*,\s*/);
  const further = own.filter((name) => /^(?:x-amz-|x-amzn-|amz-sdk-)[a-z0-9-]+$/.test(name));
  return [...new Set([...ALLOWED_HEADERS, ...further])].join(",");
}
