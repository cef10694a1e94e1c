import { refusal, testCall } from "@skylab/service/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runQueries } from "../jobs/run-queries.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";
import { CreateLogGroup } from "./CreateLogGroup.ts";
import { CreateLogStream } from "./CreateLogStream.ts";
import { DeleteLogGroup } from "./DeleteLogGroup.ts";
import { DeleteQueryDefinition } from "./DeleteQueryDefinition.ts";
import { DescribeQueries } from "./DescribeQueries.ts";
import { DescribeQueryDefinitions } from "./DescribeQueryDefinitions.ts";
import { GetLogGroupFields } from "./GetLogGroupFields.ts";
import { GetLogRecord } from "./GetLogRecord.ts";
import { GetQueryResults } from "./GetQueryResults.ts";
import { PutLogEvents } from "./PutLogEvents.ts";
import { PutQueryDefinition } from "./PutQueryDefinition.ts";
import { StartQuery } from "./StartQuery.ts";
import { StopQuery } from "./StopQuery.ts";

const logs = useLogs();
const working = new AbortController();
let work: Promise<void> | undefined;

const startWork = (): void => {
  const { clock, store } = logs();
  work ??= runQueries({ store, log: { warn: () => undefined } }).run(clock, working.signal);
};

beforeAll(startWork);
afterAll(async () => {
  working.abort();
  await work?.catch(() => undefined);
});

type Owner = ReturnType<typeof newOwner>;

/** Makes a group with events, each a millisecond after the one before it, the last of now. */
async function groupOf(name: string, messages: readonly string[], owner: Owner = newOwner()): Promise<Owner> {
  const { call, clock } = logs();
  const of = { logGroupName: name, logStreamName: "s" };
  await call(CreateLogGroup, of, owner);
  await call(CreateLogStream, of, owner);
  const first = clock.now() - messages.length;
  const logEvents = messages.map((message, index) => ({ message, timestamp: first + index }));
  if (messages.length > 0) await call(PutLogEvents, { ...of, logEvents }, owner);
  return owner;
}

type Asked = Partial<Parameters<typeof StartQuery>[0]>;

async function start(queryString: string, owner: Owner, asked: Asked = { logGroupName: "g" }): Promise<string> {
  const times = { startTime: 0, endTime: logs().clock.now() + 1_000 };
  const { queryId = "" } = await logs().call(StartQuery, { queryString, ...times, ...asked }, owner);
  return queryId;
}

async function resultsOf(queryId: string, owner: Owner, page: object = {}) {
  const results = (): ReturnType<typeof GetQueryResults> => logs().call(GetQueryResults, { queryId, ...page }, owner);
  await expect.poll(async () => (await results()).status).not.toMatch(/Scheduled|Running/);
  return results();
}

type Field = { readonly field?: string | undefined; readonly value?: string | undefined };

const valuesOf = (rows: readonly (readonly Field[])[] = []): readonly unknown[] =>
  rows.map((row) => row.filter(({ field }) => field !== "@ptr").map(({ value }) => value));

