import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { MAX_CALL_BYTES } from "../calls/call-size.ts";
import { callPath, readError, writeValues } from "../calls/call-wire.ts";
import { signCall } from "../calls/signature.ts";
import { createLog } from "../log.ts";
import { openRemoteCalls } from "../remote/index.ts";
import { as, queueWith } from "../testing/contract/describe-calls.ts";
import { example, type ExampleOperations, serveExample } from "../testing/example.ts";

const SECRET = "between services";
const { log } = createLog("silent");
const definition = queueWith({ SendMessage: () => Promise.reject(new Error("reached")) });
const path = callPath("sqs", "SendMessage");
const body = writeValues({ QueueUrl: "http://localhost/444455556666/inbox", MessageBody: "hello" });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(
  served = definition,
  internalSecret: string | undefined = SECRET,
): ReturnType<typeof serveExample> {
  const server = await serveExample([served], { internalSecret });
  closing.push(server.close);
  return server;
}

describe("a call over HTTP that is not signed by the secret", () => {
  it("is refused, and its caller told what may be wrong", async () => {
    const { port } = await serve();
    const hosts = [{ service: "sqs", host: "127.0.0.1", port }];
    const { call, close } = openRemoteCalls({ hosts, secret: "another", log });
    closing.push(close);
    await expect(call({ service: "sqs", operation: "SendMessage", input: {}, as })).rejects.toThrow(
      "sqs answered a call with 403: have all services the same SKYLAB_INTERNAL_SECRET?",
    );
  });

  it.each([
    ["not signed", {}],
    ["signed too long ago", signCall({ path, body }, as, { secret: SECRET, now: Date.now() - 60_000 })],
    ["signed for another body", signCall({ path, body: Buffer.of() }, as, { secret: SECRET, now: Date.now() })],
  ])("is refused when it is %s", async (_how, headers) => {
    const { url } = await serve();
    expect((await fetch(`${url}${path}`, { method: "POST", headers, body })).status).toBe(403);
  });

  it("is refused before its body has come", async () => {
    const { url } = await serve();
    const request = httpRequest(`${url}${path}`, { method: "POST", headers: { "content-length": 15_000_000 } });
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

describe("a call over HTTP that is signed by the secret", () => {
  it("is refused in the same words when its body is larger than any call's", async () => {
    const { url } = await serve();
    const large = Buffer.alloc(MAX_CALL_BYTES + 1);
    const headers = signCall({ path, body: large }, as, { secret: SECRET, now: Date.now() });
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: large });
    expect(answer.status).toBe(400);
    expect(readError(new Uint8Array(await answer.arrayBuffer()))).toMatchObject({
      code: "RequestEntityTooLargeException",
      status: 413,
    });
  });

  it("is not found where its service is elsewhere", async () => {
    const { url } = await serve();
    const elsewhere = callPath("sns", "Publish");
    const headers = signCall({ path: elsewhere, body }, as, { secret: SECRET, now: Date.now() });
    expect((await fetch(`${url}${elsewhere}`, { method: "POST", headers, body })).status).toBe(404);
  });
});

describe("a request with a key", () => {
  it("is no service's, whatever its headers say", async () => {
    const callers: unknown[] = [];
    const ListQueues: ExampleOperations[string] = async (_input, { caller }) => {
      callers.push(caller.service);
      return {};
    };
    const { url } = await serve(example({ ListQueues }));
    const headers = {
      "x-amz-target": "AmazonSQS.ListQueues",
      "content-type": "application/x-amz-json-1.0",
      ...signCall({ path: "/", body: Buffer.from("{}") }, as, { secret: SECRET, now: Date.now() }),
    };
    await fetch(url, { method: "POST", body: "{}", headers });
    expect(callers).toEqual([undefined]);
  });
});
