import { randomUUID } from "node:crypto";
import type { Place } from "@skylab/aws";
import { expect, it } from "vitest";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { NO_SUBSCRIPTIONS } from "../domain/topics/subscription-counts.ts";
import type { Topic } from "../domain/topics/topic.ts";
import { useSns } from "../testing/use-sns.ts";

const test = useSns();

const REGION = "eu-central-1";

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const placeOf = (account: string): Place => ({ account, region: REGION });

async function newTopic(account: string): Promise<Topic> {
  const row = { id: randomUUID(), createdAt: 0, attributes: {}, tags: {}, subscriptions: NO_SUBSCRIPTIONS };
  const topic = { place: placeOf(account), name: `topic-${randomUUID()}`, row };
  expect(await test().store.topics.create(topic)).toBeUndefined();
  return topic;
}

const newSubscription = (owner: string, more: Partial<Subscription> = {}): Subscription => ({
  id: randomUUID(),
  owner,
  protocol: "sqs",
  endpoint: `arn:aws:sqs:${REGION}:${owner}:${randomUUID()}`,
  confirmedAt: 0,
  confirmationWasAuthenticated: true,
  principal: `arn:aws:iam::${owner}:root`,
  attributes: {},
  ...more,
});

const countsOf = async (topic: Topic): Promise<unknown> => {
  const { confirmed, deleted, pending } =
    (await test().store.topics.read(topic))?.row.subscriptions ?? NO_SUBSCRIPTIONS;
  return { confirmed, deleted, pending };
};

async function idsOf(topic: Topic): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of test().store.subscriptions.ofTopic(topic)) ids.push(id);
  return ids;
}

it("a topic is found as it is, also where it was asked for before it was made, and the one of its name is told", async () => {
  const { topics } = test().store;
  const row = { id: "a", createdAt: 0, attributes: {}, tags: {}, subscriptions: NO_SUBSCRIPTIONS };
  const topic = { place: placeOf("000000000001"), name: "orders", row };
  expect(await topics.find(topic)).toBeUndefined();
  await topics.create(topic);
  expect(await topics.find(topic)).toEqual(topic);
  expect(await topics.create({ ...topic, row: { ...row, id: "b" } })).toEqual(topic);
  await topics.change(topic, (current) => ({ ...current, tags: { a: "1" } }));
  expect((await topics.find(topic))?.row.tags).toEqual({ a: "1" });
  await topics.remove(topic);
  expect(await topics.find(topic)).toBeUndefined();
  expect(await topics.change(topic, (current) => current)).toBeUndefined();
  expect(await topics.find({ place: { account: "me", region: "../.." }, name: "orders" })).toBeUndefined();
});

