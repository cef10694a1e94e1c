import type { Topic } from "../domain/topics/topic.ts";

/** A topic with these attributes, for what decides by them alone. */
export const topicWith = (attributes: Readonly<Record<string, string>> = {}): Topic => ({
  place: { account: "111122223333", region: "us-east-1" },
  name: "orders",
  row: {
    id: "0",
    createdAt: 0,
    attributes,
    tags: {},
    subscriptions: { confirmed: 0, pending: 0, deleted: 0, revision: 0 },
  },
});
