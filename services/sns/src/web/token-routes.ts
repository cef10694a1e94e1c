import { parseTopicArn, type TopicAddress } from "../domain/topics/topic.ts";
import { TOKENS_PATH } from "../facts.ts";
import type { SnsStore } from "../store/store.ts";
import type { Control } from "./control.ts";

/** By what a subscription that is pending is confirmed: for whoever cannot receive what its endpoint was sent. */
export const tokenRoutes =
  ({ topics, subscriptions }: Pick<SnsStore, "topics" | "subscriptions">): Control =>
  (router) => {
    router.get(`${TOKENS_PATH}/:arn`, async (request, response) => {
      const { arn } = request.params;
      const address = readArn(arn);
      if (address === undefined) {
        response.status(400).json({ error: "The provided SubscriptionARN is invalid", subscription_arn: arn });
        return;
      }
      const topic = await topics.read(address.topic);
      const subscription = topic && (await subscriptions.find(topic, address.id));
      if (subscription?.pending === undefined) {
        response.status(404).json({ error: "The provided SubscriptionARN is not found", subscription_arn: arn });
        return;
      }
      response.json({ subscription_token: subscription.pending.token, subscription_arn: arn });
    });
  };

/** `arn:aws:sns:us-east-1:123456789012:orders:3e5c…`. */
function readArn(arn: string): { readonly topic: TopicAddress; readonly id: string } | undefined {
  const [, ofTopic, id] = /^(.+):([^:]+)$/.exec(arn) ?? [];
  const topic = parseTopicArn(ofTopic ?? "");
  return topic === undefined || id === undefined ? undefined : { topic, id };
}
