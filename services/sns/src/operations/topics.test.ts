import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { newOwner, type Owner } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { CreateTopic } from "./CreateTopic.ts";
import { DeleteTopic } from "./DeleteTopic.ts";
import { GetDataProtectionPolicy } from "./GetDataProtectionPolicy.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { ListTagsForResource } from "./ListTagsForResource.ts";
import { ListTopics } from "./ListTopics.ts";
import { PutDataProtectionPolicy } from "./PutDataProtectionPolicy.ts";
import { SetTopicAttributes } from "./SetTopicAttributes.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";

const test = useSns();

type Wanted = {
  readonly Attributes?: Record<string, string>;
  readonly Tags?: { readonly Key: string; readonly Value: string }[];
};

async function createTopic(as: Owner, Name = "orders", wanted: Wanted = {}): Promise<string> {
  return (await test().call(CreateTopic, { Name, ...wanted }, as)).TopicArn ?? "";
}

async function attributesOf(TopicArn: string, as: Owner): Promise<Record<string, string>> {
  return (await test().call(GetTopicAttributes, { TopicArn }, as)).Attributes ?? {};
}

const set = (TopicArn: string, [AttributeName, AttributeValue]: Attribute, as: Owner): Promise<unknown> =>
  test().call(SetTopicAttributes, { TopicArn, AttributeName, AttributeValue }, as);

type Attribute = readonly [name: string, value: string];

describe("making a topic", () => {
  it("answers its ARN, and tells everything of it as AWS does", async () => {
    const as = newOwner();
    const arn = await createTopic(as);
    expect(arn).toBe(`arn:aws:sns:us-east-1:${as.account}:orders`);
    const { EffectiveDeliveryPolicy, Policy, ...rest } = await attributesOf(arn, as);
    expect(rest).toEqual({
      DisplayName: "",
      Owner: as.account,
      SubscriptionsConfirmed: "0",
      SubscriptionsDeleted: "0",
      SubscriptionsPending: "0",
      TopicArn: arn,
    });
    expect(JSON.parse(EffectiveDeliveryPolicy ?? "")).toMatchObject({
      http: { defaultHealthyRetryPolicy: { numRetries: 3, minDelayTarget: 20 } },
    });
    expect(JSON.parse(Policy ?? "")).toMatchObject({
      Version: "2008-10-17",
      Id: "__default_policy_ID",
      Statement: [
        {
          Sid: "__default_statement_ID",
          Resource: arn,
          Condition: { StringEquals: { "AWS:SourceOwner": as.account } },
        },
      ],
    });
  });

  it("tells of a FIFO topic what it is", async () => {
    const as = newOwner();
    const Attributes = { FifoTopic: "true", DisplayName: "Orders", SignatureVersion: "2" };
    const arn = await createTopic(as, "orders.fifo", { Attributes });
    expect(await attributesOf(arn, as)).toMatchObject({
      ...Attributes,
      ContentBasedDeduplication: "false",
      FifoThroughputScope: "Topic",
    });
  });

  it("once more, with the same or fewer attributes and tags, makes none", async () => {
    const as = newOwner();
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    const arn = await createTopic(as, "orders", { Tags, Attributes: { DisplayName: "Orders" } });
    expect(await createTopic(as, "orders", { Tags, Attributes: { DisplayName: "Orders", FifoTopic: "false" } })).toBe(
      arn,
    );
    expect(await createTopic(as, "orders", { Tags: Tags.slice(1), Attributes: { TracingConfig: "PassThrough" } })).toBe(
      arn,
    );
    expect(await createTopic(as)).toBe(arn);
    expect(await refusal(createTopic(as, "orders", { Attributes: { DisplayName: "Others" } }))).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    );
    expect(await refusal(createTopic(as, "orders", { Tags: [{ Key: "c", Value: "3" }] }))).toBe(
      "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
    );
  });

  it("takes a policy that says the same as the one that is there, however it is written", async () => {
    const as = newOwner();
    const arn = await createTopic(as);
    const { Policy = "" } = await attributesOf(arn, as);
    const Attributes = { Policy: JSON.stringify(JSON.parse(Policy), undefined, 2) };
    expect(await createTopic(as, "orders", { Attributes })).toBe(arn);
  });

  it("takes names of up to 256 letters, digits, hyphens and underscores", async () => {
    const as = newOwner();
    expect(await createTopic(as, "a".repeat(256))).toContain("aaa");
    const wrong = ["", "a".repeat(257), "a b", "a:b", "a@b", "a.fifo", "a.b", "ä"];
    for (const name of wrong) {
      expect(await refusal(createTopic(as, name))).toBe("InvalidParameter: Invalid parameter: Topic Name");
    }
    const withoutSuffix = createTopic(as, "orders", { Attributes: { FifoTopic: "true" } });
    expect(await refusal(withoutSuffix)).toBe("InvalidParameter: Invalid parameter: Topic Name");
  });
});

