import type { Call } from "@skylab/service";
import type { PlatformApplication } from "./domain/mobile/application.ts";
import { type EndpointAddress, readApplicationArn, readEndpointArn } from "./domain/mobile/arns.ts";
import { applicationDoesNotExist, endpointDoesNotExist } from "./domain/mobile/errors.ts";
import type { FoundEndpoint } from "./store/platform-endpoints.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * The application that a request is on. Nobody sees another account's or region's.
 * @throws AwsError NotFound, InvalidParameter
 */
export async function findApplication(arn: string, { place }: Call, store: SnsStore): Promise<PlatformApplication> {
  const address = readApplicationArn(arn);
  const isOwn = address?.place.account === place.account && address.place.region === place.region;
  const application = isOwn ? await store.platformApplications.find(address) : undefined;
  if (application === undefined) throw applicationDoesNotExist();
  return application;
}

/** @throws AwsError NotFound, InvalidParameter */
export async function findEndpoint(arn: string, call: Call, store: SnsStore): Promise<FoundEndpoint> {
  const address = ownEndpoint(arn, call);
  const endpoint = address && (await store.platformEndpoints.find(address));
  if (endpoint === undefined) throw endpointDoesNotExist();
  return endpoint;
}

/**
 * The endpoint that an ARN names, if it can be one of the caller's.
 * @throws AwsError InvalidParameter
 */
export function ownEndpoint(arn: string, { place }: Call, parameter?: string): EndpointAddress | undefined {
  const address = readEndpointArn(arn, parameter);
  const own = address?.application.place;
  return own?.account === place.account && own.region === place.region ? address : undefined;
}
