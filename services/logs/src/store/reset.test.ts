import { expect, it } from "vitest";
import { CreateLogGroup } from "../operations/CreateLogGroup.ts";
import { CreateLogStream } from "../operations/CreateLogStream.ts";
import { DescribeLogGroups } from "../operations/DescribeLogGroups.ts";
import { PutLogEvents } from "../operations/PutLogEvents.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";

const test = useLogs();

it("a reset forgets an account's groups and all that they have, and nobody else's", async () => {
  const { call, clock, partition, store } = test();
  const [one, other] = [newOwner(), newOwner()];
  for (const as of [one, other]) {
    await call(CreateLogGroup, { logGroupName: "g" }, as);
    await call(CreateLogStream, { logGroupName: "g", logStreamName: "s" }, as);
    const logEvents = [{ timestamp: clock.now(), message: "a" }];
    await call(PutLogEvents, { logGroupName: "g", logStreamName: "s", logEvents }, as);
  }
  const place = { account: one.account, region: "us-east-1" };
  const group = await store.groups.read({ place, name: "g" });
  await store.reset(one.account);
  expect(await call(DescribeLogGroups, {}, one)).toEqual({ logGroups: [] });
  expect(await partition(place).count(`logs.chunks.${group?.row.id}`)).toBe(0);
  expect((await call(DescribeLogGroups, {}, other)).logGroups).toHaveLength(1);
  await store.reset(undefined);
  expect(await call(DescribeLogGroups, {}, other)).toEqual({ logGroups: [] });
});
