import { expect, it } from "vitest";
import type { Topic } from "../topics/topic.ts";
import { describedSubscription, listedSubscription } from "./described-subscription.ts";
import type { Subscription } from "./subscription.ts";

const topic: Topic = {
  place: { account: "111122223333", region: "us-east-1" },
  name: "orders",
  row: {
    id: "0",
    createdAt: 0,
    attributes: {},
    tags: {},
    subscriptions: { confirmed: 1, pending: 0, deleted: 0, revision: 1 },
  },
};

const subscriptionOf = (endpoint: string): Subscription => ({
  id: "11111111-2222-3333-4444-555555555555",
  protocol: "https",
  endpoint,
  owner: "111122223333",
  principal: "arn:aws:iam::111122223333:root",
  attributes: {},
  confirmationWasAuthenticated: true,
  confirmedAt: 0,
});

it.each([
  ["https://ada:secret@example.com/path", "https://ada:****@example.com/path"],
  ["https://ada:sec:r@t@example.com?a=b@c", "https://ada:****@example.com?a=b@c"],
  ["https://:secret@example.com", "https://:****@example.com"],
  ["https://ada@example.com/a:b@c", "https://ada@example.com/a:b@c"],
  ["https://example.com:8443/a@b", "https://example.com:8443/a@b"],
])("%s is shown as %s", (endpoint, shown) => {
  const subscription = subscriptionOf(endpoint);
  expect(describedSubscription(topic, subscription)["Endpoint"]).toBe(shown);
  expect(listedSubscription(topic, subscription).Endpoint).toBe(shown);
});
