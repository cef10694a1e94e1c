import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ListTagsOfResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const tag = (Key: string, Value: string): Tag => ({ Key, Value });
const arnOf = async (TableName: string): Promise<string> =>
  (await dynamo.client().send(new DescribeTableCommand({ TableName }))).Table?.TableArn ?? "";
const tagsOf = async (ResourceArn: string): Promise<Record<string, string | undefined>> => {
  const { Tags = [] } = await dynamo.client().send(new ListTagsOfResourceCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
};

describe("a table's tags", () => {
  it("are given with it, added, changed and taken away", async () => {
    const client = dynamo.client();
    const ResourceArn = await arnOf(await dynamo.createTable({ Tags: [tag("team", "a"), tag("stage", "test")] }));
    expect(await tagsOf(ResourceArn)).toEqual({ team: "a", stage: "test" });
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [tag("team", "b"), tag("cost", "")] }));
    await soon(async () => expect(await tagsOf(ResourceArn)).toEqual({ team: "b", stage: "test", cost: "" }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["stage", "missing"] }));
    await soon(async () => expect(await tagsOf(ResourceArn)).toEqual({ team: "b", cost: "" }));
  });

  it("of a table that is missing are refused", async () => {
    const arn = "arn:aws:dynamodb:us-east-1:000000000000:table/missing";
    expect(await refusal(tagsOf(arn))).toBe(
      `400 ResourceNotFoundException: Requested resource not found: ResourceArn: ${arn} not found`,
    );
  });
});

describe("point-in-time recovery", () => {
  it("is turned on, and told of", async () => {
    const TableName = await dynamo.createTable();
    const describeIt = async () =>
      (await dynamo.client().send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription;
    expect(await describeIt()).toEqual({
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
    });
    await dynamo.client().send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    expect(await describeIt()).toMatchObject({
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
    });
  });
});