describe("a query", () => {
  it("is run, and tells what it found and what it looked at", async () => {
    const owner = await groupOf("g", ["one", "two", "three"]);
    const queryId = await start("fields @message | filter @message like 't'", owner);
    const { queryLanguage, results, statistics, status } = await resultsOf(queryId, owner);
    expect({ status, queryLanguage }).toEqual({ status: "Complete", queryLanguage: "CWLI" });
    expect(valuesOf(results)).toEqual([["three"], ["two"]]);
    expect(statistics).toEqual({
      recordsMatched: 2,
      recordsScanned: 3,
      bytesScanned: 3 * 26 + 11,
      logGroupsScanned: 1,
      resultCount: 2,
      estimatedRecordsSkipped: 0,
      estimatedBytesSkipped: 0,
    });
  });

  it("looks at several groups, in the order of time", async () => {
    const owner = await groupOf("g", ["a"]);
    await groupOf("h", ["b"], owner);
    const arn = `arn:aws:logs:us-east-1:${owner.account}:log-group:h:*`;
    const queryId = await start("stats count(*) as n by @log | sort @log", owner, { logGroupIdentifiers: ["g", arn] });
    const { results } = await resultsOf(queryId, owner);
    expect(valuesOf(results)).toEqual([
      [`${owner.account}:g`, "1"],
      [`${owner.account}:h`, "1"],
    ]);
  });

  it("looks at the times that it is about, the last included, in seconds or milliseconds", async () => {
    const owner = await groupOf("g", []);
    const { call, clock } = logs();
    const second = Math.floor(clock.now() / 1_000) - 10;
    const logEvents = [-1, 0, 1_000, 1_001].map((more) => ({ message: `${more}`, timestamp: second * 1_000 + more }));
    await call(PutLogEvents, { logGroupName: "g", logStreamName: "s", logEvents }, owner);
    for (const unit of [1, 1_000]) {
      const times = { startTime: second * unit, endTime: (second + 1) * unit };
      const queryId = await start("fields @message | sort @timestamp", owner, { logGroupName: "g", ...times });
      expect(valuesOf((await resultsOf(queryId, owner)).results)).toEqual([["0"], ["1000"]]);
    }
  });

  it("hands its results over page by page, from whichever replica", async () => {
    const owner = await groupOf(
      "g",
      Array.from({ length: 1_203 }, (_, index) => `${index}`),
    );
    const queryId = await start("fields @message | sort @timestamp", owner);
    await resultsOf(queryId, owner);
    const read: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await resultsOf(queryId, owner, { maxItems: 250, nextToken });
      expect(page.results?.length).toBeLessThanOrEqual(250);
      read.push(...valuesOf(page.results).flat());
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    expect(read).toEqual(Array.from({ length: 1_203 }, (_, index) => `${index}`));
    const other = await GetQueryResults({ queryId, maxItems: 1 }, testCall({ as: owner }), logs().another());
    expect(valuesOf(other.results)).toEqual([["0"]]);
  });

  it("shows no more than its limit, or the request's", async () => {
    const owner = await groupOf("g", ["1", "2", "3"]);
    const limited = await start("fields @message | limit 1", owner);
    expect(valuesOf((await resultsOf(limited, owner)).results)).toEqual([["3"]]);
    const asked = await start("fields @message", owner, { logGroupName: "g", limit: 2 });
    expect(valuesOf((await resultsOf(asked, owner)).results)).toEqual([["3"], ["2"]]);
  });

  it("ends early where any events will do", async () => {
    const messages = Array.from({ length: 3_000 }, (_, index) => `${index}`);
    const owner = await groupOf("g", messages);
    const queryId = await start("fields @message | limit any 5", owner);
    const { results, statistics } = await resultsOf(queryId, owner);
    expect(results).toHaveLength(5);
    expect(statistics?.recordsScanned).toBeLessThan(3_000);
  });

  it("is listed, the newest first, by its group and its state", async () => {
    const owner = await groupOf("g", []);
    await groupOf("h", [], owner);
    const first = await start("fields a", owner);
    await resultsOf(first, owner);
    logs().clock.advance(5);
    const second = await start("fields b", owner, { logGroupName: "h" });
    await resultsOf(second, owner);
    const list = (input: Parameters<typeof DescribeQueries>[0]) => logs().call(DescribeQueries, input, owner);
    const { queries = [] } = await list({});
    expect(queries.map(({ queryId }) => queryId)).toEqual([second, first]);
    expect(queries[1]).toMatchObject({
      queryString: "fields a",
      status: "Complete",
      logGroupName: "g",
      bytesScanned: 0,
    });
    expect((await list({ logGroupName: "g" })).queries).toHaveLength(1);
    expect((await list({ status: "Failed" })).queries).toEqual([]);
    const page = await list({ maxResults: 1 });
    expect((await list({ maxResults: 1, nextToken: page.nextToken })).queries).toEqual([queries[1]]);
  });

  it("that holds too much fails", async () => {
    const owner = await groupOf("g", ["x".repeat(200_000)]);
    const long = Array.from({ length: 5 }, () => "@message").join(", ");
    const counts = Array.from({ length: 100 }, (_, index) => `count_distinct(concat('${index}', ${long}))`);
    const grouped = `stats ${counts.join(", ")}`;
    const { results, status } = await resultsOf(await start(grouped, owner), owner);
    expect({ results, status }).toEqual({ results: [], status: "Failed" });
  });

  it("whose regular expression takes others an age does not", async () => {
    const owner = await groupOf("g", ["a".repeat(100_000)]);
    const { results, status } = await resultsOf(await start("filter @message like /^(a+)+$/", owner), owner);
    expect({ found: results?.length, status }).toEqual({ found: 1, status: "Complete" });
    const other = await resultsOf(await start("filter @message like /(a|aa)+b/", owner), owner);
    expect(other).toMatchObject({ results: [], status: "Complete" });
  });

  it("of a group that is gone meanwhile finds nothing there", async () => {
    const owner = await groupOf("g", ["a"]);
    await groupOf("h", ["b"], owner);
    const { store } = logs();
    const place = { account: owner.account, region: "us-east-1" };
    const queryId = await start("fields @message", owner, { logGroupNames: ["g", "h"] });
    await resultsOf(queryId, owner);
    const row = await store.queries.find(place, queryId);
    await logs().call(DeleteLogGroup, { logGroupName: "g" }, owner);
    expect(row).toBeDefined();
    // Begun anew, as where a process died.
    await store.queries.change(place, queryId, (current) => ({ ...current, status: "Running" }));
    await store.queries.queue.send([{ item: { place, id: queryId }, group: owner.account }]);
    expect(valuesOf((await resultsOf(queryId, owner)).results)).toContainEqual(["b"]);
    expect((await store.queries.find(place, queryId))?.statistics.logGroupsScanned).toBe(1);
  });

  it("is stopped while it is under way, and not after", async () => {
    const owner = await groupOf("g", ["a"]);
    const { call, store } = logs();
    const place = { account: owner.account, region: "us-east-1" };
    const queryId = await start("fields @message", owner);
    await resultsOf(queryId, owner);
    expect(await refusal(call(StopQuery, { queryId }, owner))).toBe(
      `InvalidParameterException: Query with ID [${queryId}] has already ended with status [Complete]`,
    );
    await store.queries.change(place, queryId, (current) => ({ ...current, status: "Running" }));
    expect(await call(StopQuery, { queryId }, owner)).toEqual({ success: true });
    expect(await call(GetQueryResults, { queryId }, owner)).toMatchObject({ status: "Cancelled", results: [] });
  });

  it("has an hour, however often it is begun anew", async () => {
    const owner = await groupOf("g", ["a"]);
    const { clock, store } = logs();
    const place = { account: owner.account, region: "us-east-1" };
    const queryId = await start("fields @message", owner);
    await resultsOf(queryId, owner);
    const startedAt = clock.now() - 3_600_001;
    await store.queries.change(place, queryId, (current) => ({ ...current, status: "Running", startedAt }));
    await store.queries.queue.send([{ item: { place, id: queryId }, group: owner.account }]);
    expect((await resultsOf(queryId, owner)).status).toBe("Timeout");
  });

  it("is refused in words that say why", async () => {
    const owner = await groupOf("g", []);
    const refused = (query: string, asked?: Asked) => refusal(start(query, owner, asked));
    expect(await refused("fields @message | bogus")).toBe(
      "MalformedQueryException: unexpected symbol found bogus at line 1 and position 19",
    );
    expect(await refused("fields a", { logGroupName: "none" })).toBe(
      "ResourceNotFoundException: The specified log group does not exist.",
    );
    expect(await refused("fields a", {})).toBe("InvalidParameterException: No log groups were specified.");
    expect(await refused("fields a", { logGroupName: "g", logGroupNames: ["g"] })).toContain("Exactly one of");
    expect(await refused("fields a", { logGroupName: "g", startTime: 2, endTime: 1 })).toContain("start time");
    expect(await refused("SELECT 1", { logGroupName: "g", queryLanguage: "SQL" })).toBe(
      "NotImplemented: Queries in SQL are not implemented.",
    );
    const gone = { queryId: "none" };
    expect(await refusal(logs().call(GetQueryResults, gone, owner))).toContain("ResourceNotFoundException");
    expect(await refusal(logs().call(StopQuery, gone, owner))).toContain("ResourceNotFoundException");
  });
});

