import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { groupArn } from "../domain/groups/group.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";
import { AssociateKmsKey } from "./AssociateKmsKey.ts";
import { CreateLogGroup } from "./CreateLogGroup.ts";
import { CreateLogStream } from "./CreateLogStream.ts";
import { DeleteLogGroup } from "./DeleteLogGroup.ts";
import { DeleteRetentionPolicy } from "./DeleteRetentionPolicy.ts";
import { DescribeLogGroups } from "./DescribeLogGroups.ts";
import { DisassociateKmsKey } from "./DisassociateKmsKey.ts";
import { ListLogGroups } from "./ListLogGroups.ts";
import { ListTagsForResource } from "./ListTagsForResource.ts";
import { ListTagsLogGroup } from "./ListTagsLogGroup.ts";
import { PutLogEvents } from "./PutLogEvents.ts";
import { PutLogGroupDeletionProtection } from "./PutLogGroupDeletionProtection.ts";
import { PutRetentionPolicy } from "./PutRetentionPolicy.ts";
import { TagLogGroup } from "./TagLogGroup.ts";
import { TagResource } from "./TagResource.ts";
import { UntagLogGroup } from "./UntagLogGroup.ts";
import { UntagResource } from "./UntagResource.ts";

const test = useLogs();

const NO_GROUP = "ResourceNotFoundException: The specified log group does not exist.";

it("a group is told of as AWS tells of it", async () => {
  const { call, clock } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "/app/orders", kmsKeyId: "arn:aws:kms:us-east-1:1:key/a" }, as);
  const arn = `arn:aws:logs:us-east-1:${as.account}:log-group:/app/orders`;
  expect(await call(DescribeLogGroups, {}, as)).toEqual({
    logGroups: [
      {
        arn: `${arn}:*`,
        creationTime: expect.any(Number),
        deletionProtectionEnabled: false,
        kmsKeyId: "arn:aws:kms:us-east-1:1:key/a",
        logGroupArn: arn,
        logGroupClass: "STANDARD",
        logGroupName: "/app/orders",
        metricFilterCount: 0,
        storedBytes: 0,
      },
    ],
  });
  const { logGroups = [] } = await call(DescribeLogGroups, {}, as);
  expect(Math.abs((logGroups[0]?.creationTime ?? 0) - clock.now())).toBeLessThan(60_000);
  // What was found by a pattern says less.
  const found = await call(DescribeLogGroups, { logGroupNamePattern: "orders" }, as);
  expect(found.logGroups).toEqual([expect.not.objectContaining({ storedBytes: 0, deletionProtectionEnabled: false })]);
  expect(await call(ListLogGroups, {}, as)).toEqual({
    logGroups: [{ logGroupName: "/app/orders", logGroupArn: arn, logGroupClass: "STANDARD" }],
  });
});

it("a name is taken once, and AWS's own beginning never", async () => {
  const { call } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  expect(await refusal(call(CreateLogGroup, { logGroupName: "one" }, as))).toBe(
    "ResourceAlreadyExistsException: The specified log group already exists",
  );
  expect(await refusal(call(CreateLogGroup, { logGroupName: "aws/one" }, as))).toContain("InvalidParameterException");
});

it("a group is deleted with all that it has, and one of its name begins anew", async () => {
  const { call, clock } = test();
  const as = newOwner();
  const one = { logGroupName: "one", logStreamName: "s" };
  const logEvents = [{ timestamp: clock.now(), message: "a" }];
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  await call(CreateLogStream, one, as);
  await call(PutLogEvents, { ...one, logEvents }, as);
  const { logGroups } = await call(DescribeLogGroups, {}, as);
  expect(logGroups).toEqual([expect.objectContaining({ storedBytes: 27 })]);
  await call(DeleteLogGroup, { logGroupName: "one" }, as);
  expect(await call(DescribeLogGroups, {}, as)).toEqual({ logGroups: [] });
  expect(await refusal(call(DeleteLogGroup, { logGroupName: "one" }, as))).toBe(NO_GROUP);
  expect(await refusal(call(PutLogEvents, { ...one, logEvents }, as))).toBe(NO_GROUP);
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  expect(await refusal(call(PutLogEvents, { ...one, logEvents }, as))).toBe(
    "ResourceNotFoundException: The specified log stream does not exist.",
  );
});

