import { describe, expect, it } from "vitest";
import { simpleTable } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteResourcePolicy } from "./DeleteResourcePolicy.ts";
import { DescribeContributorInsights } from "./DescribeContributorInsights.ts";
import { DescribeEndpoints } from "./DescribeEndpoints.ts";
import { DescribeGlobalTable } from "./DescribeGlobalTable.ts";
import { DescribeKinesisStreamingDestination } from "./DescribeKinesisStreamingDestination.ts";
import { DescribeTimeToLive } from "./DescribeTimeToLive.ts";
import { DisableKinesisStreamingDestination } from "./DisableKinesisStreamingDestination.ts";
import { EnableKinesisStreamingDestination } from "./EnableKinesisStreamingDestination.ts";
import { GetResourcePolicy } from "./GetResourcePolicy.ts";
import { ListContributorInsights } from "./ListContributorInsights.ts";
import { ListTagsOfResource } from "./ListTagsOfResource.ts";
import { PutResourcePolicy } from "./PutResourcePolicy.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateContributorInsights } from "./UpdateContributorInsights.ts";
import { UpdateKinesisStreamingDestination } from "./UpdateKinesisStreamingDestination.ts";
import { UpdateTimeToLive } from "./UpdateTimeToLive.ts";

const dynamo = useDynamo();

const arnOf = (name: string): string => `arn:aws:dynamodb:us-east-1:111122223333:table/${name}`;

const create = (name: string) => dynamo().call(CreateTable, simpleTable(name));

const tag = (Key: string, Value: string) => ({ Key, Value });

describe("tags", () => {
  it("are set, replaced and taken away", async () => {
    const { call } = dynamo();
    await create("tagged");
    const ResourceArn = arnOf("tagged");
    await call(TagResource, { ResourceArn, Tags: [tag("team", "red"), tag("stage", "test")] });
    await call(TagResource, { ResourceArn, Tags: [tag("team", "blue")] });
    expect(await call(ListTagsOfResource, { ResourceArn })).toEqual({
      Tags: [tag("team", "blue"), tag("stage", "test")],
    });
    await call(UntagResource, { ResourceArn, TagKeys: ["team", "nothing"] });
    expect(await call(ListTagsOfResource, { ResourceArn })).toEqual({ Tags: [tag("stage", "test")] });
  });

  it.each([
    [[], "Atleast one Tag needs to be provided as Input."],
    [[{ Key: "aws:x", Value: "" }], "Tag Key cannot be prefixed with aws:, Key: aws:x"],
    [[{ Key: "a", Value: "100%" }], "The Tag Value provided is invalid, Value: 100%"],
    [
      [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
      "Duplicate Tag Keys provided as input: Duplicate Tag Key found a",
    ],
    [
      Array.from({ length: 51 }, (_, count) => ({ Key: `k${count}`, Value: "" })),
      "Number of Tags exceed the current limit for the provided ResourceArn",
    ],
  ])("are refused: %j", async (Tags, words) => {
    const { call } = dynamo();
    await create("untaggable").catch(() => undefined);
    const asked = call(TagResource, { ResourceArn: arnOf("untaggable"), Tags });
    expect(await refusal(asked)).toBe(`ValidationException: ${words}`);
  });

  it("are of tables that are there", async () => {
    const { call } = dynamo();
    expect(await refusal(call(ListTagsOfResource, { ResourceArn: arnOf("nowhere") }))).toBe(
      `ResourceNotFoundException: Requested resource not found: ResourceArn: ${arnOf("nowhere")} not found`,
    );
    expect(await refusal(call(ListTagsOfResource, { ResourceArn: "table/nowhere" }))).toBe(
      "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': table/nowhere",
    );
    const index = `${arnOf("nowhere")}/index/x`;
    expect(await refusal(call(ListTagsOfResource, { ResourceArn: index }))).toBe(
      "ValidationException: One or more parameter values were invalid: Invalid resource arn provided, only table or " +
        `stream is accepted. Provided resource arn: ${index}`,
    );
  });
});

const spec = (AttributeName: string, Enabled: boolean) => ({
  TableName: "expiring",
  TimeToLiveSpecification: { AttributeName, Enabled },
});

describe("time to live", () => {
  it("is off, on, and off again, on one attribute", async () => {
    const { call } = dynamo();
    await create("expiring");
    const told = () => call(DescribeTimeToLive, { TableName: "expiring" });
    expect(await told()).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } });
    expect(await refusal(call(UpdateTimeToLive, spec("ttl", false)))).toBe(
      "ValidationException: TimeToLive is already disabled",
    );
    await call(UpdateTimeToLive, spec("ttl", true));
    expect(await told()).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" } });
    expect(await refusal(call(UpdateTimeToLive, spec("ttl", true)))).toBe(
      "ValidationException: TimeToLive is already enabled",
    );
    expect(await refusal(call(UpdateTimeToLive, spec("other", true)))).toBe(
      "ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is ttl",
    );
    await call(UpdateTimeToLive, spec("ttl", false));
    expect(await told()).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } });
  });
});

const policy = (Action: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: "*" }] });

