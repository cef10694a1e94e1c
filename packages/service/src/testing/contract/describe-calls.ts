import { once } from "node:events";
import { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import { describe, expect, it } from "vitest";
import { MAX_CALL_BYTES } from "../../calls/call-size.ts";
import type { CallAs, ServiceClient } from "../../calls/service-call.ts";
import type { Access, Call } from "../../service-definition.ts";
import { example, type ExampleOperations } from "../example.ts";

type Definition = ReturnType<typeof example>;

/** A client before an SQS of this definition, and the lines of that service's log. */
export type Reached = { readonly call: ServiceClient; readonly lines: readonly Readonly<Record<string, unknown>>[] };

const TOPIC = "arn:aws:sns:us-east-1:111122223333:orders";
const QUEUE = "arn:aws:sqs:us-east-1:444455556666:inbox";
const QueueUrl = "http://localhost/444455556666/inbox";
const input = { QueueUrl, MessageBody: "hello" };

/** A topic's call. */
export const as: CallAs = {
  principal: { name: "sns.amazonaws.com", sourceArn: TOPIC },
  place: { account: "111122223333", region: "us-east-1" },
};

/** Somebody of the queue's own account. */
const alice = {
  account: "444455556666",
  arn: "arn:aws:iam::444455556666:user/alice",
  id: "AIDA",
  accessKeyId: "AKIA",
};

/** As people write it into their queues: https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
const policy = (principal: string, topic = TOPIC): string =>
  policyOf({
    Principal: { Service: principal },
    Condition: { ArnEquals: { "aws:SourceArn": topic }, StringEquals: { "aws:SourceAccount": "111122223333" } },
  });

const policyOf = (statement: object): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE, ...statement }] });

/** An SQS whose one queue has a policy that lets the topic in, or another, or none. */
export function queueWith(
  operations: ExampleOperations,
  document: string | null = policy("sns.amazonaws.com"),
): Definition {
  const send: Access<unknown, undefined> = {
    action: "sqs:SendMessage",
    on: () => ({ resource: QUEUE, policy: document ?? undefined }),
  };
  return example(operations, { access: { ...example({}).access, SendMessage: send } });
}

const send = (call: ServiceClient, more: object = {}, by = as): ReturnType<ServiceClient> =>
  call({ service: "sqs", operation: "SendMessage", input: { ...input, ...more }, as: by });

/** What a service may expect of its calls to others, whatever way they go. */
export function describeCalls(way: string, reach: (definition: Definition) => Promise<Reached>): void {
  describe(`a call from service to service ${way}`, () => {
    describeCallers(reach);
    describeRefusals(reach);
    describeSizes(reach);
    describeEvents(reach);
  });
}

/** The events of an answer, each as soon as the test's operation makes it. */
async function* counted(upTo: number, ended?: () => void): AsyncGenerator<Values> {
  try {
    for (let n = 1; n <= upTo; n += 1) yield { Counted: { n, bytes: Buffer.from(`chunk ${n}`) } };
    if (upTo < 10) throw new AwsError("ServiceException", "That was all.", { status: 500 });
  } finally {
    ended?.();
  }
}

const eventsOf = (output: Values): AsyncIterable<Values> => output["Events"] as AsyncIterable<Values>; // as: the test's own.

function describeEvents(reach: (definition: Definition) => Promise<Reached>): void {
  it("answers with events as they come, beside its other members", async () => {
    const { call } = await reach(queueWith({ SendMessage: async () => ({ MessageId: "1", Events: counted(1000) }) }));
    const output = await send(call);
    expect(output).toMatchObject({ MessageId: "1" });
    const events: Values[] = [];
    for await (const event of eventsOf(output)) events.push(event);
    expect(events).toHaveLength(1000);
    expect(events[999]).toEqual({ Counted: { n: 1000, bytes: Buffer.from("chunk 1000") } });
  });

  it("ends them in the service's words where it says why", async () => {
    const { call } = await reach(queueWith({ SendMessage: async () => ({ Events: counted(2) }) }));
    const seen: Values[] = [];
    const reading = (async () => {
      for await (const event of eventsOf(await send(call))) seen.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ code: "ServiceException", message: "That was all." });
    expect(seen).toHaveLength(2);
  });

  it("makes no more of them than are read", async () => {
    let end: (() => void) | undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const Events = counted(Number.MAX_SAFE_INTEGER, () => end?.());
    const { call } = await reach(queueWith({ SendMessage: async () => ({ Events }) }));
    for await (const event of eventsOf(await send(call))) if (event !== undefined) break;
    await ended;
  });
}

function describeCallers(reach: (definition: Definition) => Promise<Reached>): void {
  it("is done where the resource's policy lets the service in, for its source", async () => {
    const calls: Call[] = [];
    const SendMessage: ExampleOperations[string] = async (received, call) => {
      calls.push(call);
      return { MessageId: "1", received };
    };
    const { call } = await reach(queueWith({ SendMessage }));
    const values = { bytes: new Uint8Array([1, 2]), at: new Date(0), none: undefined };
    expect(await send(call, values)).toEqual({ MessageId: "1", received: { ...input, ...values } });
    expect(calls.map(({ caller, place }) => ({ caller, place }))).toEqual([
      {
        caller: {
          account: "111122223333",
          arn: "sns.amazonaws.com",
          id: "sns.amazonaws.com",
          accessKeyId: undefined,
          service: { name: "sns.amazonaws.com", sourceArn: TOPIC },
        },
        place: { account: "111122223333", region: "us-east-1" },
      },
    ]);
  });

  it.each([
    ["no policy", null],
    ["a policy for another service", policy("s3.amazonaws.com")],
    ["a policy for another topic", policy("sns.amazonaws.com", `${TOPIC}-2`)],
  ])("is denied by %s", async (_what, document) => {
    const { call } = await reach(queueWith({ SendMessage: () => Promise.reject(new Error("reached")) }, document));
    await expect(send(call)).rejects.toMatchObject({
      code: "AccessDeniedException",
      message: expect.stringContaining("User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage"),
    });
  });

  it("that waits ends when its caller ends it", async () => {
    const waiting = new AbortController();
    const SendMessage: ExampleOperations[string] = async (_input, { signal }) => {
      const aborted = once(signal, "abort");
      waiting.abort();
      await aborted;
      return {};
    };
    const { call } = await reach(queueWith({ SendMessage }));
    const sent = call({ service: "sqs", operation: "SendMessage", input, as, signal: waiting.signal });
    const [ended] = await Promise.allSettled([sent]);
    expect(ended).toSatisfy(
      ({ status, reason }) => status === "fulfilled" || (reason instanceof Error && reason.name === "AbortError"),
    );
  });

  it("tells the trace that it belongs to", async () => {
    const traces: unknown[] = [];
    const SendMessage: ExampleOperations[string] = async (_received, { head }) => {
      traces.push(head.headers["x-amzn-trace-id"]);
      return {};
    };
    const { call } = await reach(queueWith({ SendMessage }));
    await send(call);
    await send(call, {}, { ...as, trace: "Root=1-67891233-abcdef012345678912345678;Sampled=0" });
    expect(traces).toEqual([undefined, "Root=1-67891233-abcdef012345678912345678;Sampled=0"]);
  });

  it("is done for somebody by what they may, and seen to come through the service", async () => {
    const asked: unknown[] = [];
    const SendMessage: ExampleOperations[string] = async (_input, { caller }) => {
      asked.push(caller);
      return {};
    };
    const root = { ...alice, arn: "arn:aws:iam::444455556666:root" };
    const { call } = await reach(queueWith({ SendMessage }, null));
    await send(call, {}, { ...as, onBehalfOf: root });
    expect(asked).toEqual([{ ...root, via: "sns.amazonaws.com" }]);
    const forAlice = { ...as, onBehalfOf: alice };
    await expect(send(call, {}, forAlice)).rejects.toMatchObject({
      message: expect.stringContaining("user/alice is not authorized"),
    });
  });

  it.each([
    ["true", "fulfilled"],
    ["false", "rejected"],
  ])("on behalf of somebody is %s to aws:ViaAWSService", async (value, status) => {
    const document = policyOf({ Principal: "*", Condition: { Bool: { "aws:ViaAWSService": value } } });
    const { call } = await reach(queueWith({ SendMessage: () => Promise.resolve({}) }, document));
    const [sent] = await Promise.allSettled([send(call, {}, { ...as, onBehalfOf: alice })]);
    expect(sent.status).toBe(status);
  });
}

function describeRefusals(reach: (definition: Definition) => Promise<Reached>): void {
  it("is refused in the service's words, with all that they carry", async () => {
    const options = {
      status: 404,
      queryCode: "AWS.NonExistentQueue",
      members: { Reason: "gone" },
      headers: { a: "b" },
    };
    const refusal = new AwsError("QueueDoesNotExist", "The specified queue does not exist.", options);
    const { call } = await reach(queueWith({ SendMessage: () => Promise.reject(refusal) }));
    const sent = send(call);
    await expect(sent).rejects.toBeInstanceOf(AwsError);
    await expect(sent).rejects.toMatchObject({ code: refusal.code, message: refusal.message, ...options });
  });

  it("is validated as any other", async () => {
    const { call } = await reach(queueWith({ SendMessage: () => Promise.reject(new Error("reached")) }));
    await expect(send(call, { MessageBody: undefined })).rejects.toMatchObject({
      message: expect.stringContaining("'messageBody'"),
    });
  });

  it.each(["PurgeQueue", "BuildQueue"])("of an operation that is not built (%s) is told so", async (operation) => {
    const { call } = await reach(queueWith({}));
    await expect(call({ service: "sqs", operation, input: { QueueUrl }, as })).rejects.toMatchObject({
      code: "NotImplemented",
      status: 501,
    });
  });

  it("is InternalFailure where the callee has a bug, of which its log tells", async () => {
    const { call, lines } = await reach(queueWith({ SendMessage: () => Promise.reject(new Error("a bug")) }));
    const sent = send(call);
    await expect(sent).rejects.toBeInstanceOf(AwsError);
    await expect(sent).rejects.toMatchObject({ code: "InternalFailure", status: 500 });
    await expect(sent).rejects.not.toMatchObject({ message: expect.stringContaining("bug") });
    const failures = lines.filter(({ msg }) => msg === "failure");
    expect(failures).toMatchObject([{ operation: "SendMessage", err: { message: "a bug" } }]);
  });

  it("is no refusal of AWS's where there is no such service", async () => {
    const { call } = await reach(queueWith({}));
    const sent = call({ service: "lambda", operation: "Invoke", input: {}, as });
    await expect(sent).rejects.toThrow("lambda");
    await expect(sent).rejects.not.toBeInstanceOf(AwsError);
  });
}

function describeSizes(reach: (definition: Definition) => Promise<Reached>): void {
  const tooLarge = { code: "RequestEntityTooLargeException", status: 413 };

  it("takes what is nearly as large as a call may be, and refuses what is larger", async () => {
    const sizes: unknown[] = [];
    const SendMessage: ExampleOperations[string] = async ({ bytes, MessageBody }) => {
      sizes.push([bytes, MessageBody].map((each) => (each instanceof Uint8Array ? each.length : String(each).length)));
      return {};
    };
    const { call } = await reach(queueWith({ SendMessage }));
    const most = MAX_CALL_BYTES - 1024;
    await send(call, { bytes: new Uint8Array(most) });
    // Two bytes each, also on the wire.
    await send(call, { bytes: new Uint8Array(), MessageBody: "€".repeat(most / 2) });
    expect(sizes).toEqual([
      [most, "hello".length],
      [0, most / 2],
    ]);
    await expect(send(call, { bytes: new Uint8Array(MAX_CALL_BYTES) })).rejects.toMatchObject(tooLarge);
    await expect(send(call, { list: Array.from({ length: 2048 }, () => "x".repeat(4096)) })).rejects.toMatchObject(
      tooLarge,
    );
    expect(sizes).toHaveLength(2);
  });

  it("takes no stream", async () => {
    const { call } = await reach(queueWith({ SendMessage: () => Promise.resolve({}) }));
    await expect(send(call, { Body: Readable.from([Buffer.from("a")]) })).rejects.toThrow("What flows is bytes");
  });

  it("answers in bytes what flows, as far as a call may carry it", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "a");
    const flowing = (chunks: number): Readable => Readable.from(Array.from({ length: chunks }, () => chunk));
    let chunks = 2;
    const { call } = await reach(queueWith({ SendMessage: async () => ({ Body: flowing(chunks) }) }));
    const { Body } = await send(call);
    expect(Buffer.concat([chunk, chunk]).equals(Body as Buffer)).toBe(true); // as: `equals` refuses all else.
    chunks = MAX_CALL_BYTES / chunk.length + 1;
    // Where it answers, the bytes need not be shown.
    const answered = send(call).then(() => "answered");
    await expect(answered).rejects.toMatchObject({ code: "ResponseTooLarge", status: 413 });
  });
}
