import {
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type TestGroup, useLogs } from "./logs.ts";

const logs = useLogs();

const textsOf = (events: readonly { readonly message?: string | undefined }[] = []): readonly unknown[] =>
  events.map(({ message }) => message);

/** What the SDK throws. */
async function refusal(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  return error instanceof Error ? `${error.name}: ${error.message}` : "It was not refused.";
}

it("what is put is read, by its stream and by its group", async () => {
  const group = await logs.createGroup(["a", "b"]);
  await group.put("a", "one", "two");
  await group.put("b", "three");
  const input = { logGroupName: group.name, logStreamName: "a", startFromHead: true };
  const { events } = await logs.client().send(new GetLogEventsCommand(input));
  expect(textsOf(events)).toEqual(["one", "two"]);
  expect(textsOf(await group.filter())).toEqual(["one", "two", "three"]);
  expect(textsOf(await group.filter({ filterPattern: "?one ?three" }))).toEqual(["one", "three"]);
});

it("JSON is found by its members", async () => {
  const group = await logs.createGroup();
  await group.put("s", '{"level":"info","ms":12}', '{"level":"error","ms":340}', "no JSON");
  const found = await group.filter({ filterPattern: '{ $.level = "e*" && $.ms > 100 }' });
  expect(textsOf(found)).toEqual(['{"level":"error","ms":340}']);
});

it("the SDK's paginators go through all of it", async () => {
  const group = await logs.createGroup();
  const messages = Array.from({ length: 250 }, (_, index) => `${index}`);
  await group.put("s", ...messages);
  const read: unknown[] = [];
  const input = { logGroupName: group.name, limit: 60 };
  for await (const page of paginateFilterLogEvents({ client: logs.client() }, input))
    read.push(...textsOf(page.events));
  expect(read).toEqual(messages);
  const client = logs.client({ account: uniqueAccount() });
  for (let index = 0; index < 5; index += 1) await logs.createGroup([], client);
  let groups = 0;
  for await (const page of paginateDescribeLogGroups({ client, pageSize: 2 }, {}))
    groups += page.logGroups?.length ?? 0;
  expect(groups).toBe(5);
});

/** As `aws logs tail --follow` goes on: from the time of the newest event, and without those that it has seen. */
function tail(group: TestGroup): () => Promise<readonly unknown[]> {
  let startTime = 0;
  let seen = new Set<string | undefined>();
  return async () => {
    const events = await group.filter({ startTime, interleaved: true });
    const fresh = events.filter(({ eventId }) => !seen.has(eventId));
    startTime = Math.max(startTime, ...events.map(({ timestamp = 0 }) => timestamp));
    seen = new Set(events.filter(({ timestamp }) => timestamp === startTime).map(({ eventId }) => eventId));
    return textsOf(fresh);
  };
}

it("whoever follows a group sees each event once", async () => {
  const group = await logs.createGroup(["a", "b"]);
  const next = tail(group);
  expect(await next()).toEqual([]);
  await group.put("a", "one");
  expect(await next()).toEqual(["one"]);
  expect(await next()).toEqual([]);
  await group.put("b", "two", "three");
  await group.put("a", "four");
  expect(await next()).toEqual(["two", "three", "four"]);
});

it("the newest stream is found by its last event", async () => {
  const group = await logs.createGroup(["a", "b", "c"]);
  await group.put("c", "x");
  await soon(async () => {
    await group.put("b", "y");
    const input = { logGroupName: group.name, orderBy: "LastEventTime", descending: true, limit: 1 } as const;
    const { logStreams } = await logs.client().send(new DescribeLogStreamsCommand(input));
    expect(logStreams).toEqual([expect.objectContaining({ logStreamName: "b" })]);
  });
});

it("what is wrong is told in AWS's words", async () => {
  const client = logs.client();
  const group = await logs.createGroup();
  const { name: logGroupName } = group;
  const put = (more: object): Promise<string> =>
    refusal(
      client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: "s",
          logEvents: [{ timestamp: 1, message: "a" }],
          ...more,
        }),
      ),
    );
  expect(await put({ logGroupName: "none" })).toBe(
    "ResourceNotFoundException: The specified log group does not exist.",
  );
  expect(await put({ logStreamName: "none" })).toBe(
    "ResourceNotFoundException: The specified log stream does not exist.",
  );
  expect(await put({ logGroupName: "x".repeat(513) })).toBe(
    "InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
  );
  expect(await refusal(group.filter({ limit: 10_001 }))).toBe(
    "InvalidParameterException: 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
  );
  const retention = new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 });
  expect(await refusal(client.send(retention))).toContain("Member must satisfy enum value set: [1, 3, 5, 7, 14,");
});

it("accounts see nothing of each other", async () => {
  const group = await logs.createGroup();
  const stranger = logs.client({ account: uniqueAccount() });
  expect((await stranger.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  const deleted = stranger.send(new DeleteLogGroupCommand({ logGroupName: group.name }));
  expect(await refusal(deleted)).toContain("ResourceNotFoundException");
});

it("a clock that is moved on ends what a group keeps", async () => {
  const group = await logs.createGroup();
  await group.put("s", "old");
  const retention = { logGroupName: group.name, retentionInDays: 1 };
  await logs.client().send(new PutRetentionPolicyCommand(retention));
  await logs.skylab().clock.advance(25 * 3_600_000);
  await group.put("s", "new");
  expect(textsOf(await group.filter())).toEqual(["new"]);
});
