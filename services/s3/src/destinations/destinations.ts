import { parseArn } from "@skylab/aws";
import type { ServiceCall, ServiceClient } from "@skylab/service";
import type { Notification } from "../domain/notifications/deliveries.ts";
import { bridgeEntry, EVENT_BRIDGE } from "../domain/notifications/event-bridge.ts";
import { bucketArn, eventRecord, type ToldBucket } from "../domain/notifications/event-record.ts";
import { S3_PRINCIPAL } from "../domain/notifications/occurrence.ts";

/** The queues, topics, functions and event buses that notifications go to: other services, which S3 calls as itself. */
export type Destinations = {
  /** Rejects with what the destination's service answers, or where it cannot be reached. */
  readonly notify: (notification: Notification) => Promise<void>;
  /** Hands a message to a destination that has no event in it: the test of a new one. A function is not run by it. */
  readonly test: (bucket: ToldBucket, destination: string, message: object) => Promise<void>;
};

export function openDestinations(call: ServiceClient): Destinations {
  return {
    notify: async (notification) => {
      const { bucket, destination, configurationId } = notification;
      if (destination === EVENT_BRIDGE) {
        await putEvents(call, notification);
        return;
      }
      const body = JSON.stringify({ Records: [eventRecord(bucket, notification, configurationId)] });
      await call(callTo(bucket, destination, { body, invocation: "Event" }));
    },
    test: async (bucket, destination, message) => {
      await call(callTo(bucket, destination, { body: JSON.stringify(message), invocation: "DryRun" }));
    },
  };
}

type Sent = { readonly body: string; readonly invocation: "Event" | "DryRun" };

function callTo(bucket: ToldBucket, destination: string, { body, invocation }: Sent): ServiceCall {
  const arn = parseArn(destination);
  if (arn === undefined) throw new Error(`${destination} is no ARN.`);
  const as = callAs(bucket);
  switch (arn.service) {
    case "sqs": {
      const QueueUrl = `https://sqs.${arn.region}.amazonaws.com/${arn.account}/${arn.resource}`;
      return { service: "sqs", operation: "SendMessage", input: { QueueUrl, MessageBody: body }, as };
    }
    case "sns": {
      const input = { TopicArn: destination, Subject: "Amazon S3 Notification", Message: body };
      return { service: "sns", operation: "Publish", input, as };
    }
    default: {
      const input = { FunctionName: destination, InvocationType: invocation, Payload: Buffer.from(body) };
      return { service: "lambda", operation: "Invoke", input, as };
    }
  }
}

async function putEvents(call: ServiceClient, notification: Notification): Promise<void> {
  const { bucket } = notification;
  const entry = bridgeEntry(bucket, notification);
  const input = { Entries: [entry] };
  const answer = await call({ service: "events", operation: "PutEvents", input, as: callAs(bucket) });
  if (answer["FailedEntryCount"]) throw new Error(`EventBridge took no event of ${bucket.name}.`);
}

/** For the bucket's owner, which is what policies see as aws:SourceAccount. */
const callAs = (bucket: ToldBucket): ServiceCall["as"] => ({
  principal: { name: S3_PRINCIPAL, sourceArn: bucketArn(bucket) },
  place: { account: bucket.account, region: bucket.region },
});
