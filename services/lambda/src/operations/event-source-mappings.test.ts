import { refusal } from "@skylab/service/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { until, useSources } from "../testing/use-sources.ts";
import { CreateEventSourceMapping } from "./CreateEventSourceMapping.ts";
import { DeleteEventSourceMapping } from "./DeleteEventSourceMapping.ts";
import { GetEventSourceMapping } from "./GetEventSourceMapping.ts";
import { ListEventSourceMappings } from "./ListEventSourceMappings.ts";
import { UpdateEventSourceMapping } from "./UpdateEventSourceMapping.ts";

const sources = useSources();

const account = "300000000001";
const as = { account };
const FunctionName = "work";
const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:${account}:${name}`;
let streamArn = "";

type CreateInput = Parameters<typeof CreateEventSourceMapping>[0];
const create = (input: Partial<CreateInput>): ReturnType<typeof CreateEventSourceMapping> =>
  sources().call(CreateEventSourceMapping, { FunctionName, ...input }, as);

beforeAll(async () => {
  const { ask, makeFunction } = sources();
  await makeFunction(account, FunctionName, () => null);
  for (const QueueName of ["q", "other", "updated", "listed", "doubled"])
    await ask(account, "CreateQueue", { QueueName });
  await ask(account, "CreateQueue", { QueueName: "q.fifo", Attributes: { FifoQueue: "true" } });
  await ask(account, "CreateQueue", { QueueName: "short", Attributes: { VisibilityTimeout: "2" } });
  const { TableDescription } = await ask(account, "CreateTable", {
    TableName: "items",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  });
  ({ LatestStreamArn: streamArn } = TableDescription as { readonly LatestStreamArn: string }); // as: so its model has it.
});

const state = (UUID: string | undefined): Promise<string | undefined> =>
  sources()
    .call(GetEventSourceMapping, { UUID: UUID ?? "" }, as)
    .then(({ State }) => State);

describe("a mapping of a queue", () => {
  it("is told as AWS tells it", async () => {
    const created = await create({ EventSourceArn: queueArn("q") });
    expect(created).toEqual({
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      EventSourceArn: queueArn("q"),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:${account}:event-source-mapping:${created.UUID}`,
      FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:work`,
      FunctionResponseTypes: [],
      LastModified: expect.any(Date),
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
    });
    await until(async () => (await state(created.UUID)) === "Enabled" || undefined);
  });

  it("is one of a queue in its function's region, as that of a stream is", async () => {
    const elsewhere = "InvalidParameterValueException: Event source region must match Lambda region us-east-1.";
    for (const arn of [queueArn("q"), streamArn]) {
      const EventSourceArn = arn.replace("us-east-1", "eu-west-1");
      const isStream = arn === streamArn;
      expect(await refusal(create({ EventSourceArn, ...(isStream && { StartingPosition: "LATEST" }) }))).toBe(
        elsewhere,
      );
    }
  });

  it("is one of its function and queue", async () => {
    const { UUID } = await create({ EventSourceArn: queueArn("doubled") });
    expect(await refusal(create({ EventSourceArn: queueArn("doubled") }))).toBe(
      `ResourceConflictException: An event source mapping with SQS arn (" ${queueArn("doubled")} ") and function (" work ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    );
    await sources().call(DeleteEventSourceMapping, { UUID: UUID ?? "" }, as);
    const again = await create({ EventSourceArn: queueArn("doubled") });
    expect(again.UUID).not.toBe(UUID);
  });

  it("becomes none that is there already", async () => {
    const { call, makeFunction } = sources();
    await makeFunction(account, "rival", () => null);
    await sources().ask(account, "CreateQueue", { QueueName: "contested" });
    const EventSourceArn = queueArn("contested");
    const { UUID: first } = await create({ EventSourceArn });
    const { UUID = "" } = await create({ EventSourceArn, FunctionName: "rival" });
    expect(await refusal(call(UpdateEventSourceMapping, { UUID, FunctionName }, as))).toBe(
      `ResourceConflictException: An event source mapping with SQS arn (" ${EventSourceArn} ") and function (" work ") already exists. Please update or delete the existing mapping with UUID ${first}`,
    );
    await call(DeleteEventSourceMapping, { UUID: first ?? "" }, as);
    const moved = await call(UpdateEventSourceMapping, { UUID, FunctionName }, as);
    expect(moved.FunctionArn).toMatch(/:function:work$/);
    // It left its place to others.
    await create({ EventSourceArn, FunctionName: "rival" });
  });

  it("is of no other account's function", async () => {
    const other = "300000000009";
    const theirs = await sources().makeFunction(other, "theirs", () => null);
    const mapped = create({ EventSourceArn: queueArn("q"), FunctionName: theirs });
    expect(await refusal(mapped)).toBe("InvalidParameterValueException: Function does not exist");
  });

  it("is disabled where it is so created", async () => {
    const { UUID } = await create({ EventSourceArn: queueArn("other"), Enabled: false });
    await until(async () => (await state(UUID)) === "Disabled" || undefined);
  });

  it("is changed, and gives back by nothing what it was given", async () => {
    const { call } = sources();
    const given = {
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ["ReportBatchItemFailures" as const],
      MetricsConfig: { Metrics: ["EventCount" as const] },
      KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/a",
    };
    const created = await create({ EventSourceArn: queueArn("updated"), ...given });
    expect(created).toMatchObject(given);
    const UUID = created.UUID ?? "";
    const changed = await call(
      UpdateEventSourceMapping,
      { UUID, BatchSize: 20, MaximumBatchingWindowInSeconds: 1 },
      as,
    );
    expect(changed).toMatchObject({ ...given, BatchSize: 20, MaximumBatchingWindowInSeconds: 1 });
    const nothing = { FilterCriteria: {}, ScalingConfig: {}, MetricsConfig: { Metrics: [] }, KMSKeyArn: "" };
    const { FilterCriteria, ScalingConfig, MetricsConfig, KMSKeyArn, BatchSize } = await call(
      UpdateEventSourceMapping,
      { UUID, ...nothing, FunctionResponseTypes: [] },
      as,
    );
    expect([FilterCriteria, ScalingConfig, MetricsConfig, KMSKeyArn, BatchSize]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      20,
    ]);
  });
});

