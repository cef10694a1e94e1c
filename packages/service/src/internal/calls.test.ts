import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { AwsError, movableClock, randomIds } from "@skylab/aws";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createService } from "../create-service.ts";
import { createMetrics } from "../metrics.ts";
import { remoteCalls, Replicas } from "../remote/index.ts";
import type { Access, Call } from "../service.ts";
import { example, type ExampleOperations, serveExample } from "../testing/example.ts";
import { callPath, writeValues } from "./call-wire.ts";
import { localCalls } from "./local-calls.ts";
import type { CallAs, ServiceClient } from "./service-call.ts";
import { signCall } from "./signature.ts";

const SECRET = "between services";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:orders";
const QUEUE = "arn:aws:sqs:us-east-1:444455556666:inbox";
const QueueUrl = "http://localhost/444455556666/inbox";
const log = pino({ level: "silent" });

const as: CallAs = {
  principal: { name: "sns.amazonaws.com", sourceArn: TOPIC },
  place: { account: "111122223333", region: "us-east-1" },
};

/** As people write it into their queues: https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
const policy = (principal: string, topic = TOPIC): string =>
  JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: principal },
        Action: "sqs:SendMessage",
        Resource: QUEUE,
        Condition: { ArnEquals: { "aws:SourceArn": topic }, StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ],
  });

const policyWhere = (Condition: object): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QUEUE, Condition }],
  });

/** An SQS whose one queue has this policy. */
function queueWith(document: string | undefined, operations: ExampleOperations): ReturnType<typeof example> {
  const send: Access<unknown, undefined> = {
    action: "sqs:SendMessage",
    on: () => ({ resource: QUEUE, policy: document }),
  };
  const access = { ...example({}).access, SendMessage: send };
  return example(operations, { access });
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Way = (definition: ReturnType<typeof example>) => Promise<ServiceClient>;

const inProcess: Way = (definition) => {
  const metrics = createMetrics();
  const auth = { mode: "enforce", rootKey: { accessKeyId: "k", secretAccessKey: "s" } } as const;
  const frame = {
    clock: movableClock(),
    ids: randomIds,
    log,
    metrics,
    region: "us-east-1",
    quotas: "off" as const,
    auth,
  };
  const calls = localCalls();
  calls.reach([createService(definition, frame)]);
  return Promise.resolve(calls.call);
};

const overHttp: Way = async (definition) => {
  const server = await serveExample([definition], { internalSecret: SECRET });
  closing.push(server.close);
  return callsTo(server.port, SECRET);
};

async function callsTo(port: number, secret: string): Promise<ServiceClient> {
  const replicas = new Replicas({ hosts: [{ service: "sqs", host: "127.0.0.1", port }], log });
  await replicas.start();
  closing.push(() => replicas.close());
  return remoteCalls({ replicasOf: () => replicas, secret });
}

describe.each([
  ["in a process", inProcess],
  ["over HTTP", overHttp],
])("a call from service to service %s", (_way, reach) => {
  it("is done where the resource's policy lets the service in, for its source", async () => {
    const calls: Call[] = [];
    const SendMessage: ExampleOperations[string] = async (input, call) => {
      calls.push(call);
      return { MessageId: "1", received: input };
    };
    const call = await reach(queueWith(policy("sns.amazonaws.com"), { SendMessage }));
    const input = { QueueUrl, MessageBody: "hello", bytes: new Uint8Array([1, 2]), at: new Date(0), none: undefined };
    const output = await call({ service: "sqs", operation: "SendMessage", input, as });
    expect(output).toEqual({ MessageId: "1", received: input });
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
    ["no policy", undefined],
    ["a policy for another service", policy("s3.amazonaws.com")],
    ["a policy for another topic", policy("sns.amazonaws.com", `${TOPIC}-2`)],
  ])("is denied by %s", async (_what, document) => {
    const call = await reach(queueWith(document, { SendMessage: () => Promise.reject(new Error("reached")) }));
    const input = { QueueUrl, MessageBody: "hello" };
    await expect(call({ service: "sqs", operation: "SendMessage", input, as })).rejects.toMatchObject({
      code: "AccessDeniedException",
      message: expect.stringContaining("User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage"),
    });
  });

  it("is done for somebody by what they may, and seen to come through the service", async () => {
    const asked: unknown[] = [];
    const SendMessage: ExampleOperations[string] = async (_input, { caller }) => {
      asked.push(caller);
      return {};
    };
    const onBehalfOf = {
      account: "444455556666",
      arn: "arn:aws:iam::444455556666:root",
      id: "444455556666",
      accessKeyId: "AKIA",
    };
    const call = await reach(queueWith(undefined, { SendMessage }));
    const input = { QueueUrl, MessageBody: "hello" };
    await call({ service: "sqs", operation: "SendMessage", input, as: { ...as, onBehalfOf } });
    expect(asked).toEqual([{ ...onBehalfOf, via: "sns.amazonaws.com" }]);
    const user = { ...onBehalfOf, arn: "arn:aws:iam::444455556666:user/alice" };
    const refused = call({ service: "sqs", operation: "SendMessage", input, as: { ...as, onBehalfOf: user } });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining("user/alice is not authorized") });
    const direct = queueWith(policyWhere({ Bool: { "aws:ViaAWSService": "false" } }), { SendMessage });
    const denied = (await reach(direct))({
      service: "sqs",
      operation: "SendMessage",
      input,
      as: { ...as, onBehalfOf: user },
    });
    await expect(denied).rejects.toMatchObject({ code: "AccessDeniedException" });
    const through = queueWith(policyWhere({ Bool: { "aws:ViaAWSService": "true" } }), { SendMessage });
    await (
      await reach(through)
    )({ service: "sqs", operation: "SendMessage", input, as: { ...as, onBehalfOf: user } });
  });

  it("answers in bytes what flows", async () => {
    const operations = { SendMessage: async () => ({ Body: Readable.from([Buffer.from("ab"), Buffer.from("c")]) }) };
    const call = await reach(queueWith(policy("sns.amazonaws.com"), operations));
    const output = await call({ service: "sqs", operation: "SendMessage", input: { QueueUrl, MessageBody: "x" }, as });
    expect(output).toEqual({ Body: Buffer.from("abc") });
  });

  it("is refused in the service's words, as any other", async () => {
    const refusal = new AwsError("QueueDoesNotExist", "The specified queue does not exist.", { status: 400 });
    const operations = { SendMessage: () => Promise.reject(refusal) };
    const call = await reach(queueWith(policy("sns.amazonaws.com"), operations));
    const sent = call({ service: "sqs", operation: "SendMessage", input: { QueueUrl, MessageBody: "" }, as });
    await expect(sent).rejects.toBeInstanceOf(AwsError);
    await expect(sent).rejects.toMatchObject({ code: refusal.code, message: refusal.message, status: 400 });
    const incomplete = call({ service: "sqs", operation: "SendMessage", input: { QueueUrl }, as });
    await expect(incomplete).rejects.toMatchObject({ message: expect.stringContaining("'messageBody'") });
    await expect(call({ service: "sqs", operation: "PurgeQueue", input: { QueueUrl }, as })).rejects.toMatchObject({
      code: "NotImplemented",
    });
  });
});

