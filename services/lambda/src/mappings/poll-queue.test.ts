import type { Values } from "@skylab/protocol";
import { HostRefusal } from "@skylab/sandbox";
import { expect, it } from "vitest";
import { CreateEventSourceMapping } from "../operations/CreateEventSourceMapping.ts";
import { DeleteEventSourceMapping } from "../operations/DeleteEventSourceMapping.ts";
import { GetEventSourceMapping } from "../operations/GetEventSourceMapping.ts";
import { UpdateEventSourceMapping } from "../operations/UpdateEventSourceMapping.ts";
import { type TestFunction, type TestSources, until, useSources } from "../testing/use-sources.ts";

const sources = useSources();

let accounts = 100_000_000_000;

type Mapped = {
  readonly account: string;
  readonly QueueUrl: string;
  readonly queueArn: string;
  readonly uuid: string;
  readonly send: (...bodies: readonly string[]) => Promise<void>;
  /** Messages that are in the queue, received or not. */
  readonly left: () => Promise<number>;
};

type Mapping = {
  readonly settings?: Values;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly queue?: string;
};

/** A queue, and a function that it is mapped to. */
async function mapQueue(does: TestFunction, mapping: Mapping = {}): Promise<Mapped> {
  const { ask, call, makeFunction } = sources();
  const account = String((accounts += 1));
  const QueueName = mapping.queue ?? "jobs";
  await ask(account, "CreateQueue", { QueueName, Attributes: { VisibilityTimeout: "30", ...mapping.attributes } });
  const QueueUrl = `http://localhost/${account}/${QueueName}`;
  const queueArn = `arn:aws:sqs:us-east-1:${account}:${QueueName}`;
  await makeFunction(account, "work", does);
  const input = { FunctionName: "work", EventSourceArn: queueArn, ...mapping.settings };
  const { UUID = "" } = await call(CreateEventSourceMapping, input, { account });
  await inState(account, UUID, "Enabled");
  return {
    account,
    QueueUrl,
    queueArn,
    uuid: UUID,
    send: async (...bodies) => {
      for (const body of bodies) await ask(account, "SendMessage", { QueueUrl, MessageBody: body });
    },
    left: () => count(sources(), account, QueueUrl),
  };
}

async function count({ ask }: TestSources, account: string, QueueUrl: string): Promise<number> {
  const { Attributes } = await ask(account, "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  const all = Attributes as Readonly<Record<string, string>>; // as: so SQS's model has it.
  return Number(all["ApproximateNumberOfMessages"]) + Number(all["ApproximateNumberOfMessagesNotVisible"]);
}

const inState = (account: string, UUID: string, state: string): Promise<true> =>
  until(async () => {
    const { State } = await sources().call(GetEventSourceMapping, { UUID }, { account });
    return State === state || undefined;
  });

type QueueEvent = { readonly Records: readonly { readonly messageId: string; readonly body: string }[] };

const bodiesOf = (event: Values): readonly string[] => (event as QueueEvent).Records.map(({ body }) => body); // as: what a test's function gets.

const empty = (mapped: Mapped): Promise<true> => until(async () => (await mapped.left()) === 0 || undefined);

it("a function gets what a message is, in AWS's form, and then it is gone from the queue", async () => {
  const events: Values[] = [];
  const mapped = await mapQueue((event) => void events.push(event));
  const MessageAttributes = {
    Author: { DataType: "String", StringValue: "Grisham" },
    Cover: { DataType: "Binary.gif", BinaryValue: Buffer.from([1, 2, 3]) },
  };
  const { QueueUrl } = mapped;
  const sent = await sources().ask(mapped.account, "SendMessage", { QueueUrl, MessageBody: "{}", MessageAttributes });
  const [event] = await until(() => (events.length > 0 ? events : undefined));
  expect(event).toEqual({
    Records: [
      {
        messageId: sent["MessageId"],
        receiptHandle: expect.any(String),
        body: "{}",
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: mapped.account,
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          Author: { stringValue: "Grisham", stringListValues: [], binaryListValues: [], dataType: "String" },
          Cover: { binaryValue: "AQID", stringListValues: [], binaryListValues: [], dataType: "Binary.gif" },
        },
        md5OfMessageAttributes: sent["MD5OfMessageAttributes"],
        md5OfBody: sent["MD5OfMessageBody"],
        eventSource: "aws:sqs",
        eventSourceARN: mapped.queueArn,
        awsRegion: "us-east-1",
      },
    ],
  });
  await empty(mapped);
});

