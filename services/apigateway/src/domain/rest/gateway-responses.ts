import type { GatewayResponse, GatewayResponseType } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { entry, member } from "../patch/rules.ts";
import { nonEmpty, text } from "../patch/values.ts";
import { namingThePath } from "../patch/words.ts";
import { noSuchContentType, noSuchParameter } from "./errors.ts";
import type { StoredGatewayResponse } from "./snapshot.ts";

/**
 * The status of each gateway response that nobody has changed; the two general ones leave the status as it comes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const GATEWAY_RESPONSE_STATUS: Readonly<Record<GatewayResponseType, string | undefined>> = {
  ACCESS_DENIED: "403",
  API_CONFIGURATION_ERROR: "500",
  AUTHORIZER_CONFIGURATION_ERROR: "500",
  AUTHORIZER_FAILURE: "500",
  BAD_REQUEST_BODY: "400",
  BAD_REQUEST_PARAMETERS: "400",
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: "403",
  INTEGRATION_FAILURE: "504",
  INTEGRATION_TIMEOUT: "504",
  INVALID_API_KEY: "403",
  INVALID_SIGNATURE: "403",
  MISSING_AUTHENTICATION_TOKEN: "403",
  QUOTA_EXCEEDED: "429",
  REQUEST_TOO_LARGE: "413",
  RESOURCE_NOT_FOUND: "404",
  THROTTLED: "429",
  UNAUTHORIZED: "401",
  UNSUPPORTED_MEDIA_TYPE: "415",
  WAF_FILTERED: "403",
};

/** The body of every gateway response that nobody has changed. */
const GATEWAY_RESPONSE_TEMPLATES: Readonly<Record<string, string>> = {
  "application/json": '{"message":$context.error.messageString}',
};

/** A gateway response as AWS has it where nobody has changed anything. */
export function defaultGatewayResponse(responseType: GatewayResponseType): StoredGatewayResponse {
  const statusCode = GATEWAY_RESPONSE_STATUS[responseType];
  return {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: {},
    responseTemplates: { ...GATEWAY_RESPONSE_TEMPLATES },
    defaultResponse: true,
  };
}

/** What an API has changed for a gateway response: itself, or else the general one of its kind. */
export function changedGatewayResponse(
  responseType: GatewayResponseType,
  changed: readonly StoredGatewayResponse[],
): StoredGatewayResponse | undefined {
  const isFault = responseType === "DEFAULT_5XX" || GATEWAY_RESPONSE_STATUS[responseType]?.startsWith("5") === true;
  const general = isFault ? "DEFAULT_5XX" : "DEFAULT_4XX";
  const find = (type: GatewayResponseType) => changed.find((response) => response.responseType === type);
  return find(responseType) ?? find(general);
}

/** A gateway response as an API has it: as it has changed it, or as AWS has it. */
export function gatewayResponseOf(
  responseType: GatewayResponseType,
  changed: readonly StoredGatewayResponse[],
): StoredGatewayResponse {
  const found = changedGatewayResponse(responseType, changed);
  if (found?.responseType === responseType) return found;
  return { ...defaultGatewayResponse(responseType), ...found, responseType, defaultResponse: true };
}

/** All gateway responses of an API, in AWS's order. */
export const gatewayResponsesOf = (changed: readonly StoredGatewayResponse[]): readonly GatewayResponse[] =>
  Object.keys(GATEWAY_RESPONSE_STATUS).map(
    (type) => gatewayResponseOf(type as GatewayResponseType, changed), // as: the keys of the table are all types.
  );

const nonEmptyIn = (list: string) => nonEmpty(() => badRequest(`Invalid null or empty value in ${list}`));

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const gatewayResponsePatches: PatchTable = {
  words: namingThePath,
  paths: {
    "/statusCode": member(text, "replace"),
    "/responseParameters/{name}": entry(nonEmptyIn("responseParameters"), { missing: noSuchParameter }),
    "/responseTemplates/{type}": entry(nonEmptyIn("responseTemplates"), { missing: noSuchContentType }),
  },
};
