import type { DocumentationPartLocation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";

export type ReadPart = { readonly location: DocumentationPartLocation; readonly properties: string };

/**
 * The parts that an OpenAPI file documents an API by, in its `x-amazon-apigateway-documentation`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-documentation.html
 * @throws AwsError BadRequestException
 */
export function readDocumentation(document: Readonly<Record<string, unknown>>): readonly ReadPart[] {
  const parts = membersOf(document["x-amazon-apigateway-documentation"])["documentationParts"];
  if (!Array.isArray(parts)) return [];
  return parts.map((part: unknown) => {
    const { location, properties = {} } = membersOf(part);
    return { location: readLocation(location), properties: JSON.stringify(properties) };
  });
}

const TYPES = [
  "API",
  "AUTHORIZER",
  "METHOD",
  "MODEL",
  "PATH_PARAMETER",
  "QUERY_PARAMETER",
  "REQUEST_BODY",
  "REQUEST_HEADER",
  "RESOURCE",
  "RESPONSE",
  "RESPONSE_BODY",
  "RESPONSE_HEADER",
] as const;

function readLocation(location: unknown): DocumentationPartLocation {
  const named = membersOf(location);
  const type = TYPES.find((one) => one === named["type"]);
  if (type === undefined) throw badRequest("Invalid documentation part location specified.");
  const others = ["path", "method", "statusCode", "name"] as const;
  const texts = others.flatMap((member) => {
    const value = named[member];
    return typeof value === "string" || typeof value === "number" ? [[member, String(value)]] : [];
  });
  return { type, ...Object.fromEntries(texts) };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
