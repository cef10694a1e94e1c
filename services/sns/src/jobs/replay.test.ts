import type { Job } from "@skylab/service";
import { expect, it, onTestFinished, vi } from "vitest";
import { openDestinations } from "../destinations/destinations.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { CreateTopic } from "../operations/CreateTopic.ts";
import { Publish } from "../operations/Publish.ts";
import { SetSubscriptionAttributes } from "../operations/SetSubscriptionAttributes.ts";
import { SetTopicAttributes } from "../operations/SetTopicAttributes.ts";
import { Subscribe } from "../operations/Subscribe.ts";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { deliverInOrder } from "./deliver-in-order.ts";
import { fanOutPublications } from "./fan-out.ts";
import type { HandingOn } from "./parts.ts";
import { replayArchives } from "./replay.ts";

const test = useSns();
const PATIENT = { timeout: 60_000, interval: 5 };
const GROUPS = ["a", "b", "c"];

type Shop = {
  readonly publish: (group: string, message: string) => Promise<unknown>;
  /** Subscribes a queue that is no FIFO queue: it takes whatever it is sent. */
  readonly subscribe: (queue: string, attributes?: Record<string, string>) => Promise<string>;
  readonly set: (SubscriptionArn: string, ReplayPolicy: string) => Promise<unknown>;
  readonly keepNoLonger: () => Promise<unknown>;
  readonly read: (SubscriptionArn: string) => Promise<Subscription | undefined>;
  /** What came to a queue. */
  readonly came: (queue: string) => readonly string[];
};

/** A FIFO topic with an archive, of an account of its own. */
async function openShop(): Promise<Shop> {
  const { answers, call, store } = test();
  const account = newAccount();
  const as = { account };
  const Attributes = { FifoTopic: "true", ArchivePolicy: '{"MessageRetentionPeriod":"30"}' };
  const { TopicArn = "" } = await call(CreateTopic, { Name: "orders.fifo", Attributes }, as);
  const came = new Map<string, string[]>();
  answers(({ input }) => {
    const [queueAccount, queue = ""] = String(input["QueueUrl"]).split("/").slice(-2);
    // What a test before left on its way.
    if (queueAccount !== account) return {};
    const own = came.get(queue) ?? [];
    came.set(queue, own);
    const entries = input["Entries"] as readonly { readonly MessageBody: string }[]; // as: of a batch.
    for (const { MessageBody } of entries) own.push(MessageBody);
    return {};
  });
  let published = 0;
  return {
    publish: (MessageGroupId, Message) =>
      call(Publish, { TopicArn, Message, MessageGroupId, MessageDeduplicationId: `${account}${(published += 1)}` }, as),
    subscribe: async (queue, own = {}) => {
      const Endpoint = `arn:aws:sqs:us-east-1:${account}:${queue}`;
      const raw = { RawMessageDelivery: "true", ...own };
      const made = await call(Subscribe, { TopicArn, Protocol: "sqs", Endpoint, Attributes: raw }, as);
      return made.SubscriptionArn ?? "";
    },
    set: (SubscriptionArn, AttributeValue) =>
      call(SetSubscriptionAttributes, { SubscriptionArn, AttributeName: "ReplayPolicy", AttributeValue }, as),
    keepNoLonger: () =>
      call(SetTopicAttributes, { TopicArn, AttributeName: "ArchivePolicy", AttributeValue: "{}" }, as),
    read: async (arn) => {
      const topic = await store.topics.read({ place: { account, region: "us-east-1" }, name: "orders.fifo" });
      return topic && store.subscriptions.find(topic, arn.split(":").at(-1) ?? "");
    },
    came: (queue) => came.get(queue) ?? [],
  };
}

const parts = (): HandingOn => {
  const { engines, store } = test();
  return { store, destinations: openDestinations(engines, store), ids: engines.ids, log: engines.log };
};

/** Runs jobs until they are stopped, or the test ends. */
function run(jobs: readonly Job[]): () => Promise<void> {
  const ended = new AbortController();
  const running = jobs.map((job) => job.run(test().clock, ended.signal));
  const stop = async (): Promise<void> => {
    ended.abort();
    await Promise.all(running);
  };
  onTestFinished(stop);
  return stop;
}

const handOn = (): (() => Promise<void>) => run([...fanOutPublications(parts()), deliverInOrder(parts())]);
const replayAll = (): (() => Promise<void>) => run([replayArchives(parts())]);

const policyFrom = (from: number, to?: number): string =>
  JSON.stringify({
    PointType: "Timestamp",
    StartingPoint: new Date(from).toISOString(),
    ...(to !== undefined && { EndingPoint: new Date(to).toISOString() }),
  });

/** Publishes numbered messages of several groups at the same time. */
async function publishMany({ publish }: Shop, from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number += 1) {
    await Promise.all(GROUPS.map((group) => publish(group, `${group}${number}`)));
  }
}