it("messages that come together go together, ten at most", async () => {
  const batches: number[] = [];
  const mapped = await mapQueue((event) => void batches.push(bodiesOf(event).length), { settings: { Enabled: true } });
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: String(index) }));
  await sources().ask(mapped.account, "SendMessageBatch", { QueueUrl: mapped.QueueUrl, Entries });
  await until(() => batches.reduce((sum, size) => sum + size, 0) === 10 || undefined);
  expect(batches).toEqual([10]);
});

it("a batching window gathers more than one receive can bring", async () => {
  const batches: number[] = [];
  const settings = { BatchSize: 25, MaximumBatchingWindowInSeconds: 300 };
  const mapped = await mapQueue((event) => void batches.push(bodiesOf(event).length), { settings });
  await mapped.send(...Array.from({ length: 25 }, (_, index) => String(index)));
  await until(() => batches.length === 1 || undefined);
  expect(batches).toEqual([25]);
});

it("what a function fails at comes again when its visibility timeout has run out, and at last to the dead letters", async () => {
  const { ask, clock } = sources();
  const counts: string[] = [];
  const mapped = await mapQueue((event) => {
    const [record] = (event as { Records: { attributes: { ApproximateReceiveCount: string } }[] }).Records; // as: what a test's function gets.
    counts.push(record?.attributes.ApproximateReceiveCount ?? "");
    throw new Error("no");
  });
  const { account, QueueUrl } = mapped;
  await ask(account, "CreateQueue", { QueueName: "dead" });
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${account}:dead`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  await ask(account, "SetQueueAttributes", { QueueUrl, Attributes: { RedrivePolicy } });
  await mapped.send("poison");
  await until(() => counts.length === 1 || undefined);
  clock.advance(30_000);
  await until(() => counts.length === 2 || undefined);
  clock.advance(30_000);
  await until(async () => (await count(sources(), account, `http://localhost/${account}/dead`)) === 1 || undefined);
  expect(counts).toEqual(["1", "2"]);
});

