import { expect, it } from "vitest";
import { topicWith } from "../../testing/topics.ts";
import { describedSubscription, listedSubscription } from "./described-subscription.ts";
import type { Subscription } from "./subscription.ts";

const topic = topicWith();

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
