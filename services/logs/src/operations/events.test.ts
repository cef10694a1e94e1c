import type { Caller } from "@skylab/service";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { collectGarbage } from "../jobs/collect-garbage.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";
import { CreateLogGroup } from "./CreateLogGroup.ts";
import { CreateLogStream } from "./CreateLogStream.ts";
import { DeleteLogStream } from "./DeleteLogStream.ts";
import { DescribeLogGroups } from "./DescribeLogGroups.ts";
import { DescribeLogStreams } from "./DescribeLogStreams.ts";
import { FilterLogEvents } from "./FilterLogEvents.ts";
import { GetLogEvents } from "./GetLogEvents.ts";
import { PutLogEvents } from "./PutLogEvents.ts";
import { PutRetentionPolicy } from "./PutRetentionPolicy.ts";

const test = useLogs();

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

type Owner = Partial<Caller> & { readonly account: string };

/** A group `one` with these streams, of a new account. */
async function aGroup(...streams: readonly string[]): Promise<Owner> {
  const { call } = test();
  const as = newOwner();
  await call(CreateLogGroup, { logGroupName: "one" }, as);
  for (const logStreamName of streams) await call(CreateLogStream, { logGroupName: "one", logStreamName }, as);
  return as;
}

const put = (as: Owner, logStreamName: string, events: readonly (readonly [number, string])[]) =>
  test().call(
    PutLogEvents,
    { logGroupName: "one", logStreamName, logEvents: events.map(([timestamp, message]) => ({ timestamp, message })) },
    as,
  );

const get = (as: Owner, input: Omit<Parameters<typeof GetLogEvents>[0], "logGroupName" | "logStreamName"> = {}) =>
  test().call(GetLogEvents, { logGroupName: "one", logStreamName: "s", ...input }, as);

const filter = (as: Owner, input: Omit<Parameters<typeof FilterLogEvents>[0], "logGroupName"> = {}) =>
  test().call(FilterLogEvents, { logGroupName: "one", ...input }, as);

const textsOf = (answer: { readonly events?: readonly { readonly message?: string | undefined }[] | undefined }) =>
  answer.events?.map(({ message }) => message);

describe("PutLogEvents", () => {
  it("keeps events, and answers a sequence token that nobody needs", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    const answer = await put(as, "s", [[now, "a"]]);
    expect(answer).toEqual({ nextSequenceToken: expect.stringMatching(/^\d{56}$/) });
    const { events } = await get(as);
    expect(events).toEqual([{ timestamp: now, message: "a", ingestionTime: expect.any(Number) }]);
  });

  it("takes a batch in the order of time only, as AWS does still", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    expect(
      await refusal(
        put(as, "s", [
          [now, "a"],
          [now - 1, "b"],
        ]),
      ),
    ).toBe("InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.");
  });

  it("leaves out what is too old, too new, or older than the group keeps events, and tells which", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    const old = await put(as, "s", [
      [now - 15 * DAY_MS, "too old"],
      [now, "kept"],
    ]);
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    const far = await put(as, "s", [
      [now, "kept, too"],
      [now + 3 * HOUR_MS, "too new"],
    ]);
    expect(far.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    await test().call(PutRetentionPolicy, { logGroupName: "one", retentionInDays: 1 }, as);
    const expired = await put(as, "s", [
      [now - 15 * DAY_MS, "too old"],
      [now - 2 * DAY_MS, "expired"],
      [now, "kept as well"],
    ]);
    expect(expired.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2 });
    expect(textsOf(await get(as))).toEqual(["kept", "kept, too", "kept as well"]);
    const none = await put(as, "s", [[now - 15 * DAY_MS, "too old"]]);
    expect(none.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  });

  it("takes a day and a mebibyte at a time", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    expect(
      await refusal(
        put(as, "s", [
          [now - 25 * HOUR_MS, "a"],
          [now, "b"],
        ]),
      ),
    ).toContain("cannot span more than 24 hours");
    const most = 1_048_576 - 26;
    await put(as, "s", [[now, "x".repeat(most)]]);
    expect(await refusal(put(as, "s", [[now, "x".repeat(most + 1)]]))).toBe(
      "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576",
    );
    expect(await refusal(put(as, "s", [[now, "é".repeat(most / 2 + 1)]]))).toContain("Upload too large");
  });

  it("finds neither streams nor groups that are not there", async () => {
    const as = await aGroup();
    const now = test().clock.now();
    expect(await refusal(put(as, "none", [[now, "a"]]))).toBe(
      "ResourceNotFoundException: The specified log stream does not exist.",
    );
    expect(await refusal(put(newOwner(), "none", [[now, "a"]]))).toBe(
      "ResourceNotFoundException: The specified log group does not exist.",
    );
  });
});

