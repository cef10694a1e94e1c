import { otherServices, type ServiceAnswer } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { CONFIRMATION, delivery, type Given } from "../testing/deliveries.ts";
import { awsError } from "../testing/aws-error.ts";
import { useSns } from "../testing/use-sns.ts";
import { openEnvelopes } from "./envelopes.ts";
import { openQueueDestination } from "./queues.ts";

const test = useSns();
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";

const toQueue = ({ subscriber, ...given }: Given = {}): Delivery =>
  delivery({ ...given, subscriber: { protocol: "sqs", endpoint: QUEUE, ...subscriber } });

const many = (count: number, given: (index: number) => Given = () => ({})): readonly Delivery[] =>
  Array.from({ length: count }, (_, index) => toQueue(given(index)));

function opened(answer?: (entries: readonly Entry[], index: number) => ServiceAnswer) {
  const others = otherServices((call, index) => answer?.(entriesOf(call), index) ?? {});
  const envelopes = openEnvelopes(test().store.signing, {
    endpoint: () => "http://localhost:4566",
    certificates: undefined,
  });
  return { calls: others.called, queues: openQueueDestination({ call: others.call, envelopes }) };
}

type Entry = Readonly<Record<string, unknown>>;
type Called = { readonly input: Readonly<Record<string, unknown>> };

const entriesOf = ({ input }: Called): readonly Entry[] => input["Entries"] as readonly Entry[]; // as: of a batch.

