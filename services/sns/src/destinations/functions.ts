import { parseArn } from "@skylab/aws";
import type { ServiceClient } from "@skylab/service";
import { DELIVERED, type Delivery, type Destination } from "../domain/delivery/delivery.ts";
import { lambdaEvent } from "../domain/messages/lambda-event.ts";
import { subscriptionOf } from "../domain/messages/notice.ts";
import { subscriptionArn } from "../domain/subscriptions/subscription.ts";
import { asTopic } from "./as-topic.ts";
import type { Envelopes } from "./envelopes.ts";
import { failureOf } from "./failures.ts";

/** Functions of Lambda. They are invoked without waiting for what they do. */
export function openFunctions(parts: { readonly call: ServiceClient; readonly envelopes: Envelopes }): Destination {
  const { call, envelopes } = parts;
  return {
    deliver: async (delivery) => {
      const { topic, subscriber } = delivery;
      const payload = await functionEvent(delivery, envelopes);
      const input = { FunctionName: subscriber.endpoint, InvocationType: "Event", Payload: Buffer.from(payload) };
      const region = parseArn(subscriber.endpoint)?.region ?? topic.place.region;
      try {
        await call({ service: "lambda", operation: "Invoke", input, as: asTopic(topic, region) });
        return DELIVERED;
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

/** AWS tells functions SignatureVersion 1, whatever the topic's is; so that is how it is signed for them. */
async function functionEvent(delivery: Delivery, envelopes: Envelopes): Promise<string> {
  const { notice, enclosed } = await envelopes.enclose(delivery, "1");
  return lambdaEvent(notice, enclosed, subscriptionArn(subscriptionOf(delivery)));
}
