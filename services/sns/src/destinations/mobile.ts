import type { AwsError } from "@skylab/aws";
import { DELIVERED, type Delivery, type Destination, type Failure } from "../domain/delivery/delivery.ts";
import { endpointArn, parseEndpointArn } from "../domain/mobile/arns.ts";
import { isEnabled } from "../domain/mobile/endpoint.ts";
import { applicationIsDisabled, endpointDoesNotExist, endpointIsDisabled } from "../domain/mobile/errors.ts";
import { type DirectMessage, payloadFor } from "../domain/mobile/payload.ts";
import type { FoundEndpoint } from "../store/platform-endpoints.ts";
import type { SnsStore } from "../store/store.ts";
import { originOf, type Origin } from "./origin.ts";

type Parts = Pick<SnsStore, "platformEndpoints" | "pushMessages">;

/** Devices: what they would get is recorded, and nothing goes to Apple, Google and Amazon. */
export const mobileDestination = (store: Parts): Destination => ({
  deliver: async (delivery) => {
    // Who subscribes an endpoint of their own is asked nothing, so these come to no device.
    if (delivery.content.type !== "Notification") return DELIVERED;
    const endpoint = await findSubscribed(delivery, store);
    if (endpoint === undefined) return failure(endpointDoesNotExist());
    const refusal = refusalOf(endpoint);
    if (refusal !== undefined) return failure(refusal);
    await push(endpoint, delivery.content.publication, { origin: originOf(delivery), store });
    return DELIVERED;
  },
});

/** Why nothing can be sent to an endpoint, or `undefined` where it can. */
export function refusalOf(endpoint: FoundEndpoint): AwsError | undefined {
  if (!isEnabled(endpoint.application)) return applicationIsDisabled();
  return isEnabled(endpoint) ? undefined : endpointIsDisabled();
}

/** Hands a message to a device. */
export async function push(
  endpoint: FoundEndpoint,
  message: DirectMessage,
  { origin = {}, store }: { readonly origin?: Origin; readonly store: Pick<SnsStore, "pushMessages"> },
): Promise<void> {
  const { place, platform } = endpoint.application;
  await store.pushMessages.record(place, {
    to: endpointArn(endpoint),
    id: message.id,
    text: payloadFor(platform, message),
    isStructured: message.messages !== undefined,
    ...(message.subject !== undefined && { subject: message.subject }),
    attributes: message.attributes,
    ...origin,
  });
}

/** The endpoint, if it is the subscriber's own. */
async function findSubscribed({ subscriber }: Delivery, store: Parts): Promise<FoundEndpoint | undefined> {
  const address = parseEndpointArn(subscriber.endpoint);
  if (address?.application.place.account !== subscriber.owner) return undefined;
  return store.platformEndpoints.find(address);
}

/** What is wrong with an endpoint does not pass by itself. */
const failure = ({ code, message }: AwsError): Failure => ({
  delivered: false,
  retry: false,
  code,
  message,
});