const numbered = (group: string, from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${group}${from + at}`);

const ofGroup = (all: readonly string[], group: string): readonly string[] =>
  all.filter((text) => text.startsWith(group));

async function untilCame(shop: Shop, queue: string, count: number): Promise<void> {
  await vi.waitUntil(() => shop.came(queue).length >= count, PATIENT);
}

it("what is published during a replay comes once, behind what was archived, in the order of its group", async () => {
  const shop = await openShop();
  const begun = test().clock.now();
  handOn();
  replayAll();
  await shop.subscribe("witness");
  await publishMany(shop, 0, 50);
  await untilCame(shop, "witness", 150);
  const publishing = publishMany(shop, 50, 50);
  const subscription = await shop.subscribe("again", { ReplayPolicy: policyFrom(begun) });
  await publishing;
  await vi.waitUntil(async () => (await shop.read(subscription))?.replay?.state === "completed", PATIENT);
  await publishMany(shop, 100, 5);
  await untilCame(shop, "again", 315);
  await untilCame(shop, "witness", 315);
  for (const group of GROUPS) {
    expect(ofGroup(shop.came("witness"), group)).toEqual(numbered(group, 0, 105));
    expect(ofGroup(shop.came("again"), group)).toEqual(numbered(group, 0, 105));
  }
});

it("a replay comes to its end while the clock stands still", async () => {
  const shop = await openShop();
  const { clock } = test();
  const begun = clock.now();
  clock.set(begun);
  onTestFinished(() => clock.release());
  handOn();
  replayAll();
  await shop.subscribe("witness");
  await publishMany(shop, 0, 1);
  await untilCame(shop, "witness", 3);
  const subscription = await shop.subscribe("again", { ReplayPolicy: policyFrom(begun - 1) });
  await publishMany(shop, 1, 1);
  await untilCame(shop, "again", 6);
  await vi.waitUntil(async () => (await shop.read(subscription))?.replay?.state === "completed", PATIENT);
});

it("a worker that is killed while others wait for the end is followed by another that ends it", async () => {
  const shop = await openShop();
  const { clock, store } = test();
  const begun = clock.now();
  handOn();
  const stop = replayAll();
  await shop.subscribe("witness");
  await publishMany(shop, 0, 2);
  await untilCame(shop, "witness", 6);
  await stop();
  const subscription = await shop.subscribe("again", { ReplayPolicy: policyFrom(begun) });
  // As it was when the worker died: finishing, all of it on its way.
  const { archive, subscriptions, topics } = store;
  const [, , , region = "", account = "", name = "", id = ""] = subscription.split(":");
  const topic = await topics.read({ place: { account, region }, name });
  if (topic === undefined) throw new Error("It was made.");
  const done = await archive.end({ place: topic.place, name, id: topic.row.id });
  await subscriptions.change(topic, id, (current) =>
    current.replay === undefined ? current : { ...current, replay: { ...current.replay, state: "finishing", done } },
  );
  await publishMany(shop, 2, 1);
  replayAll();
  await untilCame(shop, "again", 3);
  expect(shop.came("again").toSorted()).toEqual(["a2", "b2", "c2"]);
});

it("what is published while a replay goes on comes also where that is ended, or no archive is kept any more", async () => {
  const shop = await openShop();
  const { clock } = test();
  const begun = clock.now();
  handOn();
  await shop.subscribe("witness");
  await publishMany(shop, 0, 1);
  await untilCame(shop, "witness", 3);
  // Nobody takes it up meanwhile.
  const ended = await shop.subscribe("ended", { ReplayPolicy: policyFrom(begun) });
  const other = await shop.subscribe("other", { ReplayPolicy: policyFrom(begun) });
  await publishMany(shop, 1, 1);
  await untilCame(shop, "witness", 6);
  await shop.keepNoLonger();
  await publishMany(shop, 2, 1);
  await untilCame(shop, "witness", 9);
  await shop.set(ended, "");
  // It asks for nothing that was published.
  await shop.set(other, policyFrom(begun - 2_000, begun - 1_000));
  replayAll();
  await vi.waitUntil(async () => (await shop.read(ended))?.replay?.state === "completed", PATIENT);
  await vi.waitUntil(async () => (await shop.read(other))?.replay?.state === "completed", PATIENT);
  await untilCame(shop, "ended", 6);
  await untilCame(shop, "other", 6);
  for (const group of GROUPS) {
    expect(ofGroup(shop.came("ended"), group)).toEqual(numbered(group, 1, 2));
    expect(ofGroup(shop.came("other"), group)).toEqual(numbered(group, 1, 2));
  }
});

it("what was published before a replay began comes, though the archive had it only when that had ended", async () => {
  const shop = await openShop();
  const begun = test().clock.now();
  replayAll();
  await publishMany(shop, 0, 2);
  test().clock.advance(1_000);
  const all = await shop.subscribe("all", { ReplayPolicy: policyFrom(begun) });
  const none = await shop.subscribe("none", { ReplayPolicy: policyFrom(begun - 2_000, begun - 1_000) });
  for (const subscription of [all, none]) {
    await vi.waitUntil(async () => (await shop.read(subscription))?.replay?.state === "completed", PATIENT);
  }
  await publishMany(shop, 2, 1);
  handOn();
  await untilCame(shop, "all", 9);
  await untilCame(shop, "none", 3);
  for (const group of GROUPS) {
    expect(ofGroup(shop.came("all"), group)).toEqual(numbered(group, 0, 3));
    expect(ofGroup(shop.came("none"), group)).toEqual(numbered(group, 2, 1));
  }
});
