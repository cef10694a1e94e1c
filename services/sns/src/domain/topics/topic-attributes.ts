import { parseArn } from "@skylab/aws";
import { checkChoice, readBoolean, type Refuse, refuseAtChange, refuseAtCreation } from "../attribute-refusal.ts";
import { parseTopicDeliveryPolicy } from "../delivery/delivery-policy.ts";
import { readArchivePolicy } from "./archive-policy.ts";

/** Attributes by their names, as they were set. */
export type Attributes = Readonly<Record<string, string>>;

/** What an attribute is checked by; answers it as it is kept. The empty text takes it away, where `isRemovable` says so. */
type Rule = {
  readonly read: (value: string, refuse: Refuse) => string;
  readonly isRemovable?: true;
  /** Only FIFO topics have it. */
  readonly ofFifo?: true;
  /** It is chosen when the topic is made. */
  readonly isFixed?: true;
};

/** Checks a policy, whose grammar packages/auth knows. */
type CheckPolicy = (text: string, refuse: Refuse) => void;

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const MAX_DISPLAY_NAME_CHARACTERS = 100;
const MAX_SAMPLE_RATE = 100;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html */
const FEEDBACK_OF = ["Application", "Firehose", "HTTP", "Lambda", "SQS"];

const asItIs = (value: string): string => value;

const choice = (name: string, ...of: readonly string[]): Rule => ({
  read: (value, refuse) => checkChoice(name, { value, of }, refuse),
});

const boolean = (name: string): Rule => ({ read: (value, refuse) => readBoolean(name, value, refuse) });

const role = (name: string): Rule => ({
  isRemovable: true,
  read: (value, refuse) => {
    const arn = parseArn(value);
    if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) throw refuse(`${name}: invalid ARN`);
    return value;
  },
});

const sampleRate = (name: string): Rule => ({
  read: (value, refuse) => {
    if (!/^\d{1,3}$/.test(value) || Number(value) > MAX_SAMPLE_RATE) {
      throw refuse(`${name}: ${value} value provided is not an integer between 0-${MAX_SAMPLE_RATE}`);
    }
    return value;
  },
});

const feedback: readonly (readonly [string, Rule])[] = FEEDBACK_OF.flatMap(
  (of): readonly (readonly [string, Rule])[] => [
    [`${of}SuccessFeedbackRoleArn`, role(`${of}SuccessFeedbackRoleArn`)],
    [`${of}SuccessFeedbackSampleRate`, sampleRate(`${of}SuccessFeedbackSampleRate`)],
    [`${of}FailureFeedbackRoleArn`, role(`${of}FailureFeedbackRoleArn`)],
  ],
);

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...feedback,
  [
    "DisplayName",
    {
      read: (value, refuse) => {
        if (value.length > MAX_DISPLAY_NAME_CHARACTERS) throw refuse("DisplayName");
        return value;
      },
    },
  ],
  ["Policy", { read: asItIs }],
  [
    "DeliveryPolicy",
    {
      isRemovable: true,
      read: (value, refuse) => {
        parseTopicDeliveryPolicy(value, refuse);
        return value;
      },
    },
  ],
  ["KmsMasterKeyId", { read: asItIs, isRemovable: true }],
  ["SignatureVersion", choice("SignatureVersion", "1", "2")],
  ["TracingConfig", choice("TracingConfig", "PassThrough", "Active")],
  ["FifoTopic", { ...boolean("FifoTopic"), isFixed: true }],
  ["ContentBasedDeduplication", { ...boolean("ContentBasedDeduplication"), ofFifo: true }],
  ["FifoThroughputScope", { ...choice("FifoThroughputScope", "Topic", "MessageGroup"), ofFifo: true }],
  [
    "ArchivePolicy",
    {
      ofFifo: true,
      isRemovable: true,
      read: (value, refuse) => (readArchivePolicy(value, refuse) === undefined ? "" : value),
    },
  ],
]);

/**
 * The attributes with which a topic is made.
 * @throws AwsError InvalidParameter
 */
export function readTopicAttributes(asked: Attributes, checkPolicy: CheckPolicy): Attributes {
  const refuse = refuseAtCreation;
  const isFifo = isFifoAsked(asked);
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(asked)) {
    const rule = RULES.get(name);
    if (rule === undefined || (rule.ofFifo && !isFifo)) throw refuse(`Unknown attribute ${name}`);
    read[name] = readAttribute({ name, value, rule }, checkPolicy, refuse);
  }
  return kept(read);
}

/** Whether a topic is to be FIFO. */
export const isFifoAsked = ({ FifoTopic }: Attributes): boolean => FifoTopic?.toLowerCase() === "true";

/**
 * The attributes of a topic once one of them is set.
 * @throws AwsError InvalidParameter
 */
export function changeTopicAttribute(
  current: Attributes,
  { name, value }: { readonly name: string; readonly value: string },
  checkPolicy: CheckPolicy,
): Attributes {
  const rule = RULES.get(name);
  const refuse = refuseAtChange;
  if (rule === undefined || rule.isFixed || (rule.ofFifo && !isFifoAsked(current))) throw refuse("AttributeName");
  return kept({ ...current, [name]: readAttribute({ name, value, rule }, checkPolicy, refuse) });
}

type Asked = { readonly name: string; readonly value: string; readonly rule: Rule };

function readAttribute({ name, rule, value }: Asked, checkPolicy: CheckPolicy, refuse: Refuse): string {
  if (rule.isRemovable && value === "") return value;
  if (name === "Policy") checkPolicy(value, refuse);
  return rule.read(value, refuse);
}

/** What is empty was never set; a standard topic is none of FIFO's attributes. */
const kept = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => value !== "" && !(name === "FifoTopic" && value === "false")),
  );
