import type { SubscribeResponse } from "@aws-sdk/client-sns";
import type { Call } from "@skylab/service";
import { beginReplay } from "../begin-replay.ts";
import { refuseAtCreation } from "../domain/attribute-refusal.ts";
import { checkEndpoint } from "../domain/subscriptions/endpoint.ts";
import { needsConfirmation } from "../domain/subscriptions/protocols.ts";
import {
  hasSubscriptionAttributes,
  readSubscriptionAttributes,
} from "../domain/subscriptions/subscription-attributes.ts";
import { type Subscription, subscriptionArn } from "../domain/subscriptions/subscription.ts";
import { newToken } from "../domain/subscriptions/token.ts";
import { isFifo, type Topic } from "../domain/topics/topic.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";
import type { SnsStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const Subscribe: Operation<"Subscribe"> = async (input, call, store): Promise<SubscribeResponse> => {
  const { Attributes = {}, Endpoint: endpoint = "", TopicArn: arn, ReturnSubscriptionArn: isArnAsked } = input;
  const topic = await readTopic(arn, call, store);
  const protocol = checkEndpoint({ protocol: input.Protocol, endpoint, isFifo: isFifo(topic) });
  const attributes = readSubscriptionAttributes(Attributes, { topic, protocol, endpoint });

  const fresh = newSubscription({ protocol, endpoint, attributes }, call);
  const asked = { topic, subscriptionId: fresh.id, policy: attributes["ReplayPolicy"] };
  const replay = await beginReplay(asked, call, store);
  const subscription = { ...fresh, ...(replay && { replay }) };
  const existing = await store.subscriptions.create(topic, subscription);
  const isOther = existing !== undefined && !hasSubscriptionAttributes(existing.attributes, attributes);
  if (isOther) throw refuseAtCreation("Subscription already exists with different attributes");
  const current = existing === undefined ? subscription : await withNewToken(topic, existing, { call, store });
  await store.confirmations.ask(topic, current);
  const isPending = current.pending !== undefined && isArnAsked !== true;
  return { SubscriptionArn: isPending ? "pending confirmation" : subscriptionArn({ topic, id: current.id }) };
};

type Asked = Pick<Subscription, "attributes" | "endpoint" | "protocol">;

function newSubscription(asked: Asked, { caller, clock, ids }: Call): Subscription {
  const now = clock.now();
  const isPending = needsConfirmation(asked.protocol, asked.endpoint, caller.account);
  return {
    ...asked,
    id: ids.uuid(),
    owner: caller.account,
    principal: caller.arn,
    confirmationWasAuthenticated: !isPending,
    ...(isPending ? { pending: newToken(ids.bytes, now) } : { confirmedAt: now }),
  };
}

/** Whoever subscribes an endpoint again that has not confirmed yet has it asked once more. */
async function withNewToken(
  topic: Topic,
  existing: Subscription,
  { call, store }: { readonly call: Call; readonly store: SnsStore },
): Promise<Subscription> {
  if (existing.pending === undefined) return existing;
  const pending = newToken(call.ids.bytes, call.clock.now());
  const changed = await store.subscriptions.change(topic, existing.id, (current) =>
    current.pending === undefined ? current : { ...current, pending },
  );
  return changed ?? existing;
}