it("many who subscribe and unsubscribe at once are all counted, and each change has its revision", async () => {
  const { subscriptions, topics } = test().store;
  const topic = await newTopic("000000000002");
  const made = upTo(100).map(() => newSubscription("000000000002"));
  await Promise.all(made.map((one) => subscriptions.create(topic, one)));
  expect(await countsOf(topic)).toEqual({ confirmed: 100, deleted: 0, pending: 0 });
  // Each of them twice, as two clients may.
  const twice = [...made.slice(0, 40), ...made.slice(0, 40)];
  const ended = await Promise.all(twice.map(({ id }) => subscriptions.remove(topic, id)));
  expect(ended.filter((one) => one !== undefined)).toHaveLength(40);
  expect(await countsOf(topic)).toEqual({ confirmed: 60, deleted: 40, pending: 0 });
  expect(await idsOf(topic)).toEqual(
    made
      .slice(40)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect((await topics.read(topic))?.row.subscriptions.revision).toBe(140);
});

it("of those who subscribe one endpoint at once, one makes the subscription and all are told of it", async () => {
  const { subscriptions } = test().store;
  const topic = await newTopic("000000000003");
  const endpoint = "arn:aws:sqs:eu-central-1:000000000003:one";
  const made = upTo(20).map(() => newSubscription("000000000003", { endpoint }));
  const existing = await Promise.all(made.map((one) => subscriptions.create(topic, one)));
  expect(existing.filter((one) => one === undefined)).toHaveLength(1);
  const [id, ...more] = await idsOf(topic);
  expect(more).toEqual([]);
  expect(new Set(existing.flatMap((one) => one?.id ?? []))).toEqual(new Set([id]));
  expect((await subscriptions.withEndpoint(topic, { protocol: "sqs", endpoint }))?.id).toBe(id);
});

it("a subscription is found by its token, as long as that is good, and counts as confirmed once it is", async () => {
  const { clock, store } = test();
  const { subscriptions } = store;
  const topic = await newTopic("000000000004");
  const pending = { token: "t1", expiresAt: clock.now() + 60_000 };
  const { confirmedAt: _not, ...rest } = newSubscription("000000000004", { protocol: "http" });
  const subscription = { ...rest, pending };
  await subscriptions.create(topic, subscription);
  expect(await countsOf(topic)).toEqual({ confirmed: 0, deleted: 0, pending: 1 });
  expect(await subscriptions.withToken(topic, "t1")).toEqual(subscription);
  await subscriptions.change(topic, subscription.id, () => ({ ...rest, confirmedAt: 1 }));
  expect(await countsOf(topic)).toEqual({ confirmed: 1, deleted: 0, pending: 0 });
  expect(await subscriptions.overdue(topic.place, Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect((await subscriptions.withToken(topic, "t1"))?.confirmedAt).toBe(1);
  clock.advance(60_001);
  expect(await subscriptions.withToken(topic, "t1")).toBeUndefined();
});

it("an account's own subscriptions are those to its own and to others' topics, a page at a time, until these are gone", async () => {
  const { store } = test();
  const [own, others] = [await newTopic("000000000005"), await newTopic("000000000006")];
  const mine = [own, own, others].map((topic) => ({ topic, one: newSubscription("000000000005") }));
  for (const { one, topic } of mine) await store.subscriptions.create(topic, one);
  await store.subscriptions.create(others, newSubscription("000000000006"));
  const me = placeOf("000000000005");
  const listed = await store.subscriptions.ofOwner(me, { limit: 10 });
  expect(listed.map(({ subscription }) => subscription.id).toSorted()).toEqual(
    mine.map(({ one }) => one.id).toSorted(),
  );
  const first = await store.subscriptions.ofOwner(me, { limit: 2 });
  const rest = await store.subscriptions.ofOwner(me, { limit: 2, after: first[1]?.key });
  expect([...first, ...rest]).toEqual(listed);

  await store.topics.remove(own);
  expect((await store.subscriptions.ofOwner(me, { limit: 1 })).map(({ topic }) => topic.name)).toEqual([others.name]);
  const [last] = rest;
  await store.subscriptions.remove(others, last?.subscription.id ?? "");
  expect(await store.subscriptions.ofOwner(me, { limit: 1 })).toEqual([]);
});

it("of a deleted topic's subscriptions nothing is left in the end, and nobody subscribes to it any more", async () => {
  const { engines, store } = test();
  const topic = await newTopic("000000000007");
  const pending = { token: "t", expiresAt: 1 };
  for (const owner of ["000000000007", "000000000008"]) {
    await store.subscriptions.create(topic, newSubscription(owner));
    await store.subscriptions.create(topic, newSubscription(owner, { pending }));
  }
  await store.topics.remove(topic);
  await expect(store.subscriptions.create(topic, newSubscription("000000000007"))).rejects.toThrow(
    "Topic does not exist",
  );
  const [deleted, ...more] = await store.deletedTopics.list(topic.place);
  expect(more).toEqual([]);
  expect(deleted).toEqual({ place: topic.place, name: topic.name, row: { id: topic.row.id } });
  expect(await store.deletedTopics.takeAway(deleted ?? topic)).toBe(true);
  for (const place of ["000000000007/eu-central-1", "000000000008/eu-central-1"]) {
    const left = ["sns.topics", "sns.deleted-topics", "sns.subscriptions", "sns.subscribed-endpoints"].map((space) =>
      engines.records.partition(place).count(space),
    );
    const notes = ["sns.pending-subscriptions", "sns.owned-subscriptions"].map((space) =>
      engines.records.partition(place).count(space),
    );
    expect(await Promise.all([...left, ...notes])).toEqual([0, 0, 0, 0, 0, 0]);
  }
});

it("a topic that was made again under its name has none of what the old one had, nor gets it", async () => {
  const { subscriptions, topics } = test().store;
  const old = await newTopic("000000000009");
  const subscription = newSubscription("000000000009");
  await subscriptions.create(old, subscription);
  await topics.remove(old);
  const made = { ...old, row: { ...old.row, id: randomUUID() } };
  await topics.create(made);
  await topics.remove(old);
  expect(await topics.read(made)).toEqual(made);
  await expect(subscriptions.create(old, newSubscription("000000000009"))).rejects.toThrow("Topic does not exist");
  expect(await subscriptions.change(old, subscription.id, (current) => ({ ...current, owner: "x" }))).toBeUndefined();
  expect(await subscriptions.remove(old, subscription.id)).toBeUndefined();
  expect(await idsOf(made)).toEqual([]);
  expect(await countsOf(made)).toEqual({ confirmed: 0, deleted: 0, pending: 0 });
});
