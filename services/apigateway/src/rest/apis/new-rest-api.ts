import type { CreateRestApiRequest } from "@aws-sdk/client-api-gateway";
import type { Clock } from "@skylab/aws";
import { wholeSeconds } from "../../domain/whole-seconds.ts";
import { readEndpoint } from "../../domain/rest/rest-api.ts";
import type { StoredRestApi } from "../../domain/rest/snapshot.ts";
import type { RestApiAddress } from "../../store/rest-apis.ts";
import { readResourcePolicy } from "../../domain/rest/resource-policy.ts";

/** A REST API as it is asked for, with AWS's defaults. */
export function newRestApi(
  input: CreateRestApiRequest,
  { apiId, place }: RestApiAddress,
  { clock, rootResourceId }: { readonly clock: Clock; readonly rootResourceId: string },
): StoredRestApi {
  const { cloneFrom: _source, binaryMediaTypes = [], endpointConfiguration, policy, ...asked } = input;
  return {
    ...asked,
    id: apiId,
    createdDate: wholeSeconds(clock.now()),
    ...(binaryMediaTypes.length > 0 && { binaryMediaTypes }),
    apiKeySource: asked.apiKeySource ?? "HEADER",
    endpointConfiguration: readEndpoint(endpointConfiguration),
    ...(policy !== undefined && { policy: readResourcePolicy(policy, place, apiId) }),
    disableExecuteApiEndpoint: asked.disableExecuteApiEndpoint ?? false,
    rootResourceId,
  };
}
