import { ownEndpoint } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/**
 * Who deletes what is not there is not told.
 * https://docs.aws.amazon.com/sns/latest/api/API_DeleteEndpoint.html
 */
export const DeleteEndpoint: Operation<"DeleteEndpoint"> = async (
  { EndpointArn: arn },
  call,
  store,
): Promise<Record<string, never>> => {
  const address = ownEndpoint(arn, call);
  if (address !== undefined) await store.platformEndpoints.remove(address);
  return {};
};
