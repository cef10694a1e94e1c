import {
  type CloudWatchLogsClient,
  DescribeQueriesCommand,
  DescribeQueryDefinitionsCommand,
  GetLogGroupFieldsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  MalformedQueryException,
  PutQueryDefinitionCommand,
  StartLiveTailCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { type TestGroup, useLogs } from "./logs.ts";

const logs = useLogs();

const HOUR_S = 3_600;

async function start(
  queryString: string,
  asked: Partial<StartQueryCommandInput>,
  client = logs.client(),
): Promise<string> {
  const now = Math.ceil((await logs.skylab().clock.now()) / 1_000);
  const times = { startTime: now - HOUR_S, endTime: now + 1 };
  const { queryId = "" } = await client.send(new StartQueryCommand({ queryString, ...times, ...asked }));
  return queryId;
}

/** Waits for a query as clients do: by asking for its results. */
async function ended(queryId: string, client: CloudWatchLogsClient = logs.client()) {
  const ask = () => client.send(new GetQueryResultsCommand({ queryId }));
  await expect.poll(async () => (await ask()).status).not.toMatch(/Scheduled|Running/);
  return ask();
}

/** Results of a query over a group, without pointers. */
async function query(group: TestGroup, text: string): Promise<readonly unknown[]> {
  const { results = [], status } = await ended(await start(text, { logGroupName: group.name }));
  expect(status).toBe("Complete");
  return results.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== "@ptr").map(({ field, value }) => [field, value])),
  );
}

it("what is in a group is filtered, reckoned and sorted", async () => {
  const group = await logs.createGroup();
  await group.put(
    "s",
    '{"level":"info","route":"/a","ms":10}',
    '{"level":"error","route":"/a","ms":30,"user":{"id":"ann"}}',
    '{"level":"info","route":"/b","ms":20}',
    "plain text 404",
  );
  expect(await query(group, "filter level = 'error' | fields user.id as who, ms")).toEqual([{ who: "ann", ms: "30" }]);
  expect(
    await query(
      group,
      "stats count(*) as n, avg(ms) as mean, pct(ms, 95) as p95 by route | sort n desc, route | limit 2",
    ),
  ).toEqual([
    { route: "/a", n: "2", mean: "20", p95: "30" },
    { route: "/b", n: "1", mean: "20", p95: "20" },
  ]);
  expect(await query(group, "parse @message /text (?<code>\\d+)/ | filter ispresent(code) | display code")).toEqual([
    { code: "404" },
  ]);
  const [row] = await query(group, "stats count(*) by bin(1d) as day");
  expect(row).toEqual({ day: expect.stringMatching(/^\d{4}-\d\d-\d\d 00:00:00\.000$/), "count(*)": "4" });
});

it("a result leads to its event with all that was discovered in it", async () => {
  const group = await logs.createGroup();
  await group.put("s", '{"a":{"b":[1,2]}}');
  const { results = [], statistics } = await ended(await start("fields @message", { logGroupName: group.name }));
  expect(statistics).toMatchObject({ recordsMatched: 1, recordsScanned: 1, bytesScanned: 17 + 26 });
  const pointer = results[0]?.find(({ field }) => field === "@ptr")?.value;
  const { logRecord } = await logs.client().send(new GetLogRecordCommand({ logRecordPointer: pointer }));
  expect(logRecord).toMatchObject({ "a.b.1": "2", "@logStream": "s", "@message": '{"a":{"b":[1,2]}}' });
  const { logGroupFields } = await logs.client().send(new GetLogGroupFieldsCommand({ logGroupName: group.name }));
  expect(logGroupFields).toContainEqual({ name: "a.b.0", percent: 100 });
});

it("a query that cannot be compiled tells where", async () => {
  const group = await logs.createGroup();
  const refused: unknown = await start("fields @message | nonsense", { logGroupName: group.name }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(MalformedQueryException);
  expect(refused).toMatchObject({
    message: "unexpected symbol found nonsense at line 1 and position 19",
    queryCompileError: { location: { startCharOffset: 18, endCharOffset: 26 } },
  });
});

it("queries are listed, and those that have ended are stopped no more", async () => {
  const group = await logs.createGroup();
  const queryId = await start("fields @message", { logGroupNames: [group.name] });
  await ended(queryId);
  const { queries } = await logs.client().send(new DescribeQueriesCommand({ logGroupName: group.name }));
  expect(queries).toMatchObject([{ queryId, status: "Complete", queryString: "fields @message" }]);
  await expect(logs.client().send(new StopQueryCommand({ queryId }))).rejects.toThrow("has already ended");
});

it("queries are saved", async () => {
  const name = uniqueName("saved");
  const { queryDefinitionId } = await logs
    .client()
    .send(new PutQueryDefinitionCommand({ name, queryString: "fields a" }));
  const asked = new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: name });
  expect((await logs.client().send(asked)).queryDefinitions).toMatchObject([
    { queryDefinitionId, queryString: "fields a" },
  ]);
});

it("whoever may not query a group is refused", async () => {
  const iam = logs.skylab().client(IAMClient);
  const UserName = uniqueName("user");
  await iam.send(new CreateUserCommand({ UserName }));
  const group = await logs.createGroup();
  const other = await logs.createGroup();
  const Resource = `arn:aws:logs:us-east-1:000000000000:log-group:${group.name}:*`;
  const Statement = { Effect: "Allow", Action: ["logs:StartQuery", "logs:GetQueryResults"], Resource };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: UserName, PolicyDocument }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const client = logs.client({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  const queryId = await start("fields @message", { logGroupName: group.name }, client);
  expect((await ended(queryId, client)).status).toBe("Complete");
  const both = { logGroupNames: [group.name, other.name] };
  await expect(start("fields @message", both, client)).rejects.toThrow("is not authorized to perform: logs:StartQuery");
  const hidden = await start("fields @message", both);
  await expect(client.send(new GetQueryResultsCommand({ queryId: hidden }))).rejects.toThrow("logs:GetQueryResults");
});

it("a live tail shows events as they come", async () => {
  const group = await logs.createGroup();
  // The SDK would put "stream-" before the host.
  const client = logs.client();
  client.config.disableHostPrefix = true;
  const { responseStream } = await client.send(
    new StartLiveTailCommand({
      logGroupIdentifiers: [`arn:aws:logs:us-east-1:000000000000:log-group:${group.name}`],
      logEventFilterPattern: "ERROR",
    }),
  );
  const seen: (string | undefined)[] = [];
  for await (const { sessionStart, sessionUpdate } of responseStream ?? []) {
    if (sessionStart) await group.put("s", "INFO fine", "ERROR one", "ERROR two");
    seen.push(...(sessionUpdate?.sessionResults ?? []).map(({ message }) => message));
    if (seen.length > 0) break;
  }
  expect(seen).toEqual(["ERROR one", "ERROR two"]);
});
