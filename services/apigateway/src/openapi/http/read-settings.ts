import type { Cors } from "@aws-sdk/client-apigatewayv2";
import type { ApiMembers } from "../../domain/v2/api.ts";
import type { ApiDocument } from "../document.ts";
import { CORS_EXTENSION, TAG_VALUE_EXTENSION } from "../extensions.ts";
import { flagAt, isObject, type JsonObject, listAt, memberOf, numberAt, present, textAt, textsAt } from "../json.ts";

/** What a document says of an HTTP API as a whole; what it does not is not there. */
export type HttpSettings = ApiMembers & { readonly Tags: Record<string, string> };

export function readHttpSettings({ description, endpoint, root, title, version }: ApiDocument): HttpSettings {
  const cors = memberOf(root, CORS_EXTENSION);
  return {
    ...present({
      Name: title,
      Description: description,
      Version: version,
      CorsConfiguration: isObject(cors) ? readCors(cors) : undefined,
      DisableExecuteApiEndpoint: Object.hasOwn(endpoint, "disableExecuteApiEndpoint")
        ? flagAt(endpoint, "disableExecuteApiEndpoint")
        : undefined,
    }),
    Tags: readTags(root),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-cors-configuration.html */
const readCors = (cors: JsonObject): Cors =>
  present({
    AllowCredentials: Object.hasOwn(cors, "allowCredentials") ? flagAt(cors, "allowCredentials") : undefined,
    AllowHeaders: textsAt(cors, "allowHeaders"),
    AllowMethods: textsAt(cors, "allowMethods"),
    AllowOrigins: textsAt(cors, "allowOrigins"),
    ExposeHeaders: textsAt(cors, "exposeHeaders"),
    MaxAge: numberAt(cors, "maxAge"),
  });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-openapi-extensions-tag-value.html */
const readTags = (root: JsonObject): Record<string, string> =>
  Object.fromEntries(
    listAt(root, "tags")
      .filter(isObject)
      .flatMap((tag) => {
        const name = textAt(tag, "name");
        const value = textAt(tag, TAG_VALUE_EXTENSION);
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
  );
