// What is measured of SNS, whoever serves it.
import { createQueryClient } from "./client.mjs";
import { newQueue } from "./sqs-steps.mjs";

/** What is published. */
export const MESSAGE = "x".repeat(256);

export const IN_A_BATCH = 10;

/** The messages of a batch. */
export const batchOf = (count) => Array.from({ length: count }, (_, at) => ({ Id: `m${at}`, Message: MESSAGE }));

/** A client of a server's SNS. */
export const snsClient = ({ port }) => createQueryClient({ port, service: "sns", version: "2010-03-31" });

/** The parameters by which ten messages are published. */
export function publishBatch(TopicArn) {
  const parameters = { TopicArn };
  for (const [at, { Id, Message }] of batchOf(IN_A_BATCH).entries()) {
    const entry = `PublishBatchRequestEntries.member.${at + 1}`;
    parameters[`${entry}.Id`] = Id;
    parameters[`${entry}.Message`] = Message;
    parameters[`${entry}.MessageAttributes.entry.1.Name`] = "kind";
    parameters[`${entry}.MessageAttributes.entry.1.Value.DataType`] = "String";
    parameters[`${entry}.MessageAttributes.entry.1.Value.StringValue`] = "order";
  }
  return parameters;
}

/** The attributes of the subscriptions of each kind. */
export function attributesOf(kind) {
  if (kind === "enveloped") return {};
  if (kind === "raw") return { RawMessageDelivery: "true" };
  const FilterPolicy = JSON.stringify({ kind: [{ prefix: "ord" }, "return"], size: [{ exists: false }] });
  return { RawMessageDelivery: "true", FilterPolicy };
}

export async function newTopic(sns, Name) {
  const answer = await sns.call("CreateTopic", { Name });
  return /<TopicArn>(.*?)<\/TopicArn>/.exec(answer)[1];
}

/** Makes queues that a topic may send to, subscribes them, and tells their URLs. */
export async function subscribeQueues({ sns, sqs }, TopicArn, { count, attributes }) {
  const [, , , region, account, topic] = TopicArn.split(":");
  return await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const name = `${topic}-${at}`;
      const QueueUrl = await newQueue(sqs, name);
      const arn = `arn:aws:sqs:${region}:${account}:${name}`;
      const Statement = [
        { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: arn },
      ];
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
      await sqs.call("SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
      const parameters = { TopicArn, Protocol: "sqs", Endpoint: arn };
      for (const [index, [key, value]] of Object.entries(attributes).entries()) {
        parameters[`Attributes.entry.${index + 1}.key`] = key;
        parameters[`Attributes.entry.${index + 1}.value`] = value;
      }
      await sns.call("Subscribe", parameters);
      return QueueUrl;
    }),
  );
}
