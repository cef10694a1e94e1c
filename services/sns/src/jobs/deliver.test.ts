import { EventEmitter, once } from "node:events";
import type { Job } from "@skylab/service";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Destinations, openDestinations } from "../destinations/destinations.ts";
import { DELIVERED, type Delivery } from "../domain/delivery/delivery.ts";
import type { Topic } from "../domain/topics/topic.ts";
import { CreateTopic } from "../operations/CreateTopic.ts";
import { Subscribe } from "../operations/Subscribe.ts";
import { Unsubscribe } from "../operations/Unsubscribe.ts";
import { delivery, type Given } from "../testing/deliveries.ts";
import { awsError } from "../testing/aws-error.ts";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { deliverInOrder } from "./deliver-in-order.ts";
import { deliver } from "./deliver.ts";
import { isWanted } from "./is-wanted.ts";
import type { HandingOn } from "./parts.ts";

const test = useSns();
const PATIENT = { timeout: 30_000, interval: 5 };
/** Longer than any attempt waits. */
const LATER_MS = 60_000;

const parts = (own: Partial<Destinations> = {}): HandingOn => {
  const { engines, store } = test();
  return { store, destinations: { ...openDestinations(engines, store), ...own }, ids: engines.ids, log: engines.log };
};

/** Runs jobs until the test ends. */
function run(jobs: readonly Job[]): void {
  const ended = new AbortController();
  const running = jobs.map((job) => job.run(test().clock, ended.signal));
  onTestFinished(async () => {
    ended.abort();
    await Promise.all(running);
  });
}

async function newTopic(account = newAccount(), name = "orders"): Promise<Topic> {
  const place = { account, region: "us-east-1" };
  const Attributes: Record<string, string> = name.endsWith(".fifo") ? { FifoTopic: "true" } : {};
  await test().call(CreateTopic, { Name: name, Attributes }, { account });
  const topic = await test().store.topics.read({ place, name });
  if (topic === undefined) throw new Error("It was made.");
  return topic;
}

const to = ({ place, name, row }: Topic, { publication, ...given }: Given): Delivery =>
  delivery({ ...given, topic: { place, name }, publication: { topic: { place, name, id: row.id }, ...publication } });

const waiting = async (queue: string): Promise<number> => {
  const { visible, inFlight } = await test().engines.queues.counts({
    id: queue,
    retentionMs: 1e12,
    maxInFlight: 1,
    maxVisibilityMs: 1,
  });
  return visible + inFlight;
};

describe("deliveries", () => {
  it("to an endpoint that lets us wait hold up no other's, however many there are", async () => {
    const topic = await newTopic();
    const http = { protocol: "http", endpoint: "http://localhost/" } as const;
    const hanging = to(topic, { subscriber: { ...http, id: "hangs" } });
    const release = new EventEmitter();
    const released = once(release, "all");
    const delivered: string[] = [];
    const { store } = test();
    await store.deliveries.send(Array.from({ length: 600 }, () => hanging));
    onTestFinished(() => void release.emit("all"));
    const asked = { hangs: 0 };
    run(
      deliver(
        parts({
          deliver: async ({ subscriber }) => {
            if (subscriber.id === "hangs") {
              asked.hangs += 1;
              await released;
            } else delivered.push(subscriber.id);
            return DELIVERED;
          },
        }),
      ),
    );
    await vi.waitUntil(() => asked.hangs > 200, PATIENT);
    await store.deliveries.send([to(topic, { subscriber: { ...http, id: "answers" } })]);
    await vi.waitUntil(() => delivered.length > 0, PATIENT);
    expect(delivered).toEqual(["answers"]);
  });

  it("of a topic that is gone come to nobody, as after a reset of its account", async () => {
    const { store } = test();
    const topics = [await newTopic(), await newTopic()] as const;
    const email = { protocol: "email", endpoint: "someone@example.com" } as const;
    await store.deliveries.send(topics.map((topic) => to(topic, { subscriber: email })));
    await store.reset(topics[0].place.account);
    run(deliver(parts()));
    await vi.waitUntil(async () => (await waiting("sns/deliveries/email")) === 0, PATIENT);
    const mails = await Promise.all(topics.map(({ place }) => store.emailMessages.list(place)));
    expect(mails.map((list) => list.length)).toEqual([0, 1]);
  });

  it("are wanted where another replica made their topic again a moment ago", async () => {
    const { store } = test();
    const topic = await newTopic();
    const before = { ...topic, row: { ...topic.row, id: "the one before" } };
    const topics = { ...store.topics, find: () => Promise.resolve(before) };
    expect(await isWanted({ ...store, topics }, to(topic, {}), false)).toBe(true);
    expect(await isWanted(store, to(before, {}), false)).toBe(false);
  });

  it("wait longer than it takes to give them up: 100,015 retries over 23 days, and each takes its time", async () => {
    const { clock, store } = test();
    const topic = await newTopic();
    await store.deliveries.send([to(topic, { subscriber: { protocol: "lambda", endpoint: "arn" } })]);
    const signal = new AbortController().signal;
    const [first] = await store.deliveries.lanes.functions.receive("first", { max: 1, signal });
    await first?.later(0);
    clock.advance(100_015 * 30_000);
    // What comes again is found by who receives what comes for the first time.
    const looking = new AbortController();
    const looked = store.deliveries.lanes.functions.receive("first", { max: 1, signal: looking.signal });
    const [again] = await store.deliveries.lanes.functions.receive("again", { max: 1, signal });
    looking.abort();
    await looked;
    expect(again?.attempts).toBe(2);
    await again?.done();
  });
});

