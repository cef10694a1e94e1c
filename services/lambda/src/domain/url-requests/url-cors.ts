import type { StoredCors } from "../urls/url.ts";
import { type Headers, headerOf } from "./headers.ts";

/** Whether the web page that asks may see the answer. */
export const isAllowedOrigin = ({ AllowOrigins = [] }: StoredCors, origin: string): boolean =>
  AllowOrigins.includes("*") || AllowOrigins.includes(origin);

/** Whether a browser only asks if its page may. */
export const isPreflight = (method: string, headers: Headers): boolean =>
  method === "OPTIONS" && "origin" in headers && "access-control-request-method" in headers;

/**
 * The headers by which a browser shows its page an answer, or lets it ask.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export function urlCorsHeaders(cors: StoredCors, method: string, headers: Headers): Record<string, string> {
  const origin = headerOf(headers, "origin") ?? "";
  if (!isAllowedOrigin(cors, origin)) return {};
  const { AllowCredentials, AllowOrigins = [] } = cors;
  return {
    // No browser takes a star beside credentials.
    "access-control-allow-origin": AllowOrigins.includes("*") && !AllowCredentials ? "*" : origin,
    vary: "Origin",
    ...(AllowCredentials && { "access-control-allow-credentials": "true" }),
    ...(isPreflight(method, headers)
      ? preflightHeaders(cors)
      : listed("access-control-expose-headers", cors.ExposeHeaders)),
  };
}

const preflightHeaders = ({ AllowHeaders, AllowMethods, MaxAge }: StoredCors): Record<string, string> => ({
  ...listed("access-control-allow-methods", AllowMethods),
  ...listed("access-control-allow-headers", AllowHeaders),
  ...(MaxAge !== undefined && { "access-control-max-age": String(MaxAge) }),
});

const listed = (name: string, values: readonly string[] = []): Record<string, string> =>
  values.length === 0 ? {} : { [name]: values.join(",") };