describe("a mapping of a stream", () => {
  it("is told as AWS tells it, and one of its function and stream", async () => {
    const input = { EventSourceArn: streamArn, StartingPosition: "LATEST" } as const;
    const created = await create({ ...input, ParallelizationFactor: 2 });
    expect(created).toEqual({
      UUID: expect.any(String),
      StartingPosition: "LATEST",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 2,
      EventSourceArn: streamArn,
      EventSourceMappingArn: expect.stringContaining(":event-source-mapping:"),
      FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:work`,
      LastModified: expect.any(Date),
      LastProcessingResult: "No records processed",
      State: "Creating",
      StateTransitionReason: "User action",
      DestinationConfig: { OnFailure: {} },
      MaximumRecordAgeInSeconds: -1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      TumblingWindowInSeconds: 0,
      FunctionResponseTypes: [],
    });
    expect(await refusal(create(input))).toBe(
      `ResourceConflictException: The event source arn (" ${streamArn} ") and function (" work ") provided mapping already exists. Please update or delete the existing mapping with UUID ${created.UUID}`,
    );
  });
});

const missingStream = "arn:aws:dynamodb:us-east-1:300000000001:table/none/stream/2026-10-18T09:10:11.000";
const kinesisArn = `arn:aws:kinesis:us-east-1:${account}:stream/s`;

describe("AWS's words refuse", () => {
  it.each([
    [{}, "Unrecognized event source."],
    [{ EventSourceArn: "arn:aws:s3:::bucket" }, "Unrecognized event source."],
    [{ SelfManagedEventSource: {} }, "Required 'sourceAccessConfigurations' parameter is missing."],
    [
      { EventSourceArn: queueArn("none") },
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
    ],
    [{ EventSourceArn: queueArn("q"), FunctionName: "none" }, "Function does not exist"],
    [
      { EventSourceArn: queueArn("short") },
      "Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds",
    ],
    [
      { EventSourceArn: queueArn("q"), BatchSize: 11 },
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    ],
    [
      { EventSourceArn: queueArn("q"), StartingPosition: "LATEST" },
      "StartingPosition is not valid for SQS event sources.",
    ],
    [
      { EventSourceArn: queueArn("q"), DestinationConfig: { OnFailure: { Destination: "" } } },
      "Unsupported DestinationConfig parameter for given event source mapping type.",
    ],
    [
      { EventSourceArn: queueArn("q"), FilterCriteria: { Filters: [{ Pattern: "simple string" }] } },
      "Invalid filter pattern definition.",
    ],
    [{ EventSourceArn: missingStream, StartingPosition: "LATEST" }, `Stream not found: ${missingStream}`],
    [
      { EventSourceArn: missingStream },
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      { EventSourceArn: missingStream, StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: new Date(0) },
      `Unsupported starting position for arn type: ${missingStream}`,
    ],
    [
      { EventSourceArn: missingStream, StartingPosition: "LATEST", StartingPositionTimestamp: new Date(0) },
      "Timestamp only valid with StartingPosition AT_TIMESTAMP",
    ],
    [{ EventSourceArn: kinesisArn, StartingPosition: "LATEST" }, `Stream not found: ${kinesisArn}`],
  ] as readonly (readonly [Partial<CreateInput>, string])[])("%j", async (input, words) => {
    expect(await refusal(create(input))).toBe(`InvalidParameterValueException: ${words}`);
  });

  it("a mapping that is not there", async () => {
    const { call } = sources();
    const UUID = "00000000-0000-0000-0000-000000000000";
    const words = "ResourceNotFoundException: The resource you requested does not exist.";
    expect(await refusal(call(GetEventSourceMapping, { UUID }, as))).toBe(words);
    expect(await refusal(call(UpdateEventSourceMapping, { UUID }, as))).toBe(words);
    expect(await refusal(call(DeleteEventSourceMapping, { UUID }, as))).toBe(words);
  });
});

// In words that nobody recorded from AWS.
it.each<Partial<CreateInput>>([
  { EventSourceArn: queueArn("q.fifo"), BatchSize: 11 },
  { EventSourceArn: queueArn("q.fifo"), MaximumBatchingWindowInSeconds: 1 },
  { EventSourceArn: queueArn("q"), ParallelizationFactor: 2 },
  {
    EventSourceArn: queueArn("q"),
    ScalingConfig: { MaximumConcurrency: 2 },
    ProvisionedPollerConfig: { MinimumPollers: 2 },
  },
  { EventSourceArn: missingStream, StartingPosition: "LATEST", ScalingConfig: { MaximumConcurrency: 2 } },
  { EventSourceArn: missingStream, StartingPosition: "LATEST", MaximumRecordAgeInSeconds: 59 },
])("%j is refused", async (input) => {
  expect(await refusal(create(input))).toMatch(/^InvalidParameterValueException: /);
});

it.each(["kafka", "mq", "rds"])("a source of %s is not implemented, and told so", async (service) => {
  const EventSourceArn = `arn:aws:${service}:us-east-1:${account}:cluster/x/y`;
  expect(await refusal(create({ EventSourceArn }))).toMatch(/^NotImplemented: .* are not implemented\.$/);
});

it("mappings are listed by function and by source, a page at a time", async () => {
  const { call, makeFunction } = sources();
  await makeFunction(account, "lister", () => null);
  await makeFunction(account, "lister2", () => null);
  const EventSourceArn = queueArn("listed");
  for (const name of ["lister", "lister2"]) await create({ EventSourceArn, FunctionName: name, Enabled: false });
  const bySource = await call(ListEventSourceMappings, { EventSourceArn }, as);
  expect(bySource.EventSourceMappings).toHaveLength(2);
  const byFunction = await call(ListEventSourceMappings, { FunctionName: "lister" }, as);
  expect(byFunction.EventSourceMappings?.map((each) => each.EventSourceArn)).toEqual([EventSourceArn]);
  const first = await call(ListEventSourceMappings, { EventSourceArn, MaxItems: 1 }, as);
  const second = await call(ListEventSourceMappings, { EventSourceArn, MaxItems: 1, Marker: first.NextMarker }, as);
  expect(second.NextMarker).toBeUndefined();
  expect([first, second].map((page) => page.EventSourceMappings?.length)).toEqual([1, 1]);
  const paged = [first, second].flatMap((page) => page.EventSourceMappings ?? []);
  expect(new Set(paged.map(({ UUID }) => UUID))).toEqual(
    new Set(bySource.EventSourceMappings?.map(({ UUID }) => UUID)),
  );
});

it("a reset of an account forgets its mappings, and those of others stay", async () => {
  const { call, store, ask, makeFunction } = sources();
  const [gone, stays] = ["300000000002", "300000000003"] as const;
  for (const owner of [gone, stays]) {
    await makeFunction(owner, FunctionName, () => null);
    await ask(owner, "CreateQueue", { QueueName: "q" });
    const EventSourceArn = `arn:aws:sqs:us-east-1:${owner}:q`;
    await call(CreateEventSourceMapping, { FunctionName, EventSourceArn }, { account: owner });
  }
  await store.reset(gone);
  const count = async (owner: string): Promise<number | undefined> =>
    (await call(ListEventSourceMappings, {}, { account: owner })).EventSourceMappings?.length;
  expect([await count(gone), await count(stays)]).toEqual([0, 1]);
});