const send = (topic: Topic, texts: readonly string[], subscriber: Given["subscriber"]): Promise<void> =>
  test().store.deliveries.sendOrdered(
    texts.map((message) => ({
      delivery: to(topic, {
        publication: { message, groupId: "g", deduplicationId: message },
        ...(subscriber && { subscriber }),
      }),
      group: `${subscriber?.id}/g`,
      deduplicationId: `${subscriber?.id}/${message}`,
    })),
  );

describe("deliveries of a FIFO topic", () => {
  const FIFO_QUEUE = { protocol: "sqs", endpoint: "arn:aws:sqs:us-east-1:123456789012:q.fifo", raw: true } as const;
  const DEAD = "arn:aws:sqs:us-east-1:123456789012:dead.fifo";

  it("keep their order on their way to a dead-letter queue that cannot be reached at first", async () => {
    const { answers, clock } = test();
    const topic = await newTopic(undefined, "orders.fifo");
    const dead: unknown[] = [];
    let asked = 0;
    answers(({ operation, input }) => {
      if (operation === "SendMessageBatch") throw awsError("AccessDenied", 403);
      if ((asked += 1) === 1) throw awsError("ServiceUnavailable", 503);
      dead.push(input["MessageBody"]);
      return {};
    });
    onTestFinished(() => answers(() => ({})));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: DEAD });
    const { SubscriptionArn = "" } = await test().call(
      Subscribe,
      {
        TopicArn: `arn:aws:sns:us-east-1:${topic.place.account}:orders.fifo`,
        Protocol: "sqs",
        Endpoint: FIFO_QUEUE.endpoint,
        ReturnSubscriptionArn: true,
      },
      { account: topic.place.account },
    );
    const id = SubscriptionArn.split(":").at(-1) ?? "";
    await send(topic, ["1", "2", "3"], { ...FIFO_QUEUE, id, redrivePolicy: RedrivePolicy });
    run([deliverInOrder(parts())]);
    await vi.waitUntil(() => asked > 0, PATIENT);
    await vi.waitUntil(async () => {
      clock.advance(LATER_MS);
      return (await waiting("sns/fifo-deliveries")) === 0;
    }, PATIENT);
    expect(dead).toEqual(["1", "2", "3"]);
  });

  it("are forgotten with their subscription where their queue does not answer", async () => {
    const { answers, clock } = test();
    const topic = await newTopic(undefined, "orders.fifo");
    const { account } = topic.place;
    let asked = 0;
    answers(() => {
      asked += 1;
      throw awsError("ServiceUnavailable", 503);
    });
    onTestFinished(() => answers(() => ({})));
    const TopicArn = `arn:aws:sns:us-east-1:${account}:orders.fifo`;
    const { SubscriptionArn = "" } = await test().call(
      Subscribe,
      { TopicArn, Protocol: "sqs", Endpoint: FIFO_QUEUE.endpoint, ReturnSubscriptionArn: true },
      { account },
    );
    await send(topic, ["1"], { ...FIFO_QUEUE, id: SubscriptionArn.split(":").at(-1) ?? "" });
    run([deliverInOrder(parts())]);
    await vi.waitUntil(() => asked > 3, PATIENT);
    await test().call(Unsubscribe, { SubscriptionArn }, { account });
    await vi.waitUntil(async () => {
      clock.advance(LATER_MS);
      return (await waiting("sns/fifo-deliveries")) === 0;
    }, PATIENT);
  });
});
