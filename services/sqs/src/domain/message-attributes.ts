import { invalidParameter } from "./errors.ts";
import { forbiddenCharacter } from "./message-body.ts";

/** One attribute of a message: text of the types String and Number, bytes of the type Binary. */
export type MessageAttribute = {
  readonly name: string;
  readonly dataType: string;
  readonly value: string | Uint8Array;
};

/** An attribute as clients write it. */
export type AttributeInput = {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
  readonly StringListValues?: readonly string[] | undefined;
  readonly BinaryListValues?: readonly Uint8Array[] | undefined;
};
export type AttributeInputs = Readonly<Record<string, AttributeInput>>;

/** AWS's word for an attribute's kind in its sentences. */
type Kind = "(user)" | "(system)";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const MAX_ATTRIBUTES = 10;
const MAX_NAME_BYTES = 256;
const MAX_TYPE_BYTES = 256;

const TRACE_HEADER = "AWSTraceHeader";

// Only ASCII letters are documented; AWS takes those of other alphabets all the same.
const NAME = /^[\p{L}\d_.-]+$/u;
const RESERVED_PREFIX = /^(aws|amazon)\./i;
const TYPE = /^(String|Number|Binary)(\.|$)/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const NO_ATTRIBUTES: readonly MessageAttribute[] = [];

/**
 * The attributes of a message, sorted by name, as their digest wants them.
 * @throws AwsError in AWS's words
 */
export function readMessageAttributes(input: AttributeInputs | undefined): readonly MessageAttribute[] {
  if (!input) return NO_ATTRIBUTES;
  const names = Object.keys(input);
  if (names.length > MAX_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  }
  return names.toSorted().map((name) => {
    checkName(name);
    return readAttribute(name, input[name] ?? {}, "(user)");
  });
}

/**
 * The X-Ray header, which is the only system attribute that clients may send.
 * @throws AwsError in AWS's words
 */
export function readTraceHeader(input: AttributeInputs | undefined): string | undefined {
  for (const [name, attribute] of Object.entries(input ?? {})) {
    if (name !== TRACE_HEADER) throw invalidSystemAttribute(name);
    const { dataType, value } = readAttribute(name, attribute, "(system)");
    if (dataType !== "String" || typeof value !== "string") throw mustUseField(name, "String", "(system)");
    return value;
  }
  return undefined;
}

const invalidSystemAttribute = (name: string): Error =>
  invalidParameter(`Message system attribute name '${name}' is invalid.`);

const typeIsMissing = (name: string, kind: Kind): Error =>
  invalidParameter(`The message ${kind} attribute '${name}' must contain a non-empty message attribute type.`);

/** The system attribute as an attribute, for its digest. */
export const traceHeaderAttribute = (value: string): MessageAttribute => ({
  name: TRACE_HEADER,
  dataType: "String",
  value,
});

function checkName(name: string): void {
  if (name === "") throw invalidParameter("The request must contain non-empty message (user) attribute names.");
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw invalidParameter(`Message (user) attribute name must be shorter than ${MAX_NAME_BYTES} bytes.`);
  }
  if (!NAME.test(name)) {
    // AWS's own spelling, to the blank at the end.
    throw invalidParameter(
      "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ",
    );
  }
  if (RESERVED_PREFIX.test(name)) {
    throw invalidParameter(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.",
    );
  }
  if (name.startsWith(".")) throw badName("must not begin with character '.'");
  if (name.endsWith(".")) throw badName("must not end with character '.'");
  if (name.includes("..")) throw badName("must not have successive '.' characters");
}

const badName = (rule: string): Error => invalidParameter(`Message (user) attribute name ${rule}.`);

function readAttribute(name: string, input: AttributeInput, kind: Kind): MessageAttribute {
  const { DataType: dataType = "" } = input;
  checkType(name, dataType, kind);
  if ((input.StringListValues ?? []).length > 0 || (input.BinaryListValues ?? []).length > 0) {
    throw invalidParameter("Message attribute list values in SendMessage operation are not supported.");
  }
  const value = readValue({ name, dataType }, input, kind);
  if (typeof value === "string") {
    if (dataType.startsWith("Number") && !NUMBER.test(value)) {
      throw invalidParameter(`Can't cast the value of message ${kind} attribute '${name}' to a number.`);
    }
    const character = forbiddenCharacter(value);
    if (character !== undefined) {
      throw invalidParameter(`Message ${kind} attribute '${name}' contains a character that is not allowed.`);
    }
  }
  return { name, dataType, value };
}

function checkType(name: string, dataType: string, kind: Kind): void {
  if (dataType === "") throw typeIsMissing(name, kind);
  if (!TYPE.test(dataType)) {
    throw invalidParameter(
      `The type of message ${kind} attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if (Buffer.byteLength(dataType) > MAX_TYPE_BYTES) {
    throw invalidParameter(`Message ${kind} attribute type must be shorter than ${MAX_TYPE_BYTES} bytes.`);
  }
}

function readValue(
  { name, dataType }: Pick<MessageAttribute, "name" | "dataType">,
  input: AttributeInput,
  kind: Kind,
): string | Uint8Array {
  const text = input.StringValue;
  const bytes = input.BinaryValue;
  if (text !== undefined && bytes !== undefined) {
    throw invalidParameter(`Message ${kind} attribute '${name}' must have a single value.`);
  }
  const value = text ?? bytes;
  if (value === undefined || value.length === 0) {
    throw invalidParameter(`Message ${kind} attribute '${name}' must contain a non-empty value of type '${dataType}'.`);
  }
  const field = dataType.startsWith("Binary") ? "Binary" : "String";
  if ((field === "Binary") !== (typeof value !== "string")) throw mustUseField(name, dataType, kind);
  return value;
}

const mustUseField = (name: string, dataType: string, kind: Kind): Error =>
  invalidParameter(
    `Message ${kind} attribute '${name}' with type '${dataType}' must use field '${dataType.startsWith("Binary") ? "Binary" : "String"}'.`,
  );

/**
 * Which attributes a receive gives back.
 * @param wanted names; `All`, `.*` and `*` mean all; `bar.*` means those that begin with `bar`
 */
export function selectAttributes(
  attributes: readonly MessageAttribute[],
  wanted: readonly string[],
): readonly MessageAttribute[] {
  if (wanted.some((name) => name === "All" || name === ".*" || name === "*")) return attributes;
  const prefixes = wanted.filter((name) => name.endsWith(".*")).map((name) => name.slice(0, -2));
  return attributes.filter(({ name }) => wanted.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)));
}
