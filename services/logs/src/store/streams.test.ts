import { encodeKey } from "@skylab/records";
import { expect, it } from "vitest";
import { CreateLogGroup } from "../operations/CreateLogGroup.ts";
import { CreateLogStream } from "../operations/CreateLogStream.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";

const test = useLogs();

it("streams of a prefix are listed alone, whatever key of another list a page begins behind", async () => {
  const { call, store } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  for (const logStreamName of ["a", "b1", "b2", "c"])
    await call(CreateLogStream, { logGroupName: "one", logStreamName }, as);
  const { account } = as;
  const group = await store.groups.find({ place: { account, region: "us-east-1" }, name: "one" });
  if (group === undefined) throw new Error("There is no group.");
  const list = async (after: string, reverse: boolean): Promise<readonly string[]> => {
    const listed = await store.streams.listByName(group, { prefix: "b", after: encodeKey(after), limit: 10, reverse });
    return listed.map(({ stream }) => stream.name);
  };
  expect(await list("a", false)).toEqual(["b1", "b2"]);
  expect(await list("b1", false)).toEqual(["b2"]);
  expect(await list("c", true)).toEqual(["b2", "b1"]);
  expect(await list("b2", true)).toEqual(["b1"]);
});
