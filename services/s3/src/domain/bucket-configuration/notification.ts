import type * as sdk from "@aws-sdk/client-s3";
import { isSameRegion, parseArn, partitionOf } from "@skylab/aws";
import type { Bucket } from "../bucket.ts";
import { invalidArgument, invalidRequest, malformedXml } from "../errors.ts";
import type { EventRule } from "./event-rule.ts";
import { checkOverlaps, checkOwnEvents } from "./notification-overlaps.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html

const MOST_CONFIGURATIONS = 100;

const MAX_ID_LENGTH = 255;

/** Bytes of UTF-8. */
const MAX_FILTER_VALUE_BYTES = 1024;

type Kind = {
  /** The element that holds the ARN. */
  readonly element: string;
  readonly service: string;
  readonly pattern: RegExp;
  /** As AWS tells it. */
  readonly shown: string;
};

const TOPIC: Kind = {
  element: "Topic",
  service: "sns",
  pattern: /^arn:aws[a-zA-Z-]*:sns:[a-zA-Z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}$/,
  shown: String.raw`^arn:aws[\p{Alpha}\-]*:sns:[\p{Alnum}\-]+:[\p{Digit}]{12}:[\p{Alnum}\-_]{1,256}$`,
};

const QUEUE: Kind = {
  element: "Queue",
  service: "sqs",
  pattern: /^arn:aws[a-zA-Z-]*:sqs:[a-zA-Z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,80}$/,
  shown: String.raw`^arn:aws[\p{Alpha}\-]*:sqs:[\p{Alnum}\-]+:[\p{Digit}]{12}:[\p{Alnum}\-_]{1,80}$`,
};

const FUNCTION_PATTERN = String.raw`^arn:aws[a-zA-Z\-]*:lambda:[a-zA-Z0-9\-]+:[0-9]{12}:function:[a-zA-Z0-9\-_]+(:[a-zA-Z0-9$_\-]+)?$`;

const FUNCTION: Kind = {
  element: "CloudFunction",
  service: "lambda",
  pattern: new RegExp(FUNCTION_PATTERN),
  shown: FUNCTION_PATTERN,
};

/**
 * The notifications that a bucket gets, each with an id; `undefined` where there are none. Whether the destinations are
 * there is not looked at.
 * @throws AwsError InvalidArgument, InvalidRequest, MalformedXML
 */
export function readNotification(
  asked: sdk.NotificationConfiguration,
  bucket: Bucket,
  newId: () => string,
): sdk.NotificationConfiguration | undefined {
  const { TopicConfigurations: topics = [], QueueConfigurations: queues = [] } = asked;
  const functions = asked.LambdaFunctionConfigurations ?? [];
  const count = topics.length + queues.length + functions.length;
  if (count > MOST_CONFIGURATIONS) {
    throw invalidRequest(
      `Too many configurations submitted. The maximum number of configurations is ${MOST_CONFIGURATIONS}`,
    );
  }
  if (count === 0 && asked.EventBridgeConfiguration === undefined) return undefined;
  const named = {
    ...(topics.length > 0 && { TopicConfigurations: topics.map((one) => withId(one, newId)) }),
    ...(queues.length > 0 && { QueueConfigurations: queues.map((one) => withId(one, newId)) }),
    ...(functions.length > 0 && { LambdaFunctionConfigurations: functions.map((one) => withId(one, newId)) }),
    ...(asked.EventBridgeConfiguration && { EventBridgeConfiguration: {} }),
  };
  checkRules(named, bucket);
  return named;
}

type Configured = {
  readonly Id?: string | undefined;
  readonly Filter?: sdk.NotificationConfigurationFilter | undefined;
};

const withId = <One extends Configured>(one: One, newId: () => string): One & { readonly Id: string } => ({
  ...one,
  Id: one.Id || newId(),
  ...(one.Filter && { Filter: capitalized(one.Filter) }),
});

