import { randomIds } from "@skylab/aws";
import { otherServices } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { Failure } from "../domain/delivery/delivery.ts";
import { delivery, GOODBYE, type Given } from "../testing/deliveries.ts";
import { awsError } from "../testing/aws-error.ts";
import { useSns } from "../testing/use-sns.ts";
import { openDeadLetters } from "./dead-letters.ts";
import { openEnvelopes } from "./envelopes.ts";

const test = useSns();
const QUEUE = "arn:aws:sqs:us-west-2:123456789012:dead";
const WHY: Failure = { delivered: false, retry: false, code: "403", message: "The endpoint answered 403 Forbidden." };

const redrivePolicy = JSON.stringify({ deadLetterTargetArn: QUEUE });

function opened(answer?: Parameters<typeof otherServices>[0]) {
  const others = otherServices(answer);
  const envelopes = openEnvelopes(test().store.signing, {
    endpoint: () => "http://localhost:4566",
    certificates: undefined,
  });
  const told: unknown[] = [];
  const log = { warn: (about: unknown) => void told.push(about) };
  const { keep } = openDeadLetters({ call: others.call, envelopes, ids: randomIds, log });
  return {
    calls: others.called,
    told,
    keep: ({ subscriber, ...given }: Given = {}, why = WHY) =>
      keep(delivery({ ...given, subscriber: { redrivePolicy, ...subscriber } }), why),
  };
}

const attributes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { type: "String", value: "v" }]));

it("what is given up goes to the dead-letter queue, and says why", async () => {
  const { calls, keep } = opened();
  expect(await keep()).toEqual({ delivered: true });
  expect(calls).toMatchObject([
    {
      service: "sqs",
      operation: "SendMessage",
      input: {
        QueueUrl: "https://sqs.us-west-2.amazonaws.com/123456789012/dead",
        MessageAttributes: {
          RequestID: { DataType: "String", StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
          ErrorCode: { DataType: "Number", StringValue: "403" },
          ErrorMessage: { DataType: "String", StringValue: "The endpoint answered 403 Forbidden." },
        },
      },
      as: { principal: { name: "sns.amazonaws.com", sourceArn: "arn:aws:sns:us-west-2:123456789012:MyTopic" } },
    },
  ]);
  expect(JSON.parse(String(calls[0]?.input["MessageBody"]))).toMatchObject({ Message: "Hello world!" });
});

it("a raw message keeps its attributes; reasons have what room is left", async () => {
  const { calls, keep } = opened();
  await keep({ subscriber: { raw: true }, publication: { attributes: attributes(8) } });
  expect(calls[0]?.input["MessageBody"]).toBe("Hello world!");
  expect(Object.keys(calls[0]?.input["MessageAttributes"] ?? {})).toEqual([
    ...Object.keys(attributes(8)),
    "RequestID",
    "ErrorCode",
  ]);
});

it("a raw message with more attributes than a queue takes is kept in its envelope", async () => {
  const { calls, keep } = opened();
  await keep({ subscriber: { raw: true }, publication: { attributes: attributes(11) } });
  const told = JSON.parse(String(calls[0]?.input["MessageBody"]));
  expect(Object.keys(told.MessageAttributes)).toHaveLength(11);
  expect(calls[0]?.input["MessageAttributes"]).toHaveProperty("ErrorCode");
});

it("of a FIFO topic it keeps its group, and its reason may be a word", async () => {
  const { calls, keep } = opened();
  const fifo = JSON.stringify({ deadLetterTargetArn: `${QUEUE}.fifo` });
  const publication = { groupId: "g", deduplicationId: "d" };
  await keep({ subscriber: { redrivePolicy: fifo }, publication }, { ...WHY, code: "QueueDoesNotExist", message: "" });
  expect(calls[0]?.input).toMatchObject({
    MessageGroupId: "g",
    MessageDeduplicationId: "d",
    MessageAttributes: {
      ErrorCode: { DataType: "String", StringValue: "QueueDoesNotExist" },
      ErrorMessage: { StringValue: "QueueDoesNotExist" },
    },
  });
});

it("without such a queue, or at the end of a subscription, nothing is kept", async () => {
  const { calls, keep } = opened();
  expect(await keep({ subscriber: { redrivePolicy: "{}" } })).toEqual({ delivered: true });
  expect(await keep({ content: GOODBYE })).toEqual({ delivered: true });
  expect(calls).toEqual([]);
});

it("a dead-letter queue that fails is told", async () => {
  expect(await opened(() => awsError("QueueDoesNotExist", 400)).keep()).toMatchObject({ retry: false });
  expect(await opened(() => new Error("gone")).keep()).toMatchObject({ retry: true });
});

it("a raw text that SQS does not take is kept in an envelope", async () => {
  const { calls, keep } = opened((call) =>
    call.input["MessageBody"] === "\u0001bad" ? awsError("InvalidMessageContents", 400) : {},
  );
  expect(await keep({ subscriber: { raw: true }, publication: { message: "\u0001bad" } })).toEqual({ delivered: true });
  expect(calls).toHaveLength(2);
  expect(JSON.parse(String(calls[1]?.input["MessageBody"]))).toMatchObject({ Message: "\u0001bad" });
});

it("what nobody keeps is told of: where there is no dead-letter queue, or it refuses", async () => {
  const refusing = opened(() => awsError("InvalidMessageContents", 400));
  await refusing.keep();
  expect(refusing.told).toMatchObject([{ topic: "arn:aws:sns:us-west-2:123456789012:MyTopic" }]);
  const { keep, told } = opened();
  await keep();
  expect(told).toEqual([]);
  await keep({ subscriber: { redrivePolicy: "{}" } });
  expect(told).toMatchObject([{ code: "403", reason: "The endpoint answered 403 Forbidden." }]);
});
