import type { CreateEndpointResponse } from "@aws-sdk/client-sns";
import { endpointArn } from "../domain/mobile/arns.ts";
import { endpointIdOf, isSameEndpoint, newEndpoint } from "../domain/mobile/endpoint.ts";
import { applicationDoesNotExist, endpointExists } from "../domain/mobile/errors.ts";
import { findApplication } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html */
export const CreatePlatformEndpoint: Operation<"CreatePlatformEndpoint"> = async (
  input,
  call,
  store,
): Promise<CreateEndpointResponse> => {
  const application = await findApplication(input.PlatformApplicationArn, call, store);
  const row = newEndpoint(application, input);
  // The first is taken where its endpoint has got another token since.
  const ids = [endpointIdOf(application, row.attributes["Token"] ?? ""), call.ids.uuid()];
  const outcome = await store.platformEndpoints.create(application, { row, ids });
  if (outcome === undefined) throw applicationDoesNotExist();
  if ("kept" in outcome) return { EndpointArn: endpointArn(outcome.kept) };
  const existing = endpointArn(outcome.inTheWay);
  if (!isSameEndpoint(outcome.inTheWay.row, row)) throw endpointExists(existing);
  return { EndpointArn: existing };
};