/** `Prefix`, however the client wrote it: so GetBucketNotificationConfiguration gives it back. */
const capitalized = ({ Key: key }: sdk.NotificationConfigurationFilter): sdk.NotificationConfigurationFilter => ({
  Key: {
    FilterRules: (key?.FilterRules ?? []).map(({ Name: name = "", Value: value = "" }) => ({
      // as: AWS answers a name that its own model does not know.
      Name: `${name.slice(0, 1).toUpperCase()}${name.slice(1).toLowerCase()}` as sdk.FilterRuleName,
      Value: value,
    })),
  },
});

/** The rules of a configuration, in AWS's order: topics, queues, functions. */
export const eventRules = (configuration: sdk.NotificationConfiguration): readonly EventRule[] =>
  rulesByKind(configuration).map(({ rule }) => rule);

type RuleOfKind = { readonly kind: Kind; readonly rule: EventRule };

const rulesByKind = (configuration: sdk.NotificationConfiguration): readonly RuleOfKind[] => [
  ...(configuration.TopicConfigurations ?? []).map((one) => ruleOf(TOPIC, one.TopicArn, one)),
  ...(configuration.QueueConfigurations ?? []).map((one) => ruleOf(QUEUE, one.QueueArn, one)),
  ...(configuration.LambdaFunctionConfigurations ?? []).map((one) => ruleOf(FUNCTION, one.LambdaFunctionArn, one)),
];

const ruleOf = (
  kind: Kind,
  destination: string | undefined,
  one: Configured & { readonly Events: readonly string[] | undefined },
): RuleOfKind => ({
  kind,
  rule: { id: one.Id ?? "", destination: destination ?? "", events: one.Events ?? [], filter: one.Filter },
});

function checkRules(configuration: sdk.NotificationConfiguration, bucket: Bucket): void {
  const rules = rulesByKind(configuration);
  const ids = new Set<string>();
  for (const { kind, rule } of rules) {
    if (rule.id.length > MAX_ID_LENGTH) {
      throw invalidArgument(`ID length exceeded allowed limit of ${MAX_ID_LENGTH}`, "Id", rule.id);
    }
    if (rule.events.length === 0) throw malformedXml();
    checkDestination(kind, rule.destination, bucket);
    checkOwnEvents(rule);
    if (rule.filter) checkFilter(rule.filter);
    if (ids.has(rule.id)) {
      throw invalidArgument("Same ID used for multiple configurations. IDs must be unique.", "Id", rule.id);
    }
    ids.add(rule.id);
  }
  checkOverlaps(rules.map(({ rule }) => rule));
}

function checkDestination({ element, service, pattern, shown }: Kind, text: string, bucket: Bucket): void {
  const arn = parseArn(text);
  if (arn === undefined) throw invalidArgument("The ARN could not be parsed", element, text);
  if (service === "sqs" && arn.resource.endsWith(".fifo")) {
    throw invalidArgument("FIFO SQS queues are not supported.", element, text);
  }
  if (!pattern.test(text) || arn.partition !== partitionOf(bucket.region)) {
    const message = `The ARN failed to satisfy constraint: Member must satisfy regular expression pattern: ${shown}`;
    throw invalidArgument(message, element, text);
  }
  if (!isSameRegion(arn, bucket)) {
    throw invalidArgument(
      "The notification destination service region is not valid for the bucket location constraint",
      element,
      text,
    );
  }
}

function checkFilter({ Key: key }: sdk.NotificationConfigurationFilter): void {
  const seen = new Set<string>();
  for (const { Name: name = "", Value: value = "" } of key?.FilterRules ?? []) {
    const lower = name.toLowerCase();
    if (lower !== "prefix" && lower !== "suffix") {
      throw invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", name);
    }
    if (seen.has(lower)) {
      throw invalidArgument(`Cannot specify more than one ${lower} rule in a filter.`, "FilterRule.Name", name);
    }
    seen.add(lower);
    if (Buffer.byteLength(value) > MAX_FILTER_VALUE_BYTES) {
      throw invalidArgument(
        `Size of filter rule value cannot exceed ${MAX_FILTER_VALUE_BYTES} bytes in UTF-8 representation`,
        "FilterRule.Value",
        value,
      );
    }
  }
}
