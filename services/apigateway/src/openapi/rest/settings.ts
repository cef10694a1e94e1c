import type { CreateRestApiRequest, EndpointConfiguration, EndpointType, PutMode } from "@aws-sdk/client-api-gateway";
import type { Place } from "@skylab/aws";
import { badRequest } from "../../domain/errors.ts";
import { checkNewRestApi, readEndpoint } from "../../domain/rest/rest-api.ts";
import { readResourcePolicy } from "../../domain/rest/resource-policy.ts";
import type { StoredRestApi } from "../../domain/rest/snapshot.ts";
import type { RestSettings } from "./definition.ts";

/** What a request to import says beside the document: https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export type ImportParameters = Readonly<Record<string, string>>;

/** An API that a document asks for. @throws AwsError BadRequestException */
export function creationOf(settings: RestSettings, parameters: ImportParameters = {}): CreateRestApiRequest {
  const { name = "", vpcEndpointIds: _ids, ...others } = settings;
  const endpointConfiguration = endpointOf(settings, parameters);
  const asked = { ...others, name, ...(endpointConfiguration !== undefined && { endpointConfiguration }) };
  checkNewRestApi(asked);
  return asked;
}

/** What documents and parameters say of where an API is reached. */
function endpointOf(
  { vpcEndpointIds }: RestSettings,
  { endpointConfigurationTypes: types }: ImportParameters,
): EndpointConfiguration | undefined {
  if (types === undefined && vpcEndpointIds === undefined) return undefined;
  return {
    ...(types !== undefined && { types: types.split(",").map((type) => typeOf(type.trim())) }),
    ...(vpcEndpointIds !== undefined && { vpcEndpointIds }),
  };
}

const TYPES = ["EDGE", "REGIONAL", "PRIVATE"] as const;

function typeOf(said: string): EndpointType {
  const type = TYPES.find((one) => one === said);
  // Not recorded from AWS.
  if (type === undefined) throw badRequest(`Invalid endpoint configuration type specified: ${said}`);
  return type;
}

export type SettingsPut = {
  readonly settings: RestSettings;
  readonly mode: PutMode;
  readonly place: Place;
  readonly parameters: ImportParameters;
};

/** An API after a document was put upon it. @throws AwsError BadRequestException */
export function withSettings(api: StoredRestApi, { mode, parameters, place, settings }: SettingsPut): StoredRestApi {
  const { name = api.name ?? "", policy, vpcEndpointIds: _ids, binaryMediaTypes = [], ...others } = settings;
  checkNewRestApi({ ...others, name });
  const endpoint = endpointOf(settings, parameters);
  return {
    ...(mode === "overwrite" ? bare(api) : api),
    ...others,
    name,
    ...(binaryMediaTypes.length > 0 && { binaryMediaTypes }),
    ...(policy !== undefined && { policy: readResourcePolicy(policy, place, api.id) }),
    ...(endpoint !== undefined && { endpointConfiguration: readEndpoint({ ...withTypes(api), ...endpoint }) }),
  };
}

const withTypes = ({ endpointConfiguration: { types } = {} }: StoredRestApi): EndpointConfiguration =>
  types === undefined ? {} : { types };

/** An API without what a document may say of one, but where it is reached. */
function bare(api: StoredRestApi): StoredRestApi {
  const { binaryMediaTypes: _1, description: _2, minimumCompressionSize: _3, policy: _4, version: _5, ...rest } = api;
  return { ...rest, apiKeySource: "HEADER" };
}
