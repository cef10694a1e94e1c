import type { ProtocolType } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";

const METHODS = new Set(["ANY", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);

/** As AWS words it in its refusal. */
const PATH_PART = /^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$/;

/** @throws AwsError BadRequestException https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function checkRouteKey(key: string, protocol: ProtocolType): void {
  if (key === "") throw badRequest("Route key is required");
  if (protocol === "WEBSOCKET" || key === "$default") return;
  const [method = "", path = ""] = key.split(" ", 2);
  if (!METHODS.has(method) || !path.startsWith("/") || key !== `${method} ${path}`) {
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"',
    );
  }
  checkPath(path);
}

function checkPath(path: string): void {
  const parts = path === "/" ? [] : path.slice(1).split("/");
  if (!parts.every((part) => PATH_PART.test(part))) {
    throw badRequest(
      `One or more path parts appear to be invalid. Parts are validated against this regular expression: ${PATH_PART.source}`,
    );
  }
  const names = parts.flatMap((part) => /^\{(.+?)\+?\}$/.exec(part)?.[1] ?? []);
  // In words that nobody recorded from AWS, as the next.
  if (new Set(names).size < names.length) throw badRequest("Path parameter names must be unique");
  if (parts.slice(0, -1).some((part) => part.endsWith("+}"))) {
    throw badRequest("A greedy path variable must be the last part of the path");
  }
}
