import {
  AddPermissionCommand,
  CheckIfPhoneNumberIsOptedOutCommand,
  ConfirmSubscriptionCommand,
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  CreateTopicCommand,
  GetEndpointAttributesCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
} from "@aws-sdk/client-sns";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { refusal } from "./refusal.ts";
import { useSns } from "./sns.ts";

// Words as they were recorded from AWS, on their way through the wire and an SDK.

const sns = useSns();
const account = uniqueAccount();
const client = (): ReturnType<typeof sns.client> => sns.client({ account });

const arnOf = (name: string, region = "us-east-1"): string => `arn:aws:sns:${region}:${account}:${name}`;
const queueOf = (name: string): string => `arn:aws:sqs:us-east-1:${account}:${name}`;
const [STANDARD, FIFO] = [uniqueName("topic"), `${uniqueName("topic")}.fifo`];
const [topic, fifo] = [arnOf(STANDARD), arnOf(FIFO)];
const NOBODYS = "11111111-2222-3333-4444-555555555555";
let subscription: string;

beforeAll(async () => {
  await client().send(new CreateTopicCommand({ Name: STANDARD, Tags: [{ Key: "team", Value: "a" }] }));
  await client().send(new CreateTopicCommand({ Name: FIFO, Attributes: { FifoTopic: "true" } }));
  const subscribed = { TopicArn: topic, Protocol: "sqs", Endpoint: queueOf("orders") };
  subscription = (await client().send(new SubscribeCommand(subscribed))).SubscriptionArn ?? "";
});

const publish = (more: Partial<PublishCommandInput>): Promise<unknown> =>
  client().send(new PublishCommand({ Message: "text", ...(more.PhoneNumber ? {} : { TopicArn: topic }), ...more }));

const publishWith = (name: string, attribute: MessageAttributeValue): Promise<unknown> =>
  publish({ MessageAttributes: { [name]: attribute } });

const publishBatch = (...entries: PublishBatchRequestEntry[]): Promise<unknown> =>
  client().send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries }));

const subscribe = (Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}): Promise<unknown> =>
  client().send(new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, Attributes }));

const setSubscription = (AttributeName: string, AttributeValue: string): Promise<unknown> =>
  client().send(new SetSubscriptionAttributesCommand({ SubscriptionArn: subscription, AttributeName, AttributeValue }));

const createTopic = (Name: string, more = {}): Promise<unknown> =>
  client().send(new CreateTopicCommand({ Name, ...more }));

const entry = (Id: string, Message = "x"): PublishBatchRequestEntry => ({ Id, Message });

const TEXT = { DataType: "String", StringValue: "x" };

type Refused = readonly [what: string, ask: () => Promise<unknown>, words: string];