const texts = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `${from + index}`);

describe("GetLogEvents", () => {
  it("pages forward and backward, and stays at the ends with the same tokens", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    await put(
      as,
      "s",
      Array.from({ length: 20 }, (_, index) => [now + index, `${index}`] as const),
    );
    const last = await get(as, { limit: 10 });
    expect(textsOf(last)).toEqual(texts(10, 20));
    const first = await get(as, { limit: 20, nextToken: last.nextBackwardToken });
    expect(textsOf(first)).toEqual(texts(0, 10));
    const before = await get(as, { nextToken: first.nextBackwardToken });
    expect(before).toEqual({
      events: [],
      nextBackwardToken: first.nextBackwardToken,
      nextForwardToken: first.nextBackwardToken?.replace("b/", "f/"),
    });
    const head = await get(as, { limit: 15, startFromHead: true });
    expect(textsOf(head)).toEqual(texts(0, 15));
    const rest = await get(as, { startFromHead: true, nextToken: head.nextForwardToken });
    expect(textsOf(rest)).toEqual(texts(15, 20));
    const end = await get(as, { startFromHead: true, nextToken: rest.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: rest.nextForwardToken });
    await put(as, "s", [[now + 30, "new"]]);
    expect(textsOf(await get(as, { nextToken: end.nextForwardToken }))).toEqual(["new"]);
  });

  it("goes on from an empty stream to what comes", async () => {
    const as = await aGroup("s");
    const empty = await get(as);
    expect(empty.events).toEqual([]);
    await put(as, "s", [[test().clock.now(), "first"]]);
    expect(textsOf(await get(as, { nextToken: empty.nextForwardToken }))).toEqual(["first"]);
  });

  it("tells of times from the first on, before the last", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    await put(as, "s", [
      [now, "a"],
      [now + 1, "b"],
      [now + 2, "c"],
    ]);
    expect(textsOf(await get(as, { startTime: now + 1, endTime: now + 2 }))).toEqual(["b"]);
    expect(textsOf(await get(as, { logGroupIdentifier: undefined, startTime: now + 1 }))).toEqual(["b", "c"]);
  });

  it("ends a page at a mebibyte", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    for (let index = 0; index < 3; index += 1) await put(as, "s", [[now + index, `${index}${"x".repeat(500_000)}`]]);
    const first = await get(as, { startFromHead: true });
    expect(first.events).toHaveLength(2);
    expect((await get(as, { nextToken: first.nextForwardToken })).events).toHaveLength(1);
  });

  it("refuses what is no token, what is not there, and both names of a group at once", async () => {
    const as = await aGroup("s");
    for (const nextToken of ["x", "f/1/s", `n/${"0".repeat(56)}/s`])
      expect(await refusal(get(as, { nextToken }))).toBe(
        "InvalidParameterException: The specified nextToken is invalid.",
      );
    expect(await refusal(test().call(GetLogEvents, { logGroupName: "one", logStreamName: "none" }, as))).toBe(
      "ResourceNotFoundException: The specified log stream does not exist.",
    );
    expect(await refusal(get(as, { logGroupIdentifier: "one" }))).toBe(
      "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.",
    );
  });
});

