import { createHash, hash } from "node:crypto";
import type { MessageAttribute } from "./message-attributes.ts";

const TRANSPORT_STRING = Buffer.of(1);
const TRANSPORT_BINARY = Buffer.of(2);

/** MD5OfMessageBody: of the body's UTF-8, in lower-case hex. */
export const digestOfBody = (body: string): string => hash("md5", body);

/**
 * MD5OfMessageAttributes, in lower-case hex; the attributes are sorted by name.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function digestOfAttributes(attributes: readonly MessageAttribute[]): string {
  const md5 = createHash("md5");
  const updateWithLength = (value: string | Uint8Array): void => {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(bytes.length);
    md5.update(length).update(bytes);
  };
  for (const { name, dataType, value } of attributes) {
    updateWithLength(name);
    updateWithLength(dataType);
    md5.update(typeof value === "string" ? TRANSPORT_STRING : TRANSPORT_BINARY);
    updateWithLength(value);
  }
  return md5.digest("hex");
}
