import type { Cors } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";

const METHODS = new Set(["*", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);

/** `https://example.com`, `http://localhost:3000`; with a star for all hosts of a scheme. */
const ORIGIN = /^(?:\*|[a-z][a-z0-9+.-]*:\/\/(?:\*|[^/?#\s]+))$/i;

/** @throws AwsError BadRequestException https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export function checkCors({ AllowCredentials, AllowMethods = [], AllowOrigins = [] }: Cors): void {
  if (AllowCredentials === true && AllowOrigins.includes("*")) {
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
  }
  // In words that nobody recorded from AWS, as those of methods.
  const origin = AllowOrigins.find((one) => !ORIGIN.test(one));
  if (origin !== undefined) throw badRequest(`Invalid format for origin: ${origin}`);
  const method = AllowMethods.find((one) => !METHODS.has(one));
  if (method !== undefined) throw badRequest(`Invalid method specified: ${method}`);
}