describe("FilterLogEvents", () => {
  it("mixes streams by time, each event with an id of its own", async () => {
    const as = await aGroup("a", "b");
    const now = test().clock.now();
    await put(as, "a", [
      [now, "1"],
      [now + 2, "3"],
    ]);
    await put(as, "b", [
      [now + 1, "2"],
      [now + 2, "4"],
    ]);
    const { events = [], nextToken, searchedLogStreams } = await filter(as);
    expect(events.map(({ logStreamName, message }) => `${logStreamName}${message}`)).toEqual(["a1", "b2", "a3", "b4"]);
    const ids = events.map(({ eventId = "" }) => eventId);
    expect(ids.every((id, index) => id > (ids[index - 1] ?? ""))).toBe(true);
    expect({ nextToken, searchedLogStreams }).toEqual({ nextToken: undefined, searchedLogStreams: [] });
    expect(textsOf(await filter(as, { startTime: now + 1, endTime: now + 1 }))).toEqual(["2"]);
    expect(textsOf(await filter(as, { logStreamNames: ["b"] }))).toEqual(["2", "4"]);
    expect(textsOf(await filter(as, { logStreamNamePrefix: "a" }))).toEqual(["1", "3"]);
    expect(textsOf(await filter(as, { filterPattern: "?3 ?4" }))).toEqual(["3", "4"]);
  });

  it("looks through many streams of a prefix, and of names", async () => {
    const names = Array.from({ length: 15 }, (_, index) => `s/${index}`);
    const as = await aGroup("other", ...names);
    const now = test().clock.now();
    for (const name of ["other", ...names]) await put(as, name, [[now, name]]);
    expect(textsOf(await filter(as, { logStreamNamePrefix: "s/" }))).toEqual(names);
    expect(textsOf(await filter(as, { logStreamNames: names }))).toEqual(names);
    expect(await refusal(filter(as, { logStreamNames: ["none"] }))).toBe(
      "ResourceNotFoundException: The specified log stream does not exist.",
    );
    expect(await refusal(filter(as, { logStreamNames: names, logStreamNamePrefix: "s" }))).toContain(
      "InvalidParameterException",
    );
  });

  it("pages through all that match, and through none but once", async () => {
    const as = await aGroup("s");
    const now = test().clock.now();
    await put(
      as,
      "s",
      Array.from({ length: 100 }, (_, index) => [now + index, index % 3 === 0 ? `hit ${index}` : "miss"] as const),
    );
    const found: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await filter(as, { filterPattern: "hit", limit: 10, nextToken });
      found.push(...(textsOf(page) ?? []));
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    expect(found).toEqual(Array.from({ length: 34 }, (_, index) => `hit ${index * 3}`));
    for (const token of ["x", "AAEx"])
      expect(await refusal(filter(as, { nextToken: token }))).toBe(
        "InvalidParameterException: The specified nextToken is invalid.",
      );
    expect(await refusal(filter(as, { filterPattern: "{ $.a" }))).toBe(
      "InvalidParameterException: Invalid filter pattern",
    );
  });
});

it("FilterLogEvents ends a page at a mebibyte, and leaves nothing out", async () => {
  const as = await aGroup("s");
  const now = test().clock.now();
  for (let index = 0; index < 5; index += 1) await put(as, "s", [[now + index, `${index}${"x".repeat(400_000)}`]]);
  const found: (string | undefined)[] = [];
  let nextToken: string | undefined;
  let pages = 0;
  do {
    const page = await filter(as, { nextToken });
    found.push(...(page.events ?? []).map(({ message }) => message?.charAt(0)));
    ({ nextToken } = page);
    pages += 1;
  } while (nextToken !== undefined);
  expect({ found, pages }).toEqual({ found: ["0", "1", "2", "3", "4"], pages: 3 });
});