describe("a call over HTTP that is not signed by the secret", () => {
  const definition = queueWith(policy("sns.amazonaws.com"), {
    SendMessage: () => Promise.reject(new Error("reached")),
  });
  const path = callPath("sqs", "SendMessage");
  const body = writeValues({ QueueUrl, MessageBody: "hello" });

  it("is refused, and its caller told what may be wrong", async () => {
    const server = await serveExample([definition], { internalSecret: SECRET });
    closing.push(server.close);
    const call = await callsTo(server.port, "another");
    await expect(call({ service: "sqs", operation: "SendMessage", input: {}, as })).rejects.toThrow(
      "sqs answered a call with 403: have all services the same SKYLAB_INTERNAL_SECRET?",
    );
  });

  it.each([
    ["not signed", {}],
    ["signed too long ago", signCall({ path, body }, as, { secret: SECRET, now: Date.now() - 60_000 })],
    ["signed for another body", signCall({ path, body: Buffer.of() }, as, { secret: SECRET, now: Date.now() })],
  ])("is refused when it is %s", async (_how, headers) => {
    const server = await serveExample([definition], { internalSecret: SECRET });
    closing.push(server.close);
    expect((await fetch(`${server.url}${path}`, { method: "POST", headers, body })).status).toBe(403);
  });

  it("is refused before its body has come", async () => {
    const server = await serveExample([definition], { internalSecret: SECRET });
    closing.push(server.close);
    const request = httpRequest(`${server.url}${path}`, { method: "POST", headers: { "content-length": 15_000_000 } });
    request.flushHeaders();
    const [response]: IncomingMessage[] = await once(request, "response");
    expect(response?.statusCode).toBe(403);
    request.on("error", () => undefined).destroy();
  });

  it("reaches no operation where there is no secret at all", async () => {
    const server = await serveExample([definition]);
    closing.push(server.close);
    const headers = signCall({ path, body }, as, { secret: "", now: Date.now() });
    expect((await fetch(`${server.url}${path}`, { method: "POST", headers, body })).status).toBe(404);
  });
});

describe("a request with a key", () => {
  it("is no service's, whatever its headers say", async () => {
    const callers: unknown[] = [];
    const ListQueues: ExampleOperations[string] = async (_input, { caller }) => {
      callers.push(caller.service);
      return {};
    };
    const server = await serveExample([example({ ListQueues })], { internalSecret: SECRET });
    closing.push(server.close);
    const headers = {
      "x-amz-target": "AmazonSQS.ListQueues",
      "content-type": "application/x-amz-json-1.0",
      "x-skylab-principal": "sns.amazonaws.com",
    };
    await fetch(server.url, { method: "POST", body: "{}", headers });
    expect(callers).toEqual([undefined]);
  });
});