it("of a batch only what the function reports comes again", async () => {
  const { clock } = sources();
  const seen: string[] = [];
  const does: TestFunction = (event) => {
    const { Records } = event as QueueEvent; // as: what a test's function gets.
    seen.push(...Records.map(({ body }) => body));
    const isFirst = seen.filter((body) => body === "bad").length === 1;
    const failed = Records.filter(({ body }) => body === "bad" && isFirst);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  const settings = { FunctionResponseTypes: ["ReportBatchItemFailures" as const] };
  const mapped = await mapQueue(does, { settings });
  const Entries = ["good", "bad"].map((body) => ({ Id: body, MessageBody: body }));
  await sources().ask(mapped.account, "SendMessageBatch", { QueueUrl: mapped.QueueUrl, Entries });
  await until(async () => (await mapped.left()) === 1 || undefined);
  clock.advance(30_000);
  await empty(mapped);
  expect(seen.toSorted()).toEqual(["bad", "bad", "good"]);
});

it("a report that makes no sense makes all of the batch come again", async () => {
  const { clock } = sources();
  const seen: string[] = [];
  const does: TestFunction = (event) => {
    seen.push(...bodiesOf(event));
    return seen.length === 1 ? { batchItemFailures: [{ itemIdentifier: "somebody else's" }] } : {};
  };
  const mapped = await mapQueue(does, { settings: { FunctionResponseTypes: ["ReportBatchItemFailures" as const] } });
  await mapped.send("one");
  await until(() => seen.length === 1 || undefined);
  clock.advance(30_000);
  await empty(mapped);
  expect(seen).toEqual(["one", "one"]);
});

it("what no filter takes is deleted, and the function does not see it", async () => {
  const seen: string[] = [];
  const FilterCriteria = { Filters: [{ Pattern: JSON.stringify({ body: { kind: ["order"] } }) }] };
  const mapped = await mapQueue((event) => void seen.push(...bodiesOf(event)), { settings: { FilterCriteria } });
  await mapped.send('{"kind":"invoice"}', "no json", '{"kind":"order"}');
  await empty(mapped);
  expect(seen).toEqual(['{"kind":"order"}']);
});

it("a queue that keeps order keeps it group by group, over failures", async () => {
  const { ask, clock } = sources();
  const seen: string[] = [];
  const does: TestFunction = (event) => {
    const bodies = bodiesOf(event);
    seen.push(...bodies);
    if (seen.length === 1) throw new Error("the first attempt fails");
  };
  const attributes = { FifoQueue: "true", ContentBasedDeduplication: "true" };
  const mapped = await mapQueue(does, { attributes, queue: "jobs.fifo", settings: { BatchSize: 1 } });
  const { account, QueueUrl } = mapped;
  for (const body of ["a1", "a2", "a3"]) {
    await ask(account, "SendMessage", { QueueUrl, MessageBody: body, MessageGroupId: "a" });
  }
  await until(() => seen.length === 1 || undefined);
  clock.advance(30_000);
  await empty(mapped);
  expect(seen).toEqual(["a1", "a1", "a2", "a3"]);
});

it("a throttled batch is tried again, and no message is lost", async () => {
  const seen: string[] = [];
  let throttled = 0;
  const mapped = await mapQueue((event) => {
    throttled += 1;
    if (throttled <= 2) throw new HostRefusal("ConcurrentInvocationLimitExceeded", "too many");
    seen.push(...bodiesOf(event));
  });
  await mapped.send("patient");
  await empty(mapped);
  expect(seen).toEqual(["patient"]);
});

it("no more batches are under way than the mapping's maximum concurrency", async () => {
  let underWay = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const does: TestFunction = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => waiting.push(resolve));
    underWay -= 1;
  };
  const settings = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } };
  const mapped = await mapQueue(does, { settings });
  await mapped.send("1", "2", "3", "4");
  const letGo = setInterval(() => {
    if (waiting.length === 2) for (const go of waiting.splice(0)) go();
  }, 5);
  await empty(mapped);
  clearInterval(letGo);
  expect(most).toBe(2);
});

it("a function that stands still delays no other mapping", async () => {
  const seen: string[] = [];
  const stuck: (() => void)[] = [];
  const slow = await mapQueue(() => new Promise<void>((resolve) => stuck.push(resolve)), {
    settings: { BatchSize: 1 },
  });
  const quick = await mapQueue((event) => void seen.push(...bodiesOf(event)));
  await slow.send(...Array.from({ length: 8 }, (_, index) => String(index)));
  await until(() => stuck.length >= 5 || undefined);
  await quick.send("quick");
  await empty(quick);
  expect(seen).toEqual(["quick"]);
  const letGo = setInterval(() => {
    for (const go of stuck.splice(0)) go();
  }, 5);
  await empty(slow);
  clearInterval(letGo);
});

it("a mapping that is disabled leaves messages alone until it is enabled, and one that is deleted for good", async () => {
  const { call } = sources();
  const seen: string[] = [];
  const mapped = await mapQueue((event) => void seen.push(...bodiesOf(event)));
  const { account, uuid: UUID } = mapped;
  const disabling = await call(UpdateEventSourceMapping, { UUID, Enabled: false }, { account });
  expect(disabling.State).toBe("Disabling");
  await inState(account, UUID, "Disabled");
  await mapped.send("waits");
  const enabling = await call(UpdateEventSourceMapping, { UUID, Enabled: true }, { account });
  expect(enabling.State).toBe("Enabling");
  await empty(mapped);
  expect(seen).toEqual(["waits"]);
  const deleting = await call(DeleteEventSourceMapping, { UUID }, { account });
  expect(deleting.State).toBe("Deleting");
  await until(() =>
    call(GetEventSourceMapping, { UUID }, { account }).then(
      () => undefined,
      () => true,
    ),
  );
  await mapped.send("stays");
  expect(await mapped.left()).toBe(1);
});
