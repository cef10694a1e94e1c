// What a profile is made of: one operation again and again, after everything that it needs.
import { randomUUID } from "node:crypto";
import { createClient } from "../bench/client.mjs";
import { dynamodbClient, fill as fillTable, newTable, stepsOf as dynamodbSteps } from "../bench/dynamodb-steps.mjs";
import { fill as fillBucket, s3Client, steps as s3Steps } from "../bench/s3-client.mjs";
import { attributesOf, MESSAGE, newTopic, publishBatch, snsClient, subscribeQueues } from "../bench/sns-steps.mjs";
import { fill as fillQueue, newQueue, stepsOf as sqsSteps } from "../bench/sqs-steps.mjs";

const ITEMS = 10_000;
const RECEIVERS = 10;

/** By operation: its service, and what begins the load of so many requests on a server. */
export const LOADS = {
  SendMessage: {
    service: "sqs",
    begin: (server) => onQueue(server, { step: (client, queue) => sqsSteps(client, queue).send }),
  },
  ReceiveMessage: {
    service: "sqs",
    begin: (server, messages) =>
      onQueue(server, { messages, step: (client, queue) => () => client.call("ReceiveMessage", { QueueUrl: queue }) }),
  },
  DeleteMessage: { service: "sqs", begin: (server, messages) => onQueue(server, { messages, step: deleteHeld }) },
  Publish: {
    service: "sns",
    begin: (server) =>
      onTopic(server, (client, TopicArn) => () => client.call("Publish", { TopicArn, Message: MESSAGE })),
  },
  PublishBatch: {
    service: "sns",
    begin: (server) => onTopic(server, (client, topic) => () => client.call("PublishBatch", publishBatch(topic))),
  },
  GetItem: { service: "dynamodb", begin: (server) => onTable(server, "get") },
  PutItem: { service: "dynamodb", begin: (server) => onTable(server, "put") },
  PutObject: { service: "s3", begin: (server) => onBucket(server, s3Steps.put) },
  GetObject: { service: "s3", begin: (server) => onBucket(server, s3Steps.get) },
};

/** The queue is removed afterwards: engines are not the profile's own. */
async function onQueue({ port }, { messages = 0, step }) {
  const client = createClient({ port, service: "sqs", target: "AmazonSQS" });
  const QueueUrl = await newQueue(client, `profile-${randomUUID()}`);
  if (messages > 0) await fillQueue(client, QueueUrl, { messages });
  return {
    step: await step(client, QueueUrl, messages),
    close: async () => {
      await client.call("DeleteQueue", { QueueUrl });
      client.close();
    },
  };
}

async function deleteHeld(client, QueueUrl, messages) {
  const handles = [];
  const receive = async () => {
    while (handles.length < messages) {
      const { Messages = [] } = await client.call("ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      });
      handles.push(...Messages.map(({ ReceiptHandle }) => ReceiptHandle));
    }
  };
  await Promise.all(Array.from({ length: RECEIVERS }, receive));
  return () => client.call("DeleteMessage", { QueueUrl, ReceiptHandle: handles.pop() });
}

/** Ten queues hear of it, raw. */
async function onTopic(server, step) {
  const sns = snsClient(server);
  const sqs = createClient({ port: server.port, service: "sqs", target: "AmazonSQS" });
  const topic = await newTopic(sns, "profile");
  await subscribeQueues({ sns, sqs }, topic, { count: 10, attributes: attributesOf("raw") });
  return {
    step: step(sns, topic),
    close: async () => {
      sns.close();
      sqs.close();
    },
  };
}

async function onTable(server, step) {
  const client = dynamodbClient(server);
  const table = await newTable(client, "profile");
  await fillTable(client, table, { from: 0, to: ITEMS });
  return { step: dynamodbSteps(client, table, ITEMS)[step], close: async () => client.close() };
}

async function onBucket(server, step) {
  const client = s3Client(server);
  await fillBucket(client, "profile");
  return { step: step(client, "profile"), close: async () => client.close() };
}
