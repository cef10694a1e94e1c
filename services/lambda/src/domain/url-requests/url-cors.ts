import type { IncomingHttpHeaders } from "node:http";
import type { StoredCors } from "../urls/url.ts";

/** Whether the web page that asks may see the answer. */
export function isAllowedOrigin({ AllowOrigins = [] }: StoredCors, origin: string): boolean {
  return AllowOrigins.includes("*") || AllowOrigins.includes(origin);
}

/** Whether a browser only asks if its page may. */
export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;

/**
 * The headers by which a browser shows its page an answer, or lets it ask.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export function urlCorsHeaders(cors: StoredCors, method: string, headers: IncomingHttpHeaders): Record<string, string> {
  const { origin = "" } = headers;
  const {
    AllowCredentials,
    AllowHeaders = [],
    AllowMethods = [],
    AllowOrigins = [],
    ExposeHeaders = [],
    MaxAge,
  } = cors;
  if (!isAllowedOrigin(cors, origin)) return {};
  const own = {
    // No browser takes a star beside credentials.
    "access-control-allow-origin": AllowOrigins.includes("*") && !AllowCredentials ? "*" : origin,
    vary: "Origin",
    ...(AllowCredentials && { "access-control-allow-credentials": "true" }),
  };
  if (!isPreflight(method, headers)) {
    return { ...own, ...(ExposeHeaders.length > 0 && { "access-control-expose-headers": ExposeHeaders.join(",") }) };
  }
  return {
    ...own,
    ...(AllowMethods.length > 0 && { "access-control-allow-methods": AllowMethods.join(",") }),
    ...(AllowHeaders.length > 0 && { "access-control-allow-headers": AllowHeaders.join(",") }),
    ...(MaxAge !== undefined && { "access-control-max-age": String(MaxAge) }),
  };
}