describe("streams", () => {
  it("are told of by name and by their last events, a page at a time", async () => {
    const as = await aGroup("c", "a", "b");
    const now = test().clock.now();
    await put(as, "a", [
      [now, "x"],
      [now + 5, "y"],
    ]);
    await put(as, "c", [[now + 1, "x"]]);
    const names = async (input: Omit<Parameters<typeof DescribeLogStreams>[0], "logGroupName">) =>
      (await test().call(DescribeLogStreams, { logGroupName: "one", ...input }, as)).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      );
    expect(await names({})).toEqual(["a", "b", "c"]);
    expect(await names({ descending: true })).toEqual(["c", "b", "a"]);
    expect(await names({ logStreamNamePrefix: "b" })).toEqual(["b"]);
    expect(await names({ orderBy: "LastEventTime" })).toEqual(["b", "c", "a"]);
    expect(await names({ orderBy: "LastEventTime", descending: true, limit: 1 })).toEqual(["a"]);
    const { logStreams, nextToken } = await test().call(DescribeLogStreams, { logGroupName: "one", limit: 1 }, as);
    expect(logStreams).toEqual([
      {
        arn: `arn:aws:logs:us-east-1:${as.account}:log-group:one:log-stream:a`,
        logStreamName: "a",
        creationTime: expect.any(Number),
        firstEventTimestamp: now,
        lastEventTimestamp: now + 5,
        lastIngestionTime: expect.any(Number),
        uploadSequenceToken: expect.any(String),
        storedBytes: 0,
      },
    ]);
    expect(await names({ nextToken })).toEqual(["b", "c"]);
    const wrong = { logGroupName: "one", orderBy: "LastEventTime", logStreamNamePrefix: "a" } as const;
    expect(await refusal(test().call(DescribeLogStreams, wrong, as))).toContain("Cannot order by LastEventTime");
  });

  it("are made once, and deleted with their events, the room of which is free after a while", async () => {
    const as = await aGroup("s", "t");
    const now = test().clock.now();
    await put(as, "s", [[now, "gone"]]);
    await put(as, "t", [[now, "stays"]]);
    const one = { logGroupName: "one", logStreamName: "s" };
    expect(await refusal(test().call(CreateLogStream, one, as))).toBe(
      "ResourceAlreadyExistsException: The specified log stream already exists",
    );
    await test().call(DeleteLogStream, one, as);
    expect(textsOf(await filter(as))).toEqual(["stays"]);
    expect(await refusal(test().call(DeleteLogStream, one, as))).toContain("The specified log stream does not exist.");
    await collectGarbage(test().store).run(test().clock, new AbortController().signal);
    const { logGroups } = await test().call(DescribeLogGroups, {}, as);
    expect(logGroups).toEqual([expect.objectContaining({ storedBytes: 31 })]);
    expect(textsOf(await filter(as))).toEqual(["stays"]);
  });
});

it("what is older than a group keeps it is seen no more, and its room is free after a while", async () => {
  const as = await aGroup("s");
  const { call, clock, store } = test();
  const now = clock.now();
  await put(as, "s", [[now, "old"]]);
  await call(PutRetentionPolicy, { logGroupName: "one", retentionInDays: 1 }, as);
  clock.advance(DAY_MS + 1);
  await put(as, "s", [[now + DAY_MS, "new"]]);
  expect(textsOf(await get(as))).toEqual(["new"]);
  expect(textsOf(await filter(as))).toEqual(["new"]);
  await collectGarbage(store).run(clock, new AbortController().signal);
  const { logGroups } = await call(DescribeLogGroups, {}, as);
  expect(logGroups).toEqual([expect.objectContaining({ storedBytes: 29 })]);
  await put(as, "s", [[now + DAY_MS + 1, "newer"]]);
  expect(textsOf(await get(as))).toEqual(["new", "newer"]);
});
