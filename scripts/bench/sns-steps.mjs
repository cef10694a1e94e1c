// What is measured of SNS, whoever serves it.
import { newQueue } from "./sqs-steps.mjs";

const MESSAGE = "x".repeat(256);

/** The messages of a batch. */
export const batchOf = (count) => Array.from({ length: count }, (_, at) => ({ Id: `m${at}`, Message: MESSAGE }));

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