describe("a publication is refused", () => {
  it.each<Refused>([
    ["without a text", () => publish({ Message: "" }), "Empty message"],
    ["with a line break in its subject", () => publish({ Subject: "a\nb" }), "Subject"],
    [
      "without a text for all",
      () => publish({ Message: '{"sqs":"x"}', MessageStructure: "json" }),
      "Message Structure - No default entry in JSON message body",
    ],
    [
      "with a structure that is no JSON",
      () => publish({ Message: "x", MessageStructure: "json" }),
      "Message Structure - JSON message body failed to parse",
    ],
    [
      "without a group to a FIFO topic",
      () => publish({ TopicArn: fifo }),
      "The MessageGroupId parameter is required for FIFO topics",
    ],
    [
      "without an id to a FIFO topic",
      () => publish({ TopicArn: fifo, MessageGroupId: "group" }),
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ],
    [
      "with an id to a standard topic",
      () => publish({ MessageDeduplicationId: "id" }),
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    ],
    [
      "to a phone that is none",
      () => publish({ PhoneNumber: "+1a234" }),
      "PhoneNumber Reason: +1a234 is not valid to publish to",
    ],
    ["to another region's topic", () => publish({ TopicArn: arnOf(STANDARD, "eu-west-1") }), "TopicArn"],
    [
      "to what is no ARN",
      () => publish({ TopicArn: "orders" }),
      "TopicArn Reason: An ARN must have at least 6 elements, not 1",
    ],
  ])("%s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 InvalidParameterException: Invalid parameter: ${words}`);
  });

  it("to a topic that is not there", async () => {
    expect(await refusal(publish({ TopicArn: arnOf("none") }))).toBe("404 NotFoundException: Topic does not exist");
  });

  it.each<Refused>([
    [
      "name begins with a dot",
      () => publishWith(".n", TEXT),
      "Invalid message attribute name starting with character '.' was found.",
    ],
    [
      "name has two dots",
      () => publishWith("n..n", TEXT),
      "Message attribute name can not have successive '.' character.",
    ],
    [
      "type is none",
      () => publishWith("n", { DataType: "x", StringValue: "x" }),
      "The message attribute 'n' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      "value is empty",
      () => publishWith("n", { DataType: "String", StringValue: "" }),
      "The message attribute 'n' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      "value is in the wrong field",
      () => publishWith("n", { DataType: "Binary", StringValue: "x" }),
      "The message attribute 'n' with type 'Binary' must use field 'Binary'.",
    ],
  ])("where an attribute's %s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 InvalidParameterValueException: ${words}`);
  });

  it("where an attribute has no type, by the way to it", async () => {
    const required = "failed to satisfy constraint: Member must not be null";
    const untyped = { StringValue: "x", DataType: undefined };
    expect(await refusal(publishWith("n", untyped))).toBe(
      `400 ValidationError: 1 validation error detected: Value null at 'messageAttributes.n.member.dataType' ${required}`,
    );
    expect(await refusal(publishBatch({ Id: "a", Message: "x", MessageAttributes: { n: untyped } }))).toBe(
      `400 ValidationError: 1 validation error detected: Value null at 'publishBatchRequestEntries.1.member.messageAttributes.n.member.dataType' ${required}`,
    );
  });
});

describe("a batch is refused", () => {
  it.each<Refused>([
    [
      "without entries",
      () => publishBatch(),
      "EmptyBatchRequestException: The batch request doesn't contain any entries.",
    ],
    [
      "of eleven",
      () => publishBatch(...Array.from({ length: 11 }, (_, at) => entry(String(at)))),
      "TooManyEntriesInBatchRequestException: The batch request contains more entries than permissible.",
    ],
    [
      "with an id twice",
      () => publishBatch(entry("a"), entry("a")),
      "BatchEntryIdsNotDistinctException: Two or more batch entries in the request have the same Id.",
    ],
    [
      "with a dot in an id",
      () => publishBatch(entry("message.id")),
      "InvalidBatchEntryIdException: The Id of a batch entry in the batch request contains an impermissible character: message.id",
    ],
    [
      "that is longer than one message may be",
      () => publishBatch(entry("a", "x".repeat(150_000)), entry("b", "x".repeat(150_000))),
      "BatchRequestTooLongException: The length of all the messages put together is more than the limit.",
    ],
  ])("%s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 ${words}`);
  });
});

