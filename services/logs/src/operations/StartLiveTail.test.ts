import type { StartLiveTailResponseStream } from "@aws-sdk/client-cloudwatch-logs";
import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";
import { CreateLogGroup } from "./CreateLogGroup.ts";
import { CreateLogStream } from "./CreateLogStream.ts";
import { PutLogEvents } from "./PutLogEvents.ts";
import { StartLiveTail } from "./StartLiveTail.ts";

const logs = useLogs();

const HOUR_MS = 3_600_000;

type Input = Partial<Parameters<typeof StartLiveTail>[0]>;

/** A group `g` with streams a and b, and a live tail of it that a test moves on second by second. */
async function tailed(input: Input = {}) {
  const { call, clock, store } = logs();
  const owner = newOwner();
  await call(CreateLogGroup, { logGroupName: "g" }, owner);
  for (const logStreamName of ["a", "b"]) await call(CreateLogStream, { logGroupName: "g", logStreamName }, owner);
  const put = (logStreamName: string, ...events: readonly (readonly [string, number])[]) =>
    call(
      PutLogEvents,
      { logGroupName: "g", logStreamName, logEvents: events.map(([message, timestamp]) => ({ message, timestamp })) },
      owner,
    );
  await put("a", ["before", clock.now()]);
  const arn = `arn:aws:logs:us-east-1:${owner.account}:log-group:g`;
  const aborting = new AbortController();
  const asked = { ...testCall({ clock, as: owner }), signal: aborting.signal };
  const { responseStream } = await StartLiveTail({ logGroupIdentifiers: [arn], ...input }, asked, store);
  const stream = responseStream as AsyncIterable<StartLiveTailResponseStream>; // as: the operation's own.
  const events = stream[Symbol.asyncIterator]();
  const begun = await events.next();
  const next = async (): Promise<StartLiveTailResponseStream> => {
    const coming = events.next();
    clock.advance(1_000);
    const { done, value } = await coming;
    if (done === true) throw new Error("The stream has ended.");
    return value;
  };
  const update = async () => (await next()).sessionUpdate;
  const texts = async () => (await update())?.sessionResults?.map(({ message }) => message);
  return { arn, put, begun: begun.value, next, update, texts, end: () => aborting.abort(), events };
}

describe("a live tail", () => {
  it("begins by what it was asked for, and tells each second what came", async () => {
    const { arn, begun, put, update } = await tailed({ logEventFilterPattern: "ERROR" });
    expect(begun).toEqual({
      sessionStart: {
        requestId: expect.any(String),
        sessionId: expect.any(String),
        logGroupIdentifiers: [arn],
        logEventFilterPattern: "ERROR",
      },
    });
    expect(await update()).toEqual({ sessionMetadata: { sampled: false }, sessionResults: [] });
    const now = logs().clock.now();
    await put("a", ["INFO fine", now], ["ERROR one", now + 1]);
    await put("b", ["ERROR two", now]);
    expect((await update())?.sessionResults).toEqual([
      expect.objectContaining({ logStreamName: "b", message: "ERROR two", timestamp: now, logGroupIdentifier: arn }),
      expect.objectContaining({ logStreamName: "a", message: "ERROR one", timestamp: now + 1 }),
    ]);
    expect((await update())?.sessionResults).toEqual([]);
  });

  it("tells what comes late, too, once", async () => {
    const { put, texts } = await tailed();
    const now = logs().clock.now();
    await put("a", ["late", now - 3 * HOUR_MS]);
    await put("a", ["new", now]);
    expect(await texts()).toEqual(["late", "new"]);
    await put("a", ["very late", now - 4 * HOUR_MS]);
    expect(await texts()).toEqual(["very late"]);
    expect(await texts()).toEqual([]);
  });

  it("tells no more than 500 events each second, and that it does", async () => {
    const { put, update } = await tailed();
    const now = logs().clock.now();
    await put("a", ...Array.from({ length: 700 }, (_, index) => [`${index}`, now] as const));
    const told = await update();
    expect(told?.sessionMetadata).toEqual({ sampled: true });
    expect(told?.sessionResults).toHaveLength(500);
  });

  it.each([
    [{ logStreamNames: ["b"] }, ["of b"]],
    [{ logStreamNamePrefixes: ["a", "x"] }, ["of a"]],
  ])("is about the streams that it names: %o", async (input, expected) => {
    const { put, texts } = await tailed(input);
    const now = logs().clock.now();
    await put("a", ["of a", now]);
    await put("b", ["of b", now]);
    expect(await texts()).toEqual(expected);
  });

  it("ends when nobody listens any more", async () => {
    const { end, events } = await tailed();
    const coming = events.next();
    end();
    expect(await coming).toEqual({ done: true, value: undefined });
  });

  it("ends after three hours", async () => {
    const { next } = await tailed();
    await next();
    logs().clock.advance(3 * HOUR_MS);
    expect(await refusal(next())).toBe("SessionTimeoutException: The session has timed out.");
  });

  it("is refused where groups are not named by ARNs, or streams in two ways or of several groups", async () => {
    const { arn } = await tailed();
    const account = arn.split(":")[4] ?? "";
    const refused = (input: Parameters<typeof StartLiveTail>[0]) =>
      refusal(logs().call(StartLiveTail, input, { account }));
    expect(await refused({ logGroupIdentifiers: ["g"] })).toContain("InvalidParameterException");
    expect(await refused({ logGroupIdentifiers: [`${arn}2`] })).toContain("ResourceNotFoundException");
    const both = { logStreamNames: ["a"], logStreamNamePrefixes: ["b"] };
    expect(await refused({ logGroupIdentifiers: [arn], ...both })).toContain("mutually exclusive");
    expect(await refused({ logGroupIdentifiers: [arn, `${arn}2`], logStreamNames: ["a"] })).toContain(
      "only one log group",
    );
    expect(await refused({ logGroupIdentifiers: [arn], logEventFilterPattern: "[" })).toContain(
      "Invalid filter pattern",
    );
  });
});
