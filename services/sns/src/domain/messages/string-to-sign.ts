import type { Notice } from "./notice.ts";

/**
 * What the signature of a message is over: names and values in the order of the names, a line each.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function stringToSign({ type, id, topicArn, subject, message, timestamp, confirmation }: Notice): string {
  const members = [
    ["Message", message],
    ["MessageId", id],
    ...(confirmation === undefined ? [["Subject", subject]] : [["SubscribeURL", confirmation.subscribeUrl]]),
    ["Timestamp", timestamp],
    ...(confirmation === undefined ? [] : [["Token", confirmation.token]]),
    ["TopicArn", topicArn],
    ["Type", type],
  ];
  return members.map(([name, value]) => (value === undefined ? "" : `${name}\n${value}\n`)).join("");
}