const ROLE = "arn:aws:iam::111122223333:role/logs";

describe("attributes", () => {
  it("are set one by one, and taken away by the empty text", async () => {
    const as = newOwner();
    const arn = await createTopic(as);
    const wanted: Record<string, string> = {
      DisplayName: "Orders",
      KmsMasterKeyId: "alias/aws/sns",
      TracingConfig: "Active",
      SignatureVersion: "2",
      HTTPSuccessFeedbackRoleArn: ROLE,
      HTTPSuccessFeedbackSampleRate: "100",
      SQSFailureFeedbackRoleArn: ROLE,
      DeliveryPolicy: JSON.stringify({ http: { defaultHealthyRetryPolicy: { numRetries: 5 } } }),
    };
    for (const [name, value] of Object.entries(wanted)) await set(arn, [name, value], as);
    const told = await attributesOf(arn, as);
    expect(told).toMatchObject(wanted);
    expect(JSON.parse(told["EffectiveDeliveryPolicy"] ?? "")).toMatchObject({
      http: { defaultHealthyRetryPolicy: { numRetries: 5 } },
    });
    for (const name of ["KmsMasterKeyId", "DeliveryPolicy", "SQSFailureFeedbackRoleArn", "DisplayName"]) {
      await set(arn, [name, ""], as);
    }
    const { KmsMasterKeyId, DeliveryPolicy, SQSFailureFeedbackRoleArn, DisplayName } = await attributesOf(arn, as);
    expect([KmsMasterKeyId, DeliveryPolicy, SQSFailureFeedbackRoleArn, DisplayName]).toEqual([
      undefined,
      undefined,
      undefined,
      "",
    ]);
  });

  it.each([
    [
      "SQSSuccessFeedbackSampleRate",
      "500",
      "SQSSuccessFeedbackSampleRate: 500 value provided is not an integer between 0-100",
    ],
    [
      "HTTPSuccessFeedbackSampleRate",
      "1.5",
      "HTTPSuccessFeedbackSampleRate: 1.5 value provided is not an integer between 0-100",
    ],
    [
      "Policy",
      JSON.stringify({ Statement: [{ Action: "sns:CreateTopic" }] }),
      "Policy statement action out of service scope!",
    ],
    ["Policy", "{", "Policy Error: null"],
    ["Policy", JSON.stringify({ Statement: [] }), "Policy Error: null"],
    ["TracingConfig", "Passive", "TracingConfig: Invalid value [Passive]. Please use either PassThrough or Active"],
    ["SignatureVersion", "3", "SignatureVersion: Invalid value [3]. Please use either 1 or 2"],
    ["HTTPFailureFeedbackRoleArn", "me", "HTTPFailureFeedbackRoleArn: invalid ARN"],
    ["DisplayName", "x".repeat(101), "DisplayName"],
  ])("%s is refused where it is %s, when the topic is made and later", async (name, value, reason) => {
    const as = newOwner();
    const arn = await createTopic(as);
    expect(await refusal(set(arn, [name, value], as))).toBe(`InvalidParameter: Invalid parameter: ${reason}`);
    expect(await refusal(createTopic(as, "others", { Attributes: { [name]: value } }))).toBe(
      `InvalidParameter: Invalid parameter: Attributes Reason: ${reason}`,
    );
  });

  it.each(["ContentBasedDeduplication", "FifoThroughputScope", "ArchivePolicy", "Nonsense", "__proto__", "toString"])(
    "a standard topic has no %s",
    async (name) => {
      const as = newOwner();
      const Attributes = Object.fromEntries([[name, "true"]]);
      expect(await refusal(createTopic(as, "orders", { Attributes }))).toBe(
        `InvalidParameter: Invalid parameter: Attributes Reason: Unknown attribute ${name}`,
      );
      const arn = await createTopic(as);
      expect(await refusal(set(arn, [name, "true"], as))).toBe("InvalidParameter: Invalid parameter: AttributeName");
    },
  );

  it("whether a topic is FIFO is chosen when it is made", async () => {
    const as = newOwner();
    const arn = await createTopic(as);
    expect(await refusal(set(arn, ["FifoTopic", "true"], as))).toBe(
      "InvalidParameter: Invalid parameter: AttributeName",
    );
    expect(await refusal(createTopic(as, "others", { Attributes: { FifoTopic: "" } }))).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: FifoTopic: Invalid value []. Must be true or false.",
    );
  });

  it("a FIFO topic tells since when it archives, and is deleted when it does not any more", async () => {
    const as = newOwner();
    const ArchivePolicy = JSON.stringify({ MessageRetentionPeriod: "30" });
    const arn = await createTopic(as, "orders.fifo", { Attributes: { FifoTopic: "true", ArchivePolicy } });
    const told = await attributesOf(arn, as);
    expect(told).toMatchObject({ ArchivePolicy, BeginningArchiveTime: expect.stringMatching(/^\d{4}-.*Z$/) });
    await set(arn, ["ArchivePolicy", JSON.stringify({ MessageRetentionPeriod: "31" })], as);
    expect((await attributesOf(arn, as))["BeginningArchiveTime"]).toBe(told["BeginningArchiveTime"]);
    for (const wrong of ["0", "366", "x"]) {
      expect(await refusal(set(arn, ["ArchivePolicy", JSON.stringify({ MessageRetentionPeriod: wrong })], as))).toBe(
        "InvalidParameter: Invalid parameter: ArchivePolicy: MessageRetentionPeriod value is invalid",
      );
    }
    expect(await refusal(test().call(DeleteTopic, { TopicArn: arn }, as))).toContain("InvalidState");
    await set(arn, ["ArchivePolicy", "{}"], as);
    expect(await attributesOf(arn, as)).not.toHaveProperty("BeginningArchiveTime");
    await test().call(DeleteTopic, { TopicArn: arn }, as);
  });

  it("of no topic are told or set", async () => {
    const as = newOwner();
    const arn = `arn:aws:sns:us-east-1:${as.account}:none`;
    expect(await refusal(attributesOf(arn, as))).toBe("NotFound: Topic does not exist");
    expect(await refusal(set(arn, ["DisplayName", "x"], as))).toBe("NotFound: Topic does not exist");
    const parts = "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not";
    expect(await refusal(attributesOf("", as))).toBe(`${parts} 1`);
    expect(await refusal(attributesOf("arn:aws:sns:us-east-1:random", as))).toBe(`${parts} 5`);
    for (const wrong of ["arn:aws:sqs:us-east-1:111122223333:orders", arn.replace("us-east-1", "eu-west-1")]) {
      expect(await refusal(attributesOf(wrong, as))).toBe("InvalidParameter: Invalid parameter: TopicArn");
    }
  });
});

