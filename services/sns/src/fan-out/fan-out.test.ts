import { randomUUID } from "node:crypto";
import type { Leased } from "@skylab/queues";
import { describe, expect, it } from "vitest";
import { openDestinations } from "../destinations/destinations.ts";
import { topicFacts } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import { CreateTopic } from "../operations/CreateTopic.ts";
import { DeleteTopic } from "../operations/DeleteTopic.ts";
import { Subscribe } from "../operations/Subscribe.ts";
import { delivery, PUBLICATION } from "../testing/deliveries.ts";
import { awsError } from "../testing/aws-error.ts";
import { useSns } from "../testing/use-sns.ts";
import { type Audience, openAudiences } from "./audiences.ts";
import { fanOut, type FanOut } from "./fan-out.ts";
import { openRoom } from "./room.ts";

const test = useSns();

const AUDIENCE: Audience = {
  id: PUBLICATION.topic.id,
  createdAt: 0,
  topic: topicFacts({
    ...PUBLICATION.topic,
    row: {
      id: "topic",
      createdAt: 0,
      attributes: {},
      tags: {},
      subscriptions: { confirmed: 0, deleted: 0, pending: 0, revision: 0 },
    },
  }),
  listeners: [],
};

const listeners = (count: number, protocol: Protocol, endpoint: string): Audience["listeners"] =>
  Array.from({ length: count }, (_, at) => ({
    subscriber: { ...delivery().subscriber, id: `s${at}`, protocol, endpoint },
    since: 0,
  }));

const parts = (own: Partial<FanOut>): FanOut => {
  const { engines, store } = test();
  const { deadLetters, queues } = openDestinations(engines, store);
  return {
    audiences: openAudiences(store),
    deliveries: store.deliveries,
    deadLetters,
    queues,
    within: openRoom(1e9),
    ...own,
  };
};

/** Publications as a worker has received them; `done` gathers those that it is done with. */
const leased = (publications: readonly Partial<Publication>[], done: string[] = []): readonly Leased<Publication>[] =>
  publications.map((own) => {
    const item = { ...PUBLICATION, id: randomUUID(), ...own };
    return {
      item,
      id: item.id,
      sentAt: 0,
      attempts: 1,
      sequenceNumber: undefined,
      prolong: () => Promise.resolve(),
      later: () => Promise.resolve(),
      done: () => Promise.resolve(void done.push(item.message)),
      lease: { lane: { id: "l", retentionMs: 1, maxInFlight: 1, maxVisibilityMs: 1 }, receipt: "r" },
      renew: () => true,
    };
  });

describe("what is published to a topic of thousands", () => {
  const many = leased(Array.from({ length: 10 }, () => ({ message: "x".repeat(200_000) })));

  it("is handed to the lanes a piece at a time", async () => {
    const sizes: number[] = [];
    const deliveries: FanOut["deliveries"] = {
      ...test().store.deliveries,
      send: (sent) => Promise.resolve(void sizes.push(sent.length)),
    };
    const of = { ...AUDIENCE, listeners: listeners(5_000, "email", "someone@example.com") };
    await fanOut(parts({ deliveries, audiences: { of: () => Promise.resolve(of) } }), many);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(50_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30);
  });

  it("is handed to queues as long as there is room for its bytes", async () => {
    const room = openRoom(5_000_000);
    const { queues } = parts({});
    let [underWay, most, handed] = [0, 0, 0];
    const counting: FanOut["queues"] = {
      ...queues,
      deliverAll: async (sent) => {
        underWay += sent.length;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= sent.length;
        handed += sent.length;
        return sent.map(() => ({ delivered: true }));
      },
    };
    const of = { ...AUDIENCE, listeners: listeners(200, "sqs", "arn:aws:sqs:us-west-2:123456789012:q") };
    await fanOut(parts({ queues: counting, within: room, audiences: { of: () => Promise.resolve(of) } }), many);
    expect(handed).toBe(2_000);
    expect(most).toBeLessThanOrEqual(25);
  });
});

it("a publication is not done where it could not be handed over, and nothing goes on behind that", async () => {
  const done: string[] = [];
  let asked = 0;
  const audiences = {
    of: () =>
      Promise.resolve({ ...AUDIENCE, listeners: listeners(500, "sqs", "arn:aws:sqs:us-west-2:123456789012:q") }),
  };
  const queues: FanOut["queues"] = {
    ...parts({}).queues,
    deliverAll: async () => {
      asked += 1;
      await new Promise(setImmediate);
      throw awsError("InternalFailure", 500);
    },
  };
  await expect(fanOut(parts({ audiences, queues }), leased([{}], done))).rejects.toThrow("InternalFailure");
  const askedThen = asked;
  await new Promise(setImmediate);
  expect([done, asked, askedThen < 500]).toEqual([[], askedThen, true]);
});

describe("a topic that was made again", () => {
  it("hears of what is published to it where its publisher knew the one before it, and of nothing older", async () => {
    const account = "210987654321";
    const { call, clock, store } = test();
    const as = { account };
    const place = { account, region: "us-east-1" };
    const TopicArn = (await call(CreateTopic, { Name: "again" }, as)).TopicArn ?? "";
    const before = await store.topics.read({ place, name: "again" });
    await call(DeleteTopic, { TopicArn }, as);
    clock.advance(60_000);
    await call(CreateTopic, { Name: "again" }, as);
    await call(Subscribe, { TopicArn, Protocol: "sms", Endpoint: "+15551234567" }, as);
    const topic = { place, name: "again", id: before?.row.id ?? "" };
    clock.advance(60_000);
    const now = clock.now();
    await fanOut(
      parts({}),
      leased([
        { topic, publishedAt: now - 90_000, message: "to the one before" },
        { topic, publishedAt: now, message: "to this one" },
      ]),
    );
    const received = await store.deliveries.lanes.mobile.receive("first", {
      max: 10,
      signal: new AbortController().signal,
    });
    const publications = received.map(
      ({ item: { content } }) => content.type === "Notification" && content.publication,
    );
    expect(publications).toEqual([
      expect.objectContaining({
        message: "to this one",
        topic: { ...topic, id: (await store.topics.read({ place, name: "again" }))?.row.id },
      }),
    ]);
  });
});
