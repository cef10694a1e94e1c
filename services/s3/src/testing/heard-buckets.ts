import { beforeEach, expect } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { PutBucketNotificationConfiguration } from "../operations/PutBucketNotificationConfiguration.ts";
import { receive, type Receivers, whileDelivering } from "./delivering.ts";
import { makeBucket } from "./objects.ts";
import type { TestS3 } from "./use-s3.ts";

type NotificationConfiguration = Parameters<typeof PutBucketNotificationConfiguration>[0]["NotificationConfiguration"];

export type EventRecord = { readonly eventName: string; readonly s3: { readonly object: Record<string, unknown> } };

/** Buckets that tell of what happens in them, and who hears of it. */
export type HeardBuckets = {
  readonly receivers: () => Receivers;
  readonly configure: (bucket: string, configuration: NotificationConfiguration, skip?: boolean) => Promise<object>;
  /** A bucket of which a queue of its own hears everything. */
  readonly makeHeard: (about?: Partial<Bucket>) => Promise<Bucket & { readonly queue: string }>;
  /** The events that came to a queue, behind the test event, once there are so many. */
  readonly eventsAt: (queue: string, count: number) => Promise<readonly EventRecord[]>;
};

export const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:111122223333:${resource}`;
export const urlOf = (queue: string): string => `https://sqs.us-east-1.amazonaws.com/111122223333/${queue}`;

const ALL_EVENTS: NonNullable<NotificationConfiguration["QueueConfigurations"]>[number]["Events"] = [
  "s3:ObjectCreated:*",
  "s3:ObjectRemoved:*",
  "s3:ObjectTagging:*",
  "s3:ObjectAcl:Put",
  "s3:LifecycleTransition",
  "s3:ObjectRestore:*",
];

/** Whoever receives is told anew before each test. */
export function useHeardBuckets(test: () => TestS3): HeardBuckets {
  let receivers: Receivers | undefined;
  beforeEach(() => {
    receivers = receive(test());
  });
  const receiving = (): Receivers => {
    if (!receivers) throw new Error("Nobody receives before the tests begin.");
    return receivers;
  };
  const configure: HeardBuckets["configure"] = (name, NotificationConfiguration, skip = false) =>
    test().call(PutBucketNotificationConfiguration, {
      Bucket: name,
      NotificationConfiguration,
      ...(skip && { SkipDestinationValidation: true }),
    });
  return {
    receivers: receiving,
    configure,
    makeHeard: async (about = {}) => {
      const { name } = await makeBucket(test(), about);
      const QueueConfigurations = [{ Id: "all", QueueArn: arnOf("sqs", name), Events: ALL_EVENTS }];
      await configure(name, { QueueConfigurations });
      const bucket = await test().store.buckets.find(name);
      if (bucket === undefined) throw new Error("The bucket is gone");
      return { ...bucket, queue: urlOf(name) };
    },
    eventsAt: async (queue, count) => {
      // as: what a test reads of it, it compares.
      const records = (): EventRecord[] =>
        receiving()
          .at(queue)
          .flatMap((message) => (message as { Records?: EventRecord[] }).Records ?? []);
      await whileDelivering(test(), () => expect.poll(() => records().length).toBe(count));
      return records().toSorted((one, other) =>
        String(one.s3.object["sequencer"]) < String(other.s3.object["sequencer"]) ? -1 : 1,
      );
    },
  };
}
