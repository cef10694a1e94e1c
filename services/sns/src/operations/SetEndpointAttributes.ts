import { endpointArn } from "../domain/mobile/arns.ts";
import { changeEndpoint } from "../domain/mobile/endpoint.ts";
import { endpointDoesNotExist, endpointExists } from "../domain/mobile/errors.ts";
import { findEndpoint } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
export const SetEndpointAttributes: Operation<"SetEndpointAttributes"> = async (
  { EndpointArn: arn, Attributes: attributes },
  call,
  store,
): Promise<Record<string, never>> => {
  const { application, id } = await findEndpoint(arn, call, store);
  const outcome = await store.platformEndpoints.change({ application, id }, (row) =>
    changeEndpoint(row, application.platform, attributes),
  );
  if (outcome === undefined) throw endpointDoesNotExist();
  if ("inTheWay" in outcome) throw endpointExists(endpointArn(outcome.inTheWay));
  return {};
};
