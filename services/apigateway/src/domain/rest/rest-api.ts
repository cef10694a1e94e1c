import type { CreateRestApiRequest, EndpointConfiguration, EndpointType, RestApi } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { PatchRule, PatchTable } from "../patch/patch-table.ts";
import { type JsonObject, valueAt, withValueAt } from "../patch/pointer.ts";
import { element, member, valueElement } from "../patch/rules.ts";
import { flag, integer, oneOf, text } from "../patch/values.ts";
import { namingOps } from "../patch/words.ts";
import { invalidOption } from "./errors.ts";
import type { StoredRestApi } from "./snapshot.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
const MAX_COMPRESSION_BYTES = 10_485_760;

const ENDPOINT_TYPES = ["REGIONAL", "EDGE", "PRIVATE"] as const;

/** @throws AwsError BadRequestException */
export function checkNewRestApi({ name, description, minimumCompressionSize: size }: CreateRestApiRequest): void {
  if (name === "") throw badRequest("Name cannot be empty");
  if (description === "") throw badRequest("Description cannot be an empty string");
  if (size !== undefined && (size < 0 || size > MAX_COMPRESSION_BYTES)) throw invalidCompression();
}

const invalidCompression = () =>
  badRequest(`Invalid minimum compression size, must be between 0 and ${MAX_COMPRESSION_BYTES}`);

/** Where an API is reached: what is asked for, with AWS's defaults. */
export function readEndpoint(asked: EndpointConfiguration = {}): EndpointConfiguration {
  const { types = ["EDGE"], ipAddressType, vpcEndpointIds } = asked;
  const ipv = ipAddressType ?? (types.includes("PRIVATE") ? "dualstack" : "ipv4");
  const endpoint: EndpointConfiguration = { types, ipAddressType: ipv, ...(vpcEndpointIds && { vpcEndpointIds }) };
  checkEndpoint(endpoint);
  return endpoint;
}

/** @throws AwsError BadRequestException */
function checkEndpoint({ types = [], ipAddressType }: EndpointConfiguration): void {
  if (types.length === 0) throw badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
  if (types.length > 1) throw badRequest("Cannot create an api with multiple Endpoint Types.");
  if (types.includes("PRIVATE") && ipAddressType !== "dualstack") {
    throw badRequest("Only dualstack ipAddressType is supported for Private APIs.");
  }
}

/** An API as it is told. */
export function describeRestApi({ createdDate, policy, ...api }: StoredRestApi): RestApi {
  return {
    ...api,
    ...(createdDate !== undefined && { createdDate: new Date(createdDate) }),
    // AWS tells policies as what stands between the quotes of a JSON string.
    ...(policy !== undefined && { policy: JSON.stringify(policy).slice(1, -1) }),
  };
}

const readType = oneOf(ENDPOINT_TYPES, () => invalidOption("EndpointTypes", ENDPOINT_TYPES));

/** Whatever of an endpoint's types the path names, the value is the type from now on: there is only one. */
const endpointType: PatchRule = {
  ...element(readType),
  apply: (api, patch) => {
    const { op, names, value } = patch;
    if (op === "replace") return withType(api, [String(readType(value, patch))]);
    const present = (valueAt(api, ["endpointConfiguration", "types"]) ?? []) as readonly string[]; // as: so it is kept.
    const named = names[0] ?? "";
    const others = present.filter((type) => type !== named);
    return withType(api, op === "add" ? [...others, String(readType(named, patch))] : others);
  },
};

function withType(api: JsonObject, types: readonly string[]): JsonObject {
  const typed = withValueAt(api, ["endpointConfiguration", "types"], types);
  return types.includes("PRIVATE")
    ? withValueAt(typed, ["endpointConfiguration", "ipAddressType"], "dualstack")
    : typed;
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const restApiPatches: PatchTable = {
  words: namingOps,
  paths: {
    "/name": member(text, "replace"),
    "/description": member(text, "replace", "remove"),
    "/version": member(text, "replace"),
    "/policy": member(text, "replace"),
    "/apiKeySource": member(
      oneOf(["HEADER", "AUTHORIZER"], () => invalidOption("ApiKeySourceType", ["HEADER", "AUTHORIZER"])),
      "replace",
    ),
    "/disableExecuteApiEndpoint": member(flag, "replace"),
    "/minimumCompressionSize": member(
      integer({ min: 0, max: MAX_COMPRESSION_BYTES, refused: invalidCompression, empty: true }),
      "replace",
    ),
    "/securityPolicy": member(text, "replace"),
    "/endpointAccessMode": member(text, "replace"),
    "/binaryMediaTypes/{type}": element(),
    "/endpointConfiguration/types/{type}": endpointType,
    "/endpointConfiguration/ipAddressType": member(
      oneOf(["ipv4", "dualstack"], () => badRequest("ipAddressType must be either ipv4 or dualstack.")),
      "replace",
    ),
    "/endpointConfiguration/vpcEndpointIds": valueElement(),
  },
};

/** @throws AwsError BadRequestException */
export function checkRestApi({ name, endpointConfiguration = {} }: StoredRestApi): void {
  if (name === undefined) throw badRequest("Name cannot be empty");
  checkEndpoint(endpointConfiguration);
}

/**
 * How many APIs of a type an account may have in a region: 600 that are regional or private, 120 for the edge.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const MOST_APIS: Readonly<Record<EndpointType, number>> = { EDGE: 120, REGIONAL: 600, PRIVATE: 600 };

/** Whether one more API of these types finds room beside those that there are. */
export function hasRoom(apis: readonly StoredRestApi[], [type]: readonly EndpointType[] = []): boolean {
  if (type === undefined) return true;
  const same = apis.filter(({ endpointConfiguration }) => endpointConfiguration?.types?.includes(type));
  return same.length < MOST_APIS[type];
}