it("a queue is sent to by SNS for the topic, where the queue is", async () => {
  const { calls, queues } = opened();
  expect(await queues.deliver(toQueue())).toEqual({ delivered: true });
  expect(calls).toMatchObject([
    {
      service: "sqs",
      operation: "SendMessageBatch",
      input: { QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" },
      as: {
        principal: { name: "sns.amazonaws.com", sourceArn: "arn:aws:sns:us-west-2:123456789012:MyTopic" },
        place: { account: "123456789012", region: "eu-west-1" },
      },
    },
  ]);
  const [entry = {}] = calls.flatMap(entriesOf);
  expect(Object.keys(entry)).toEqual(["Id", "MessageBody"]);
  expect(JSON.parse(String(entry["MessageBody"]))).toMatchObject({ Type: "Notification", Message: "Hello world!" });
});

it("ten go in a batch, as long as they are not too large together", async () => {
  const { calls, queues } = opened();
  expect(await queues.deliverAll(many(21))).toHaveLength(21);
  expect(calls.map((call) => entriesOf(call).length)).toEqual([10, 10, 1]);
  const large = opened();
  const raw = { subscriber: { raw: true } };
  await large.queues.deliverAll(many(9, () => ({ ...raw, publication: { message: "x".repeat(262_144) } })));
  expect(large.calls.map((call) => entriesOf(call).length)).toEqual([4, 4, 1]);
});

it("raw messages bring their attributes, and each its trace", async () => {
  const { calls, queues } = opened();
  const attributes = { n: { type: "Number", value: "1" }, b: { type: "Binary.png", value: "AAEC" } };
  await queues.deliver(toQueue({ subscriber: { raw: true }, publication: { attributes, traceHeader: "Root=1-2" } }));
  expect(calls.flatMap(entriesOf)).toEqual([
    {
      Id: "0",
      MessageBody: "Hello world!",
      MessageAttributes: {
        n: { DataType: "Number", StringValue: "1" },
        b: { DataType: "Binary.png", BinaryValue: Buffer.from([0, 1, 2]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-2" } },
    },
  ]);
});

it("a FIFO queue gets group and deduplication id, a standard queue the group alone", async () => {
  const { calls, queues } = opened();
  const publication = { groupId: "g", deduplicationId: "d", sequenceNumber: "10000000000000000000" };
  await queues.deliver(toQueue({ publication, subscriber: { endpoint: `${QUEUE}.fifo` } }));
  await queues.deliver(toQueue({ publication }));
  expect(calls.flatMap(entriesOf)).toMatchObject([
    { MessageGroupId: "g", MessageDeduplicationId: "d" },
    { MessageGroupId: "g" },
  ]);
  expect(calls.flatMap(entriesOf)[1]).not.toHaveProperty("MessageDeduplicationId");
  expect(JSON.parse(String(calls.flatMap(entriesOf)[0]?.["MessageBody"]))).not.toHaveProperty("Signature");
});

it("a queue of another account is asked to confirm, in the envelope", async () => {
  const { calls, queues } = opened();
  await queues.deliver(toQueue({ content: CONFIRMATION, subscriber: { raw: true } }));
  await queues.deliver(toQueue({ content: CONFIRMATION, subscriber: { endpoint: `${QUEUE}.fifo` } }));
  const [standard, fifo] = calls.flatMap(entriesOf);
  expect(JSON.parse(String(standard?.["MessageBody"]))).toMatchObject({ Type: "SubscriptionConfirmation" });
  expect(fifo).toMatchObject({
    MessageGroupId: expect.any(String),
    MessageDeduplicationId: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  });
});

it("of entries that failed each has an outcome of its own", async () => {
  const { queues } = opened(() => ({
    Failed: [
      { Id: "1", SenderFault: true, Code: "InvalidMessageContents", Message: "No." },
      { Id: "3", SenderFault: false, Code: "InternalError", Message: "Oh." },
      { Id: "4", SenderFault: true, Code: "RequestThrottled" },
    ],
  }));
  expect(await queues.deliverAll(many(5))).toEqual([
    { delivered: true },
    { delivered: false, retry: false, code: "InvalidMessageContents", message: "No." },
    { delivered: true },
    { delivered: false, retry: true, code: "InternalError", message: "Oh." },
    { delivered: false, retry: true, code: "RequestThrottled", message: "RequestThrottled" },
  ]);
});

it.each([
  ["QueueDoesNotExist", 400, false],
  ["AccessDenied", 403, false],
  ["AccessDeniedException", 400, false],
  ["ThrottlingException", 400, true],
  ["OverLimit", 403, true],
  ["InternalFailure", 500, true],
  ["ServiceUnavailable", 503, true],
])("a queue that answers %s is asked once: to be tried again is %s", async (code, status, retry) => {
  const { calls, queues } = opened(() => awsError(code, status));
  const failure = { delivered: false, retry, code, message: `${code} it is.` };
  expect(await queues.deliverAll(many(2))).toEqual([failure, failure]);
  expect(calls).toHaveLength(1);
});

it("SQS that cannot be reached is tried again", async () => {
  const { queues } = opened(() => new Error("No replica of sqs can be reached."));
  expect(await queues.deliver(toQueue())).toMatchObject({ retry: true, message: "No replica of sqs can be reached." });
});

it("a message that spoils its batch takes no other with it", async () => {
  const { calls, queues } = opened((entries) =>
    entries.some(({ MessageBody }) => MessageBody === "bad") ? awsError("InvalidParameterValueException", 400) : {},
  );
  const outcomes = await queues.deliverAll(
    many(3, (index) => ({ subscriber: { raw: true }, publication: { message: index === 1 ? "bad" : "good" } })),
  );
  expect(outcomes.map(({ delivered }) => delivered)).toEqual([true, false, true]);
  expect(calls.map((call) => entriesOf(call).length)).toEqual([3, 1, 1, 1]);
});

it("nothing to deliver is no call", async () => {
  const { calls, queues } = opened();
  expect(await queues.deliverAll([])).toEqual([]);
  expect(calls).toEqual([]);
});

const FIFO = { subscriber: { endpoint: `${QUEUE}.fifo`, raw: true } };

it("what a FIFO queue does not take now lets nothing pass", async () => {
  const large = { ...FIFO, publication: { groupId: "g", message: "x".repeat(262_144) } };
  const { calls, queues } = opened((_entries, index) => (index === 0 ? awsError("InternalFailure", 500) : {}));
  const outcomes = await queues.deliverAll(many(9, () => large));
  expect(outcomes).toHaveLength(9);
  expect(new Set(outcomes)).toEqual(new Set([expect.objectContaining({ delivered: false, retry: true })]));
  expect(calls).toHaveLength(1);
});

it("what a FIFO queue refuses lets the others pass, until one of them is to be tried again", async () => {
  const answers = [awsError("InvalidParameterValue", 400), awsError("InvalidParameterValue", 400), {}];
  const { queues } = opened((_entries, index) => answers[index] ?? awsError("ServiceUnavailable", 503));
  const outcomes = await queues.deliverAll(many(4, () => FIFO));
  expect(outcomes).toMatchObject([
    { delivered: false, retry: false },
    { delivered: true },
    { delivered: false, retry: true },
    { delivered: false, retry: true },
  ]);
});