describe("a record", () => {
  it("is found by its pointer, with all its fields", async () => {
    const owner = await groupOf("g", ["before", '{"user":{"id":7}}', "behind"]);
    const queryId = await start("fields @message | filter ispresent(user.id)", owner);
    const { results = [] } = await resultsOf(queryId, owner);
    const pointer = results[0]?.find(({ field }) => field === "@ptr")?.value ?? "";
    const { logRecord } = await logs().call(GetLogRecord, { logRecordPointer: pointer }, owner);
    expect(logRecord).toEqual({
      "@message": '{"user":{"id":7}}',
      "@timestamp": expect.stringMatching(/^\d{13}$/),
      "@ingestionTime": expect.stringMatching(/^\d{13}$/),
      "@logStream": "s",
      "@log": `${owner.account}:g`,
      "@ptr": pointer,
      "user.id": "7",
    });
    const refused = (logRecordPointer: string) => refusal(logs().call(GetLogRecord, { logRecordPointer }, owner));
    expect(await refused("nonsense")).toContain("InvalidParameterException");
    const past = Buffer.from(JSON.stringify(["g", 1, 999])).toString("base64");
    expect(await refused(past)).toContain("ResourceNotFoundException");
  });
});

it("the fields of a group are those of its latest events, or of a time's", async () => {
  const owner = await groupOf("g", ['{"a":1,"b":2}', '{"a":3}', "text", "text"]);
  const { call, clock } = logs();
  const { logGroupFields } = await call(GetLogGroupFields, { logGroupName: "g" }, owner);
  expect(logGroupFields).toEqual(
    expect.arrayContaining([
      { name: "@message", percent: 100 },
      { name: "a", percent: 50 },
      { name: "b", percent: 25 },
    ]),
  );
  const past = { logGroupName: "g", time: Math.floor(clock.now() / 1_000) - 3_600 };
  expect((await call(GetLogGroupFields, past, owner)).logGroupFields).toEqual([]);
});

