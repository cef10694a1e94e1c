import type { Caller } from "@skylab/service";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { readSubscriptionArn, readTopicArn } from "../domain/read-arn.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { ConfirmSubscription } from "../operations/ConfirmSubscription.ts";
import { CreateTopic } from "../operations/CreateTopic.ts";
import { GetSubscriptionAttributes } from "../operations/GetSubscriptionAttributes.ts";
import { SetSubscriptionAttributes } from "../operations/SetSubscriptionAttributes.ts";
import { Subscribe } from "../operations/Subscribe.ts";
import { newOwner, type Owner } from "./new-account.ts";
import type { TestSns } from "./use-sns.ts";

/** Who signs nothing. */
export const NOBODY: Partial<Caller> = { account: "000000000000", arn: "anonymous", id: "anonymous" };

export type TestTopic = { readonly arn: string; readonly as: Owner };

export type Receiver = readonly [protocol: string, endpoint: string];

export type Wanted = {
  readonly attributes?: Record<string, string>;
  readonly as?: Partial<Caller>;
  /** As the API answers where the ARN is not asked for. */
  readonly isArnAsked?: boolean;
};

type Attribute = readonly [name: string, value: string];

export const queueOf = ({ account }: Owner, name = "orders"): string => `arn:aws:sqs:us-east-1:${account}:${name}`;

/** What tests of subscriptions ask again and again. */
export type Subscribing = {
  readonly newTopic: (attributes?: Record<string, string>) => Promise<TestTopic>;
  /** Subscribes and tells the subscription's ARN, or what stands for it. */
  readonly subscribe: (topic: TestTopic, to: Receiver, wanted?: Wanted) => Promise<string>;
  readonly confirm: (
    topic: TestTopic,
    token: string,
    more?: Wanted & { readonly sealed?: boolean },
  ) => Promise<unknown>;
  readonly attributesOf: (subscription: string, as: Partial<Caller>) => Promise<Record<string, string>>;
  readonly set: (subscription: string, attribute: Attribute, as: Owner) => Promise<unknown>;
  /** A subscription as it is kept. */
  readonly kept: (subscription: string) => Promise<Subscription | undefined>;
  /** What it is confirmed with. */
  readonly tokenOf: (subscription: string) => Promise<string>;
  /** What is sent next to a topic's subscriber in a lane. */
  readonly nextSent: (topic: TestTopic, lane: "http" | "queues") => Promise<Delivery>;
};

export function subscribing(test: () => TestSns): Subscribing {
  const kept = async (arn: string): Promise<Subscription | undefined> => {
    const { id, topic: address } = readSubscriptionArn(arn);
    const topic = await test().store.topics.read(address);
    return topic && test().store.subscriptions.find(topic, id);
  };
  return {
    newTopic: async (Attributes = {}) => {
      const as = newOwner();
      const Name = `orders${Attributes["FifoTopic"] === undefined ? "" : ".fifo"}`;
      return { arn: (await test().call(CreateTopic, { Name, Attributes }, as)).TopicArn ?? "", as };
    },
    subscribe: async ({ arn: TopicArn, as: owner }, [Protocol, Endpoint], wanted = {}) => {
      const { as = owner, attributes: Attributes = {}, isArnAsked: ReturnSubscriptionArn = true } = wanted;
      const input = { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn };
      return (await test().call(Subscribe, input, as)).SubscriptionArn ?? "";
    },
    confirm: ({ arn: TopicArn }, Token, { as = NOBODY, sealed = false } = {}) =>
      test().call(ConfirmSubscription, { TopicArn, Token, AuthenticateOnUnsubscribe: String(sealed) }, as),
    attributesOf: async (SubscriptionArn, as) =>
      (await test().call(GetSubscriptionAttributes, { SubscriptionArn }, as)).Attributes ?? {},
    set: (SubscriptionArn, [AttributeName, AttributeValue], as) =>
      test().call(SetSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue }, as),
    kept,
    tokenOf: async (arn) => (await kept(arn))?.pending?.token ?? "",
    nextSent: async (topic, lane) => {
      const { name, place } = readTopicArn(topic.arn);
      for (;;) {
        const [leased] = await test().store.deliveries.lanes[lane].receive("first", { max: 1, signal: NEVER });
        await leased?.done();
        if (leased?.item.topic.name === name && leased.item.topic.place.account === place.account) return leased.item;
      }
    },
  };
}

const NEVER = new AbortController().signal;
