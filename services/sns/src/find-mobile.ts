import { isSamePlace } from "@skylab/aws";
import type { Call } from "@skylab/service";
import type { PlatformApplication } from "./domain/mobile/application.ts";
import {
  type ApplicationAddress,
  type EndpointAddress,
  readApplicationArn,
  readEndpointArn,
} from "./domain/mobile/arns.ts";
import { applicationDoesNotExist, endpointDoesNotExist } from "./domain/mobile/errors.ts";
import type { FoundEndpoint } from "./store/platform-endpoints.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * The application that a request is on. Nobody sees another account's or region's.
 * @throws AwsError NotFound, InvalidParameter
 */
export async function findApplication(arn: string, call: Call, store: SnsStore): Promise<PlatformApplication> {
  const address = ownApplication(arn, call);
  const application = address && (await store.platformApplications.find(address));
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
  return address !== undefined && isSamePlace(address.application.place, place) ? address : undefined;
}

/**
 * The application that an ARN names, if it can be one of the caller's.
 * @throws AwsError InvalidParameter
 */
export function ownApplication(arn: string, { place }: Call): ApplicationAddress | undefined {
  const address = readApplicationArn(arn);
  return address !== undefined && isSamePlace(address.place, place) ? address : undefined;
}