it("a topic that was deleted is there no more, and deleting it again is no mistake", async () => {
  const as = newOwner();
  const TopicArn = await createTopic(as);
  for (const _ of [1, 2]) expect(await test().call(DeleteTopic, { TopicArn }, as)).toEqual({});
  expect(await refusal(attributesOf(TopicArn, as))).toBe("NotFound: Topic does not exist");
  expect(await createTopic(as, "orders", { Attributes: { DisplayName: "Others" } })).toBe(TopicArn);
});

it("topics are listed a hundred at a time, each account's own", async () => {
  const as = newOwner();
  const names = Array.from({ length: 101 }, (_, index) => `t${String(index).padStart(3, "0")}`);
  await Promise.all(names.map((name) => createTopic(as, name)));
  await createTopic(newOwner(), "others");
  const first = await test().call(ListTopics, {}, as);
  expect(first.Topics).toHaveLength(100);
  const second = await test().call(ListTopics, { NextToken: first.NextToken }, as);
  expect(second).toEqual({ Topics: [{ TopicArn: `arn:aws:sns:us-east-1:${as.account}:t100` }] });
  expect(await refusal(test().call(ListTopics, { NextToken: "nonsense" }, as))).toContain("InvalidParameter");
});

const tags = (count: number): { Key: string; Value: string }[] =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" }));