describe("of subscriptions is refused", () => {
  it.each<Refused>([
    [
      "one to a queue of the other kind",
      () => subscribe("sqs", queueOf("orders.fifo")),
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    ],
    ["one to what is no queue", () => subscribe("sqs", "http://localhost/queue"), "SQS endpoint ARN"],
    [
      "one with a filter that is no JSON",
      () => subscribe("sqs", queueOf("more"), { FilterPolicy: "invalid" }),
      "Attributes Reason: FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]",
    ],
    [
      "one with a filter that is wrong",
      () => subscribe("sqs", queueOf("more"), { FilterPolicy: '{"key":[{"suffix":100}]}' }),
      'Attributes Reason: FilterPolicy: suffix match pattern must be a string\n at [Source: (String)"{"key":[{"suffix":100}]}"; line: 1, column: 22]',
    ],
    [
      "one that is there with other attributes",
      () => subscribe("sqs", queueOf("orders"), { RawMessageDelivery: "true" }),
      "Attributes Reason: Subscription already exists with different attributes",
    ],
  ])("%s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 InvalidParameterException: Invalid parameter: ${words}`);
  });

  it.each<Refused>([
    [
      "a filter by attributes that is nested",
      () => setSubscription("FilterPolicy", '{"a":{"b":["c"]}}'),
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    [
      "a scope that is none",
      () => setSubscription("FilterPolicyScope", "RandomValue"),
      "FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
    ],
    [
      "an empty flag",
      () => setSubscription("RawMessageDelivery", ""),
      "RawMessageDelivery: Invalid value []. Must be true or false.",
    ],
    [
      "a dead-letter queue that is none",
      () => setSubscription("RedrivePolicy", '{"deadLetterTargetArn":"x"}'),
      "RedrivePolicy: deadLetterTargetArn is an invalid arn",
    ],
    ["an attribute that is none", () => setSubscription("Color", "red"), "AttributeName"],
    [
      "a confirmation by nobody's token",
      () => client().send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token: "ab".repeat(112) })),
      "Token",
    ],
    [
      "a confirmation in another region",
      () =>
        client().send(
          new ConfirmSubscriptionCommand({ TopicArn: arnOf(STANDARD, "eu-west-1"), Token: "ab".repeat(112) }),
        ),
      "Topic",
    ],
    [
      "one that has no ARN",
      () => client().send(new GetSubscriptionAttributesCommand({ SubscriptionArn: "a:b:c:d:e" })),
      "SubscriptionArn Reason: An ARN must have at least 6 elements, not 5",
    ],
    [
      "one that has a topic's ARN",
      () => client().send(new GetSubscriptionAttributesCommand({ SubscriptionArn: topic })),
      "SubscriptionId",
    ],
  ])("%s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 InvalidParameterException: Invalid parameter: ${words}`);
  });

  it("a confirmation by what is no token", async () => {
    const asked = client().send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token: "x" }));
    expect(await refusal(asked)).toBe("400 InvalidParameterException: Invalid token");
  });
});

describe("what is refused, too", () => {
  const tag = { Key: "team", Value: "b" };

  it.each<Refused>([
    ["a topic of a wrong name", () => createTopic("a b"), "Topic Name"],
    [
      "a topic that is there with other attributes",
      () => createTopic(STANDARD, { Attributes: { DisplayName: "Others" } }),
      "Attributes Reason: Topic already exists with different attributes",
    ],
    [
      "a topic that is there with other tags",
      () => createTopic(STANDARD, { Tags: [tag] }),
      "Tags Reason: Topic already exists with different tags",
    ],
    [
      "a tag twice",
      () => client().send(new TagResourceCommand({ ResourceArn: topic, Tags: [tag, tag] })),
      "Duplicated keys are not allowed.",
    ],
    [
      "an attribute that topics have not",
      () => client().send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: "Color" })),
      "AttributeName",
    ],
    [
      "a permission for what topics know not",
      () =>
        client().send(
          new AddPermissionCommand({ TopicArn: topic, Label: "l", AWSAccountId: [account], ActionName: ["Fly"] }),
        ),
      "Policy statement action out of service scope!",
    ],
    [
      "a topic without an ARN",
      () => client().send(new GetTopicAttributesCommand({ TopicArn: "a:b" })),
      "TopicArn Reason: An ARN must have at least 6 elements, not 2",
    ],
    [
      "a push service that nobody knows",
      () =>
        client().send(
          new CreatePlatformApplicationCommand({ Name: "a", Platform: "AAA", Attributes: { PlatformCredential: "x" } }),
        ),
      "Platform Reason: AAA is not supported",
    ],
    [
      "an application without an ARN",
      () => client().send(new CreatePlatformEndpointCommand({ PlatformApplicationArn: "app", Token: "t" })),
      "PlatformApplicationArn Reason: An ARN must have at least 6 elements, not 1",
    ],
    [
      "an endpoint of too few slashes",
      () => client().send(new GetEndpointAttributesCommand({ EndpointArn: arnOf("endpoint/GCM/a") })),
      "EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.",
    ],
    [
      "a device that is not there",
      () => client().send(new PublishCommand({ TargetArn: arnOf(`endpoint/GCM/a/${NOBODYS}`), Message: "x" })),
      "TargetArn Reason: No endpoint found for the target arn specified",
    ],
    [
      "a number that is none",
      () => client().send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: "x" })),
      "PhoneNumber Reason: input incorrectly formatted",
    ],
  ])("%s", async (_what, ask, words) => {
    expect(await refusal(ask())).toBe(`400 InvalidParameterException: Invalid parameter: ${words}`);
  });
});
