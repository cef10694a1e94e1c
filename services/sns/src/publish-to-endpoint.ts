import type { Call } from "@skylab/service";
import { push, refusalOf } from "./destinations/mobile.ts";
import type { MessageContent } from "./domain/messages/read-message.ts";
import { noSuchTarget } from "./domain/mobile/errors.ts";
import { ownEndpoint } from "./find-mobile.ts";
import type { Published } from "./publish-to-topic.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * Sends a message straight to a device.
 * @throws AwsError InvalidParameter, EndpointDisabled, PlatformApplicationDisabled
 */
export async function publishToEndpoint(
  { TargetArn: arn, content }: { readonly TargetArn: string; readonly content: MessageContent },
  call: Call,
  store: SnsStore,
): Promise<Published> {
  const address = ownEndpoint(arn, call, "TargetArn");
  const endpoint = address && (await store.platformEndpoints.find(address));
  if (endpoint === undefined) throw noSuchTarget();
  const refusal = refusalOf(endpoint);
  if (refusal !== undefined) throw refusal;
  const message = { id: call.ids.uuid(), publishedAt: call.clock.now(), ...content };
  await push(endpoint, message, { store });
  return { MessageId: message.id };
}
