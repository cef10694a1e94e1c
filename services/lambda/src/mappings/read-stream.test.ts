import type { Values } from "@skylab/protocol";
import { describe, expect, it } from "vitest";
import { CreateEventSourceMapping } from "../operations/CreateEventSourceMapping.ts";
import { GetEventSourceMapping } from "../operations/GetEventSourceMapping.ts";
import { UpdateEventSourceMapping } from "../operations/UpdateEventSourceMapping.ts";
import { type TestFunction, until, useSources } from "../testing/use-sources.ts";

const sources = useSources();

let accounts = 200_000_000_000;

type Table = {
  readonly account: string;
  readonly streamArn: string;
  readonly put: (id: string, more?: Values) => Promise<void>;
  readonly map: (does: TestFunction, settings?: Values) => Promise<string>;
};

/** A table with a stream. */
async function makeTable(): Promise<Table> {
  const { ask, call, makeFunction } = sources();
  const account = String((accounts += 1));
  const { TableDescription } = await ask(account, "CreateTable", {
    TableName: "items",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const { LatestStreamArn: streamArn } = TableDescription as { readonly LatestStreamArn: string }; // as: so its model has it.
  return {
    account,
    streamArn,
    put: async (id, more = {}) => {
      await ask(account, "PutItem", { TableName: "items", Item: { id: { S: id }, ...more } });
    },
    map: async (does, settings = {}) => {
      await makeFunction(account, "work", does);
      const input = {
        EventSourceArn: streamArn,
        FunctionName: "work",
        StartingPosition: "TRIM_HORIZON",
        ...settings,
      } as const;
      const { UUID = "" } = await call(CreateEventSourceMapping, input, { account });
      await until(async () => {
        const { State } = await call(GetEventSourceMapping, { UUID }, { account });
        return State === "Enabled" || undefined;
      });
      return UUID;
    },
  };
}

type StreamEvent = {
  readonly Records: readonly {
    readonly eventName: string;
    readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: { readonly id: { readonly S: string } } };
  }[];
};

const recordsOf = (event: Values): StreamEvent["Records"] => (event as StreamEvent).Records; // as: what a test's function gets.
const idsOf = (event: Values): readonly string[] => recordsOf(event).map(({ dynamodb }) => dynamodb.Keys.id.S);

describe("a mapping of a stream", () => {
  it("hands over changes as AWS writes them, and tells that it went well", async () => {
    const { call } = sources();
    const { account, map, put, streamArn } = await makeTable();
    const events: Values[] = [];
    await put("a", { bytes: { B: Buffer.from([1, 2, 3]) }, n: { N: "1" } });
    const UUID = await map((event) => void events.push(event));
    const [event] = await until(() => (events.length > 0 ? events : undefined));
    expect(event).toEqual({
      Records: [
        {
          eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventName: "INSERT",
          eventVersion: "1.1",
          eventSource: "aws:dynamodb",
          awsRegion: "us-east-1",
          dynamodb: {
            ApproximateCreationDateTime: expect.any(Number),
            Keys: { id: { S: "a" } },
            NewImage: { id: { S: "a" }, bytes: { B: "AQID" }, n: { N: "1" } },
            SequenceNumber: expect.stringMatching(/^\d+$/),
            SizeBytes: expect.any(Number),
            StreamViewType: "NEW_AND_OLD_IMAGES",
          },
          eventSourceARN: streamArn,
        },
      ],
    });
    const told = await until(async () => {
      const mapping = await call(GetEventSourceMapping, { UUID }, { account });
      return mapping.LastProcessingResult === "OK" ? mapping : undefined;
    });
    expect(told).toMatchObject({ StateTransitionReason: "User action", BatchSize: 100, MaximumRetryAttempts: -1 });
  });

  it("at LATEST begins with what comes after it", async () => {
    const { map, put } = await makeTable();
    const seen: string[] = [];
    await put("before");
    await map((event) => void seen.push(...idsOf(event)), { StartingPosition: "LATEST" });
    await put("after");
    await until(() => seen.length > 0 || undefined);
    expect(seen).toEqual(["after"]);
  });

  it("hands over no more at a time than a batch may have, in their order", async () => {
    const { map, put } = await makeTable();
    const batches: (readonly string[])[] = [];
    for (const id of ["1", "2", "3", "4", "5"]) await put(id);
    await map((event) => void batches.push(idsOf(event)), { BatchSize: 2 });
    await until(() => batches.flat().length === 5 || undefined);
    expect(batches).toEqual([["1", "2"], ["3", "4"], ["5"]]);
  });

  it("does not hand over what no filter takes", async () => {
    const { map, put } = await makeTable();
    const seen: string[] = [];
    const Pattern = JSON.stringify({ dynamodb: { NewImage: { kind: { S: [{ prefix: "or" }] } } } });
    await put("1", { kind: { S: "invoice" } });
    await put("2", { kind: { S: "order" } });
    await map((event) => void seen.push(...idsOf(event)), { FilterCriteria: { Filters: [{ Pattern }] } });
    await until(() => seen.length > 0 || undefined);
    expect(seen).toEqual(["2"]);
  });

  it("tries a batch again until it succeeds, and nothing passes it", async () => {
    const { map, put } = await makeTable();
    const seen: (readonly string[])[] = [];
    for (const id of ["1", "2"]) await put(id);
    await map(
      (event) => {
        seen.push(idsOf(event));
        if (seen.length === 1) throw new Error("not yet");
      },
      { BatchSize: 1 },
    );
    await until(() => seen.length === 3 || undefined);
    expect(seen).toEqual([["1"], ["1"], ["2"]]);
  });

  it("splits a batch that fails until the record that fails is alone, and gives that up when its retries are used up", async () => {
    const { ask } = sources();
    const { account, map, put } = await makeTable();
    await ask(account, "CreateQueue", { QueueName: "given-up" });
    const done: string[] = [];
    for (const id of ["1", "2", "bad", "4"]) await put(id);
    const Destination = `arn:aws:sqs:us-east-1:${account}:given-up`;
    const settings = {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination } },
    };
    await map((event) => {
      if (idsOf(event).includes("bad")) throw new Error("bad");
      done.push(...idsOf(event));
    }, settings);
    await until(() => done.length === 3 || undefined);
    expect(done).toEqual(["1", "2", "4"]);
    const QueueUrl = `http://localhost/${account}/given-up`;
    const { Messages } = await ask(account, "ReceiveMessage", { QueueUrl, WaitTimeSeconds: 20 });
    const [message] = Messages as readonly { readonly Body: string }[]; // as: so SQS's model has it.
    expect(JSON.parse(message?.Body ?? "")).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `arn:aws:lambda:us-east-1:${account}:function:work`,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: expect.stringMatching(/^\d+$/),
        endSequenceNumber: expect.stringMatching(/^\d+$/),
        approximateArrivalOfFirstRecord: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        approximateArrivalOfLastRecord: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        batchSize: 1,
        streamArn: expect.stringContaining(":table/items/stream/"),
      },
    });
  });

  it("goes on behind what is done, where the function reports at which record it failed", async () => {
    const { map, put } = await makeTable();
    const seen: (readonly string[])[] = [];
    for (const id of ["1", "2", "3"]) await put(id);
    const does: TestFunction = (event) => {
      seen.push(idsOf(event));
      const bad = recordsOf(event).find(({ dynamodb }) => dynamodb.Keys.id.S === "2");
      const failures = seen.length === 1 && bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [];
      return { batchItemFailures: failures };
    };
    await map(does, { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await until(() => seen.length === 2 || undefined);
    expect(seen).toEqual([
      ["1", "2", "3"],
      ["2", "3"],
    ]);
  });

  it("gives up records that are too old without running the function", async () => {
    const { clock } = sources();
    const { map, put } = await makeTable();
    const seen: string[] = [];
    await put("old");
    clock.advance(120_000);
    await put("new");
    await map((event) => void seen.push(...idsOf(event)), { MaximumRecordAgeInSeconds: 60 });
    await until(() => seen.length > 0 || undefined);
    expect(seen).toEqual(["new"]);
  });

  it("keeps the order of each item where several batches of a shard are under way", async () => {
    const { map, put } = await makeTable();
    const seen: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (const id of ["a", "b", "c", "d", "e", "f"]) await put(id, { round: { N: String(round) } });
    }
    let underWay = 0;
    let most = 0;
    const does: TestFunction = async (event) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      const images = (event as { Records: { dynamodb: { NewImage: { id: { S: string }; round: { N: string } } } }[] })
        .Records; // as: what a test's function gets.
      for (const { dynamodb } of images) seen.push(`${dynamodb.NewImage.id.S}${dynamodb.NewImage.round.N}`);
      underWay -= 1;
    };
    await map(does, { ParallelizationFactor: 10, BatchSize: 1 });
    await until(() => seen.length === 30 || undefined);
    for (const id of ["a", "b", "c", "d", "e", "f"]) {
      expect(seen.filter((each) => each.startsWith(id))).toEqual([0, 1, 2, 3, 4].map((round) => `${id}${round}`));
    }
    expect(most).toBeGreaterThan(1);
  });

  it("reads a stream that was disabled to its end, and keeps that it has", async () => {
    const { ask, store } = sources();
    const { account, map, put } = await makeTable();
    const seen: string[] = [];
    const uuid = await map((event) => void seen.push(...idsOf(event)));
    await put("last");
    const StreamSpecification = { StreamEnabled: false };
    await ask(account, "UpdateTable", { TableName: "items", StreamSpecification });
    const [checkpoint] = await until(async () => {
      const kept = [...((await store.mappings.checkpoints.read(uuid))?.values() ?? [])];
      return kept[0]?.isRead ? kept : undefined;
    });
    expect(seen).toEqual(["last"]);
    expect(checkpoint?.after).toMatch(/^\d+$/);
  });

  it("that is disabled goes on where it was when it is enabled again", async () => {
    const { call } = sources();
    const { account, map, put } = await makeTable();
    const seen: string[] = [];
    await put("1");
    const UUID = await map((event) => void seen.push(...idsOf(event)));
    await until(() => seen.length === 1 || undefined);
    await call(UpdateEventSourceMapping, { UUID, Enabled: false }, { account });
    await until(async () => {
      const { State } = await call(GetEventSourceMapping, { UUID }, { account });
      return State === "Disabled" || undefined;
    });
    await put("2");
    await call(UpdateEventSourceMapping, { UUID, Enabled: true }, { account });
    await until(() => seen.length === 2 || undefined);
    expect(seen).toEqual(["1", "2"]);
  });
});

