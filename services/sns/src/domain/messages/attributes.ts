import { invalidAttribute } from "./errors.ts";
import type { MessageAttribute } from "./publication.ts";

/** An attribute as clients write it. */
export type AttributeInput = {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
};

export type AttributeInputs = Readonly<Record<string, AttributeInput>>;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const NAME_BYTES_BELOW = 256;
const FORBIDDEN_IN_NAME = /[^\w.-]/;
const TYPE = /^(String|Number|Binary)(\..+)?$/s;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The attributes of a message.
 * @throws AwsError ParameterValueInvalid for the first that is none
 */
export function readAttributes(inputs: AttributeInputs | undefined): Readonly<Record<string, MessageAttribute>> {
  if (inputs === undefined) return {};
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, readAttribute(name, input)]));
}

function readAttribute(name: string, input: AttributeInput): MessageAttribute {
  checkName(name);
  const { DataType: type } = input;
  if (!TYPE.test(type)) {
    throw invalidAttribute(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = valueOf(name, input);
  if (type.startsWith("Number") && !NUMBER.test(value)) {
    // Not recorded from AWS.
    throw invalidAttribute(`Could not cast message attribute '${name}' value to number.`);
  }
  return { type, value };
}

function checkName(name: string): void {
  // SQS's words: nobody recorded SNS's.
  if (name === "") throw invalidAttribute("The request must contain non-empty message attribute name.");
  const forbidden = FORBIDDEN_IN_NAME.exec(name)?.[0];
  if (Buffer.byteLength(name) >= NAME_BYTES_BELOW) {
    throw invalidAttribute(`Length of message attribute name must be less than ${NAME_BYTES_BELOW} bytes.`);
  }
  if (forbidden !== undefined) {
    const code = forbidden.codePointAt(0)?.toString(16).toUpperCase();
    throw invalidAttribute(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith(".")) throw dotIn("starting with character");
  if (name.endsWith(".")) throw dotIn("ending with character");
  if (name.includes("..")) throw invalidAttribute("Message attribute name can not have successive '.' character.");
}

const dotIn = (where: string): Error => invalidAttribute(`Invalid message attribute name ${where} '.' was found.`);

function valueOf(name: string, { DataType: type, StringValue: text, BinaryValue: bytes }: AttributeInput): string {
  const isBinary = type.startsWith("Binary");
  const [own, other] = isBinary ? [bytes, text] : [text, bytes];
  if (other !== undefined && own === undefined) {
    throw invalidAttribute(
      `The message attribute '${name}' with type '${type}' must use field '${isBinary ? "Binary" : "String"}'.`,
    );
  }
  if (own === undefined || own.length === 0) {
    throw invalidAttribute(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  return typeof own === "string" ? own : Buffer.from(own).toString("base64");
}

/** What attributes take of a message's size. */
export function bytesOfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): number {
  let bytes = 0;
  for (const [name, { type, value }] of Object.entries(attributes)) {
    const length = type.startsWith("Binary") ? Buffer.byteLength(value, "base64") : Buffer.byteLength(value);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(type) + length;
  }
  return bytes;
}