describe("tags", () => {
  it("are set, changed, listed and removed", async () => {
    const as = newOwner();
    const ResourceArn = await createTopic(as, "orders", { Tags: [{ Key: "k1", Value: "v1" }] });
    const Tags = [
      { Key: "k2", Value: "v2" },
      { Key: "k1", Value: "v1b" },
    ];
    await test().call(TagResource, { ResourceArn, Tags }, as);
    expect(await test().call(ListTagsForResource, { ResourceArn }, as)).toEqual({
      Tags: [
        { Key: "k1", Value: "v1b" },
        { Key: "k2", Value: "v2" },
      ],
    });
    await test().call(UntagResource, { ResourceArn, TagKeys: ["k1", "other"] }, as);
    expect(await test().call(ListTagsForResource, { ResourceArn }, as)).toEqual({ Tags: [{ Key: "k2", Value: "v2" }] });
  });

  it("are fifty at most, each key once", async () => {
    const as = newOwner();
    const ResourceArn = await createTopic(as);
    await test().call(TagResource, { ResourceArn, Tags: tags(50) }, as);
    const quota = "TagLimitExceeded: Could not complete request: tag quota of per resource exceeded";
    expect(await refusal(test().call(TagResource, { ResourceArn, Tags: [{ Key: "more", Value: "" }] }, as))).toBe(
      quota,
    );
    expect(await refusal(createTopic(as, "others", { Tags: tags(51) }))).toBe(quota);
    const twice = { ResourceArn, Tags: [...tags(1), ...tags(1)] };
    expect(await refusal(test().call(TagResource, twice, as))).toBe(
      "InvalidParameter: Invalid parameter: Duplicated keys are not allowed.",
    );
  });

  it("of what is not there are not found", async () => {
    const as = newOwner();
    const ResourceArn = `arn:aws:sns:us-east-1:${as.account}:none`;
    expect(await refusal(test().call(ListTagsForResource, { ResourceArn }, as))).toBe(
      "ResourceNotFound: Resource does not exist",
    );
  });
});

const policyOf = (DataDirection: string): string =>
  JSON.stringify({
    Name: "basic",
    Version: "2021-06-01",
    Statement: [
      {
        DataDirection,
        Principal: ["*"],
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/Name"],
        Operation: { Deny: {} },
      },
    ],
  });

it("a data protection policy is checked, kept, told and taken away", async () => {
  const as = newOwner();
  const ResourceArn = await createTopic(as);
  const put = (DataProtectionPolicy: string): Promise<unknown> =>
    test().call(PutDataProtectionPolicy, { ResourceArn, DataProtectionPolicy }, as);
  expect(await test().call(GetDataProtectionPolicy, { ResourceArn }, as)).toEqual({});
  await put(policyOf("Inbound"));
  expect(await test().call(GetDataProtectionPolicy, { ResourceArn }, as)).toEqual({
    DataProtectionPolicy: policyOf("Inbound"),
  });
  expect(await refusal(put(policyOf("Sideways")))).toBe(
    "InvalidParameter: Invalid parameter: DataProtectionPolicy Reason: Statement DataDirection must be either Inbound or Outbound",
  );
  await put("");
  expect(await test().call(GetDataProtectionPolicy, { ResourceArn }, as)).toEqual({});
});
