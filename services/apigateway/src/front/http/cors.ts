import type { Cors } from "@aws-sdk/client-apigatewayv2";
import type { WireResponse } from "@skylab/protocol";
import type { MultiValues } from "../api-request.ts";

/** Whether a browser asks if its page may ask. */
export const isPreflight = (method: string, headers: MultiValues): boolean =>
  method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export const preflightAnswer = (cors: Cors, headers: MultiValues): WireResponse => ({
  status: 204,
  headers: preflightHeaders(cors, headers),
  body: "",
});

function preflightHeaders(cors: Cors, headers: MultiValues): Record<string, string> {
  const origin = allowedOrigin(cors, headers);
  if (origin === undefined) return {};
  return {
    ...originHeaders(cors, origin),
    ...listed("access-control-allow-methods", cors.AllowMethods),
    ...listed("access-control-allow-headers", cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
  };
}

/** The answer of an integration with the API's headers of CORS in place of its own. */
export function withCors(answer: WireResponse, cors: Cors, headers: MultiValues): WireResponse {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-"));
  const origin = allowedOrigin(cors, headers);
  const added =
    origin === undefined
      ? {}
      : { ...originHeaders(cors, origin), ...listed("access-control-expose-headers", cors.ExposeHeaders) };
  return { ...answer, headers: { ...Object.fromEntries(own), ...added } };
}

/** What stands for the page's origin in the answer; `undefined`: none is asked of, or it may not see it. */
function allowedOrigin({ AllowCredentials, AllowOrigins = [] }: Cors, headers: MultiValues): string | undefined {
  const origin = headers.get("origin")?.[0];
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes("*")) return AllowCredentials ? origin : "*";
  return AllowOrigins.some((allowed) => matches(allowed, origin)) ? origin : undefined;
}

/** `https://*` and `http://*` are origins of any host. */
const matches = (allowed: string, origin: string): boolean =>
  allowed.endsWith("://*") ? origin.startsWith(allowed.slice(0, -1)) : allowed.toLowerCase() === origin.toLowerCase();

const originHeaders = ({ AllowCredentials }: Cors, origin: string): Record<string, string> => ({
  "access-control-allow-origin": origin,
  ...(origin !== "*" && { vary: "Origin" }),
  ...(AllowCredentials && { "access-control-allow-credentials": "true" }),
});

const listed = (name: string, values: readonly string[] = []): Record<string, string> =>
  values.length === 0 ? {} : { [name]: values.join(",") };