it("queries are saved, changed, listed by their names and deleted", async () => {
  const owner = newOwner();
  const { call } = logs();
  const put = (input: Parameters<typeof PutQueryDefinition>[0]) => call(PutQueryDefinition, input, owner);
  const list = (input: Parameters<typeof DescribeQueryDefinitions>[0] = {}) =>
    call(DescribeQueryDefinitions, input, owner);
  const { queryDefinitionId = "" } = await put({ name: "errors/b", queryString: "fields a", logGroupNames: ["g"] });
  await put({ name: "errors/a", queryString: "fields b" });
  await put({ name: "other", queryString: "fields c" });
  expect((await list()).queryDefinitions?.map(({ name }) => name)).toEqual(["errors/a", "errors/b", "other"]);
  expect((await list({ queryDefinitionNamePrefix: "err" })).queryDefinitions).toHaveLength(2);
  const { nextToken } = await list({ maxResults: 2 });
  expect((await list({ nextToken })).queryDefinitions).toMatchObject([{ name: "other", queryLanguage: "CWLI" }]);
  await put({ queryDefinitionId, name: "errors/b", queryString: "fields changed" });
  expect((await list({ queryDefinitionNamePrefix: "errors/b" })).queryDefinitions).toMatchObject([
    { queryDefinitionId, queryString: "fields changed", logGroupNames: [] },
  ]);
  expect(await call(DeleteQueryDefinition, { queryDefinitionId }, owner)).toEqual({ success: true });
  expect(await refusal(call(DeleteQueryDefinition, { queryDefinitionId }, owner))).toContain(
    "ResourceNotFoundException",
  );
  expect(await refusal(put({ queryDefinitionId, name: "x", queryString: "y" }))).toContain("ResourceNotFoundException");
});