describe("a resource policy", () => {
  const missing = "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ";

  it("has revisions, and is changed only where the expected one is there", async () => {
    const { call } = dynamo();
    await create("shared");
    const ResourceArn = arnOf("shared");
    expect(await refusal(call(GetResourcePolicy, { ResourceArn }))).toBe(missing + ResourceArn);
    const put = (action: string, ExpectedRevisionId?: string) =>
      call(PutResourcePolicy, {
        ResourceArn,
        Policy: policy(action),
        ...(ExpectedRevisionId !== undefined && { ExpectedRevisionId }),
      });
    const { RevisionId: first } = await put("dynamodb:GetItem", "NO_POLICY");
    expect((await put("dynamodb:GetItem")).RevisionId).toBe(first);
    const { RevisionId: second } = await put("dynamodb:PutItem", first);
    expect(second).not.toBe(first);
    expect(await refusal(put("dynamodb:Query", first))).toBe(
      `${missing}Requested update for policy with revision id ${first}, but the policy associated to target table shared has revision id ${second}.`,
    );
    expect(await refusal(put("dynamodb:Query", "NO_POLICY"))).toBe(
      `${missing}Requested policy update expecting none to be present for table shared, but a policy exists with revision id ${second}.`,
    );
    expect(await call(GetResourcePolicy, { ResourceArn })).toEqual({
      Policy: policy("dynamodb:PutItem"),
      RevisionId: second,
    });
    expect(await call(DeleteResourcePolicy, { ResourceArn })).toEqual({ RevisionId: second });
    expect(await refusal(call(GetResourcePolicy, { ResourceArn }))).toBe(missing + ResourceArn);
  });

  it("is its owner's alone, and of the region that is asked", async () => {
    const { call } = dynamo();
    const Policy = policy("dynamodb:*");
    const away = { ResourceArn: arnOf("shared").replace("us-east-1", "eu-west-1") };
    const invalid = `ValidationException: One or more parameter values were invalid: Invalid resource Arn: ${away.ResourceArn}`;
    const others = { ResourceArn: arnOf("shared").replace(ACCOUNT, "444455556666") };
    const refused =
      "ValidationException: This action is only supported by accounts that match the resource owner’s account.";
    for (const [input, expected] of [
      [away, invalid],
      [others, refused],
    ] as const) {
      expect(await refusal(call(GetResourcePolicy, input))).toBe(expected);
      expect(await refusal(call(PutResourcePolicy, { ...input, Policy }))).toBe(expected);
      expect(await refusal(call(DeleteResourcePolicy, input))).toBe(expected);
    }
  });

  it("is of a table that is there, and says what it is about", async () => {
    const { call } = dynamo();
    await create("mute");
    const Policy = JSON.stringify({ Statement: [{ Effect: "Allow" }] });
    expect(await refusal(call(PutResourcePolicy, { ResourceArn: arnOf("mute"), Policy }))).toBe(
      "ValidationException: One or more parameter values were invalid: Invalid policy document: Missing required field Resource",
    );
    expect(await refusal(call(GetResourcePolicy, { ResourceArn: arnOf("nobody") }))).toBe(
      "ResourceNotFoundException: Requested resource not found: Table: nobody not found",
    );
  });
});

it("a Kinesis destination is enabled, changed and disabled", async () => {
  const { call } = dynamo();
  await create("streamed");
  const StreamArn = "arn:aws:kinesis:us-east-1:111122223333:stream/changes";
  const on = { TableName: "streamed", StreamArn };
  const told = async () =>
    (await call(DescribeKinesisStreamingDestination, { TableName: "streamed" })).KinesisDataStreamDestinations;
  const precise = {
    UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MICROSECOND" as const },
  };

  expect(await refusal(call(DisableKinesisStreamingDestination, on))).toBe(
    "ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: " +
      "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.",
  );
  expect((await call(EnableKinesisStreamingDestination, on)).DestinationStatus).toBe("ENABLING");
  await call(UpdateKinesisStreamingDestination, { ...on, ...precise });
  expect(await told()).toEqual([
    { StreamArn, DestinationStatus: "ACTIVE", ApproximateCreationDateTimePrecision: "MICROSECOND" },
  ]);
  expect(await refusal(call(UpdateKinesisStreamingDestination, { ...on, ...precise }))).toContain(
    "Precision is already set to the desired value of MICROSECOND for tableId: ",
  );
  expect((await call(DisableKinesisStreamingDestination, on)).DestinationStatus).toBe("DISABLING");
  expect(await told()).toMatchObject([{ DestinationStatus: "DISABLED" }]);
});

it("Contributor Insights are set for a table, and listed", async () => {
  const { call } = dynamo();
  const TableName = "insightful";
  await create(TableName);
  expect(await call(DescribeContributorInsights, { TableName })).toMatchObject({
    ContributorInsightsStatus: "DISABLED",
  });
  await call(UpdateContributorInsights, { TableName, ContributorInsightsAction: "ENABLE" });
  expect(await call(DescribeContributorInsights, { TableName })).toMatchObject({
    ContributorInsightsStatus: "ENABLED",
  });
  expect(await call(ListContributorInsights, { TableName })).toMatchObject({
    ContributorInsightsSummaries: [{ TableName, ContributorInsightsStatus: "ENABLED" }],
  });
  expect(await refusal(call(DescribeContributorInsights, { TableName, IndexName: "ghost" }))).toBe(
    "ResourceNotFoundException: Requested resource not found: Index: ghost not found for table: insightful",
  );
});

it("clients that discover an endpoint come back to where they asked", async () => {
  expect(await dynamo().call(DescribeEndpoints, {})).toEqual({
    Endpoints: [{ Address: "localhost:4566", CachePeriodInMinutes: 1440 }],
  });
});

it("there are no global tables", async () => {
  expect(await refusal(dynamo().call(DescribeGlobalTable, { GlobalTableName: "world" }))).toBe(
    "GlobalTableNotFoundException: Global table with name: 'world' does not exist.",
  );
});