describe("a tumbling window", () => {
  it("hands the function back what it returned, and lets it finish when the window is over", async () => {
    const { clock } = sources();
    const { map, put } = await makeTable();
    type Windowed = Values & {
      readonly state: { readonly count?: number };
      readonly isFinalInvokeForWindow: boolean;
      readonly window: { readonly start: string; readonly end: string };
    };
    const events: Windowed[] = [];
    // So that all of it falls into one window.
    clock.set(Math.ceil(clock.now() / 60_000) * 60_000 + 1_000);
    for (const id of ["1", "2", "3"]) await put(id);
    await map(
      (event) => {
        const windowed = event as Windowed; // as: what functions of such mappings get.
        events.push(windowed);
        const count = windowed.state.count ?? 0;
        return { state: { count: count + recordsOf(event).length } };
      },
      { TumblingWindowInSeconds: 60, BatchSize: 2 },
    );
    await until(() => events.length === 2 || undefined);
    clock.advance(60_000);
    const final = await until(() => events[2]);
    clock.release();
    expect(events.map(({ state, isFinalInvokeForWindow }) => [state.count, isFinalInvokeForWindow])).toEqual([
      [undefined, false],
      [2, false],
      [3, true],
    ]);
    expect(final).toMatchObject({
      Records: [],
      window: { start: expect.stringMatching(/:00Z$/), end: expect.stringMatching(/:00Z$/) },
      shardId: expect.stringMatching(/^shardId-/),
      eventSourceARN: expect.stringContaining("/stream/"),
      isWindowTerminatedEarly: false,
    });
    expect(Date.parse(final.window.end) - Date.parse(final.window.start)).toBe(60_000);
  });
});