it("a group that is protected is not deleted until it is protected no more", async () => {
  const { call } = test();
  const as = newOwner();
  const logGroupIdentifier = `arn:aws:logs:us-east-1:${as.account}:log-group:one`;
  await call(CreateLogGroup, { logGroupName: "one", deletionProtectionEnabled: true }, as);
  expect(await refusal(call(DeleteLogGroup, { logGroupName: "one" }, as))).toContain("ValidationException");
  await call(PutLogGroupDeletionProtection, { logGroupIdentifier, deletionProtectionEnabled: false }, as);
  await call(DeleteLogGroup, { logGroupName: "one" }, as);
});

describe("lists of groups", () => {
  it("are in the order of names, by prefix, by pattern, and a page at a time", async () => {
    const { call } = test();
    const as = newOwner();
    for (const logGroupName of ["b/1", "a/2", "a/1", "A/1", "c"]) await call(CreateLogGroup, { logGroupName }, as);
    const names = async (input: Parameters<typeof DescribeLogGroups>[0]): Promise<unknown> =>
      (await call(DescribeLogGroups, input, as)).logGroups?.map(({ logGroupName }) => logGroupName);
    expect(await names({})).toEqual(["A/1", "a/1", "a/2", "b/1", "c"]);
    expect(await names({ logGroupNamePrefix: "a/" })).toEqual(["a/1", "a/2"]);
    expect(await names({ logGroupNamePattern: "/1" })).toEqual(["A/1", "a/1", "b/1"]);
    expect(await names({ logGroupClass: "DELIVERY" })).toEqual([]);
    expect(await names({ logGroupIdentifiers: [`arn:aws:logs:us-east-1:${as.account}:log-group:c`] })).toEqual(["c"]);
    const first = await call(DescribeLogGroups, { limit: 2, logGroupNamePrefix: "a" }, as);
    expect(first.nextToken).toBeUndefined();
    const { nextToken } = await call(DescribeLogGroups, { limit: 3 }, as);
    expect(await names({ ...(nextToken && { nextToken }) })).toEqual(["b/1", "c"]);
    expect(await refusal(call(DescribeLogGroups, { nextToken: "x" }, as))).toBe(
      "InvalidParameterException: The specified nextToken is invalid.",
    );
    expect(await refusal(call(DescribeLogGroups, { logGroupNamePrefix: "a", logGroupNamePattern: "b" }, as))).toBe(
      "InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  });

  it("of ListLogGroups are by patterns and by tags", async () => {
    const { call } = test();
    const as = newOwner();
    await call(CreateLogGroup, { logGroupName: "/app/orders", tags: { team: "red" } }, as);
    await call(CreateLogGroup, { logGroupName: "/lib/orders" }, as);
    const names = async (input: Parameters<typeof ListLogGroups>[0]): Promise<unknown> =>
      (await call(ListLogGroups, input, as)).logGroups?.map(({ logGroupName }) => logGroupName);
    expect(await names({ logGroupNamePattern: "^/app" })).toEqual(["/app/orders"]);
    expect(await names({ logGroupNamePattern: "orders" })).toEqual(["/app/orders", "/lib/orders"]);
    expect(await names({ logGroupNamePattern: "^/none|^/lib" })).toEqual(["/lib/orders"]);
    expect(await names({ logGroupTags: [{ key: "team", values: ["red"] }] })).toEqual(["/app/orders"]);
    expect(await names({ logGroupTags: [{ key: "team", values: ["blue"] }] })).toEqual([]);
  });
});

it("a retention is one of AWS's, and ends", async () => {
  const { call } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  const days = async (): Promise<unknown> => (await call(DescribeLogGroups, {}, as)).logGroups?.[0]?.retentionInDays;
  await call(PutRetentionPolicy, { logGroupName: "one", retentionInDays: 7 }, as);
  expect(await days()).toBe(7);
  expect(await refusal(call(PutRetentionPolicy, { logGroupName: "one", retentionInDays: 8 }, as))).toContain(
    "1 validation error detected: Value '8' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5,",
  );
  await call(DeleteRetentionPolicy, { logGroupName: "one" }, as);
  expect(await days()).toBeUndefined();
  expect(await refusal(call(DeleteRetentionPolicy, { logGroupName: "two" }, as))).toBe(NO_GROUP);
});

it("a key is kept, by the group's name or its ARN, and goes", async () => {
  const { call } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  const key = async (): Promise<unknown> => (await call(DescribeLogGroups, {}, as)).logGroups?.[0]?.kmsKeyId;
  await call(AssociateKmsKey, { logGroupName: "one", kmsKeyId: "k1" }, as);
  expect(await key()).toBe("k1");
  await call(
    AssociateKmsKey,
    { resourceIdentifier: `arn:aws:logs:us-east-1:${as.account}:log-group:one`, kmsKeyId: "k2" },
    as,
  );
  expect(await key()).toBe("k2");
  await call(DisassociateKmsKey, { logGroupName: "one" }, as);
  expect(await key()).toBeUndefined();
  expect(await refusal(call(AssociateKmsKey, { kmsKeyId: "k" }, as))).toContain("InvalidParameterException");
});

it("a group of another region or account is not there, whatever names it by its ARN", async () => {
  const { call, store } = test();
  const as = newOwner();
  const away = { account: as.account, region: "eu-west-1" };
  const others = newOwner();
  const one = { logGroupName: "one" };
  await call(CreateLogGroup, one, as);
  await call(CreateLogGroup, one, others);
  await CreateLogGroup({ ...one, kmsKeyId: "k1" }, testCall({ as, region: away.region }), store);
  for (const place of [away, { account: others.account, region: "us-east-1" }]) {
    const arn = groupArn({ place, name: "one" });
    const onKey = { resourceIdentifier: arn };
    const protection = { logGroupIdentifier: arn, deletionProtectionEnabled: true };
    expect(await refusal(call(DisassociateKmsKey, onKey, as))).toBe(NO_GROUP);
    expect(await refusal(call(AssociateKmsKey, { ...onKey, kmsKeyId: "k2" }, as))).toBe(NO_GROUP);
    expect(await refusal(call(PutLogGroupDeletionProtection, protection, as))).toBe(NO_GROUP);
    expect(await call(DescribeLogGroups, { logGroupIdentifiers: [arn] }, as)).toEqual({ logGroups: [] });
  }
  const kept = await store.groups.read({ place: away, name: "one" });
  expect(kept?.row).toMatchObject({ kmsKeyId: "k1" });
});

describe("tags", () => {
  it("are the same by the old operations and the new", async () => {
    const { call } = test();
    const as = newOwner();
    const resourceArn = `arn:aws:logs:us-east-1:${as.account}:log-group:one`;
    await call(CreateLogGroup, { logGroupName: "one", tags: { env: "testing1" } }, as);
    await call(TagResource, { resourceArn, tags: { test1: "val1", test2: "val1" } }, as);
    await call(TagLogGroup, { logGroupName: "one", tags: { test2: "val2", test3: "val3" } }, as);
    const all = { tags: { env: "testing1", test1: "val1", test2: "val2", test3: "val3" } };
    expect(await call(ListTagsLogGroup, { logGroupName: "one" }, as)).toEqual(all);
    expect(await call(ListTagsForResource, { resourceArn }, as)).toEqual(all);
    await call(UntagLogGroup, { logGroupName: "one", tags: ["env", "none"] }, as);
    await call(UntagResource, { resourceArn, tagKeys: ["test1", "test3"] }, as);
    expect(await call(ListTagsForResource, { resourceArn }, as)).toEqual({ tags: { test2: "val2" } });
  });

  it("are fifty at most, and none of AWS's own", async () => {
    const { call } = test();
    const as = newOwner();
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"]));
    await call(CreateLogGroup, { logGroupName: "one", tags }, as);
    expect(await refusal(call(TagLogGroup, { logGroupName: "one", tags: { more: "v" } }, as))).toContain(
      "TooManyTagsException",
    );
    expect(await refusal(call(TagLogGroup, { logGroupName: "one", tags: { "aws:x": "v" } }, as))).toContain(
      "InvalidParameterException",
    );
  });

  it("of what is not there are not found", async () => {
    const { call } = test();
    const as = newOwner();
    const resourceArn = `arn:aws:logs:us-east-1:${as.account}:log-group:none`;
    for (const done of [
      call(ListTagsForResource, { resourceArn }, as),
      call(TagResource, { resourceArn, tags: {} }, as),
      call(UntagResource, { resourceArn, tagKeys: [] }, as),
      call(ListTagsForResource, { resourceArn: "arn:aws:logs:us-east-1:1:destination:x" }, as),
    ])
      expect(await refusal(done)).toBe("ResourceNotFoundException: The specified resource does not exist.");
  });
});
