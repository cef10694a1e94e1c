import type { SignatureVersion } from "../delivery/delivery.ts";
import type { Notice } from "./notice.ts";

/** What a message is verified by. */
export type Seal = {
  readonly version: SignatureVersion;
  /** Base64. */
  readonly signature: string;
  readonly certificateUrl: string;
};

/** What goes into an envelope beside the notice. */
export type Enclosed = {
  /** Absent with notifications of FIFO topics: AWS signs none of them. */
  readonly seal: Seal | undefined;
  readonly unsubscribeUrl: string;
};

/**
 * The JSON that subscribers get, with AWS's members in AWS's order, spaced as AWS writes it: there are clients that look
 * for `"Type" : "Notification"`.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export const envelope = (notice: Notice, { seal, unsubscribeUrl }: Enclosed): string =>
  envelopeWriter(notice, seal)(unsubscribeUrl);

/** The same for many subscribers, who have a link of their own each, and nothing else. */
export function envelopeWriter(notice: Notice, seal: Seal | undefined): (unsubscribeUrl: string) => string {
  const { type, id, topicArn, subject, message, timestamp, sequenceNumber, replayed, confirmation, attributes } =
    notice;
  const signed: readonly Member[] = seal === undefined ? [] : sealMembers(seal);
  if (confirmation !== undefined) {
    const all = object([
      ["Type", text(type)],
      ["MessageId", text(id)],
      ["Token", text(confirmation.token)],
      ["TopicArn", text(topicArn)],
      ["Message", text(message)],
      ["SubscribeURL", text(confirmation.subscribeUrl)],
      ["Timestamp", text(timestamp)],
      ...signed,
    ]);
    return () => all;
  }
  const [before = "", behind = ""] = object([
    ["Type", text(type)],
    ["MessageId", text(id)],
    ...some("SequenceNumber", sequenceNumber),
    ["TopicArn", text(topicArn)],
    ...some("Subject", subject),
    ["Message", text(message)],
    ["Timestamp", text(timestamp)],
    ...signed,
    ["UnsubscribeURL", GAP],
    // AWS tells that it is there, and not how it is written.
    ...some("Replayed", replayed && "true"),
    ...attributeMembers(attributes),
  ]).split(GAP);
  return (unsubscribeUrl) => before + text(unsubscribeUrl) + behind;
}

type Member = readonly [name: string, json: string];

const object = (members: readonly Member[]): string =>
  `{\n${members.map(([name, json]) => `  "${name}" : ${json}`).join(",\n")}\n}`;

/** Where the link goes. JSON writes this character otherwise. */
const GAP = "\u0000";

const sealMembers = ({ version, signature, certificateUrl }: Seal): readonly Member[] => [
  ["SignatureVersion", text(version)],
  ["Signature", text(signature)],
  ["SigningCertURL", text(certificateUrl)],
];

const some = (name: string, value: string | undefined): readonly Member[] =>
  value === undefined ? [] : [[name, text(value)]];

/** None at all where there are no attributes. */
function attributeMembers(attributes: Notice["attributes"]): readonly Member[] {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return [];
  const lines = entries.map(
    ([name, { type, value }]) => `    ${text(name)} : {"Type":${text(type)},"Value":${text(value)}}`,
  );
  return [["MessageAttributes", `{\n${lines.join(",\n")}\n  }`]];
}

const text = (value: string): string => JSON.stringify(value);
