import { EventEmitter, once } from "node:events";
import { createConnection } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { gatewayProof } from "../gateway-proof.ts";
import {
  callExample,
  example,
  exampleError,
  type ExampleOperations,
  sendBytes,
  serveExample,
} from "../testing/example.ts";

const running: { close: () => Promise<void> }[] = [];
const serveFor = async (...given: Parameters<typeof serveExample>): ReturnType<typeof serveExample> => {
  const server = await serveExample(...given);
  running.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

describe("an operation", () => {
  it("answers a client, who is told the request's id", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.resolve({ QueueUrls: ["http://q"] }) })]);
    const response = await callExample(server.url, "ListQueues");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.has("date")).toBe(true);
    expect(response.headers.get("content-length")).toBe("26");
    expect(await response.json()).toEqual({ QueueUrls: ["http://q"] });
  });

  it("is told who calls, from where, and under which host name", async () => {
    const calls: unknown[] = [];
    const server = await serveFor([
      example({
        ListQueues: async (_input, { caller, place, endpoint, sourceIp }) => {
          calls.push({ arn: caller.arn, place, endpoint, sourceIp });
          return {};
        },
      }),
    ]);
    const authorization =
      "AWS4-HMAC-SHA256 Credential=111122223333/20261126/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0000";
    const headers = { authorization, "x-amz-date": "20261126T000000Z" };
    await callExample(server.url, "ListQueues", { headers });
    expect(calls).toEqual([
      {
        arn: "arn:aws:iam::111122223333:root",
        place: { account: "111122223333", region: "eu-west-1" },
        endpoint: server.url,
        sourceIp: "127.0.0.1",
      },
    ]);
  });

  it("may ask while it works what the caller may", async () => {
    const refusals: unknown[] = [];
    const server = await serveFor([
      example({
        ListQueues: async (_input, call) => {
          for (const account of ["000000000000", "111122223333"]) {
            const refusal = await call.refusalOf({ action: "sqs:SendMessage", resource: "*", account });
            refusals.push(refusal?.message);
          }
          return {};
        },
      }),
    ]);
    await callExample(server.url, "ListQueues");
    expect(refusals).toEqual([
      undefined,
      "User: arn:aws:iam::000000000000:root is not authorized to perform: sqs:SendMessage on resource: * because no resource-based policy allows the sqs:SendMessage action",
    ]);
  });

  it("that comes through the gateway is told the client's address, and else that of the connection", async () => {
    const addresses: string[] = [];
    const ListQueues: ExampleOperations[string] = async (_input, { head, sourceIp }) => {
      addresses.push(sourceIp);
      // Nor is it told by what the gateway shows who it is, nor what opens the admin endpoints.
      expect(Object.keys(head.headers).filter((name) => name.startsWith("x-skylab-"))).toEqual([]);
      return {};
    };
    const server = await serveFor([example({ ListQueues })], { internalSecret: "secret" });
    for (const secret of ["secret", "another"]) {
      const headers = { "x-skylab-gateway": gatewayProof(secret).write("10.9.8.7"), "x-forwarded-for": "10.6.6.6" };
      await callExample(server.url, "ListQueues", { headers: { ...headers, "x-skylab-token": "t0ken" } });
    }
    expect(addresses).toEqual(["10.9.8.7", "127.0.0.1"]);
  });

  it("that throws an AwsError is answered in AWS's form", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.reject(exampleError()) })]);
    const response = await callExample(server.url, "ListQueues");
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(await response.json()).toMatchObject({ message: "The specified queue does not exist." });
  });

  it("that fails is answered as InternalFailure, and only the log tells why", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.reject(new Error("disk on fire")) })]);
    const response = await callExample(server.url, "ListQueues");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain("InternalFailure");
    expect(text).not.toContain("disk on fire");
    expect(server.lines).toContainEqual(
      expect.objectContaining({ err: expect.objectContaining({ message: "disk on fire" }) }),
    );
  });

  it("that is not built answers 501 and names itself", async () => {
    const server = await serveFor([example({})]);
    const response = await callExample(server.url, "PurgeQueue");
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining("NotImplemented"),
      message: "Skylab does not implement PurgeQueue of SQS yet.",
    });
  });

  it("is not reached by an input that breaks the model", async () => {
    const server = await serveFor([example({ DeleteQueue: () => Promise.reject(new Error("reached")) })]);
    const response = await callExample(server.url, "DeleteQueue");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining("1 validation error detected: Value null at 'queueUrl'"),
    });
  });

  it("leaves one line in the log, with nothing of its body or signature", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.reject(exampleError()) })]);
    await callExample(server.url, "ListQueues", { body: '{"QueueNamePrefix":"private"}' });
    const lines = server.lines.filter((line) => line["msg"] === "request");
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        service: "sqs",
        operation: "ListQueues",
        account: "000000000000",
        region: "us-east-1",
        code: "QueueDoesNotExist",
        requestId: expect.any(String),
        status: 400,
        ms: expect.any(Number),
        msg: "request",
      },
    ]);
  });
});

describe("a request for no service that is here", () => {
  it("is answered 501 where its signature names one, in the form of its protocol", async () => {
    const server = await serveFor([example({})]);
    const headers = {
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-target": "Kinesis_20131202.ListStreams",
      "content-type": "application/x-amz-json-1.1",
    };
    const response = await fetch(server.url, { method: "POST", body: "{}", headers });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ message: "Skylab does not serve kinesis; it serves sqs." });
  });

  it("is answered 404 where it names none", async () => {
    const server = await serveFor([example({})]);
    const response = await fetch(`${server.url}/favicon.ico`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("<Code>UnknownOperationException</Code>");
  });
});

describe("a body over the limit", () => {
  const limited = example({ ListQueues: () => Promise.resolve({}) }, { maxBodyBytes: 1000 });

  it("is refused by its declared length, before any of it came", async () => {
    const server = await serveFor([limited]);
    const head = "POST / HTTP/1.1\r\nHost: l\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 1001\r\n";
    const answer = await sendBytes(server.port, `${head}Connection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("RequestEntityTooLargeException");
  });

  it("is refused as it flows where it declares none", async () => {
    const server = await serveFor([limited]);
    const head = "POST / HTTP/1.1\r\nHost: l\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nTransfer-Encoding: chunked\r\n";
    const chunks = `64\r\n${"x".repeat(100)}\r\n`.repeat(20);
    const answer = await sendBytes(server.port, `${head}Connection: close\r\n\r\n${chunks}0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is thrown away after it was refused, and the next request of the connection is answered", async () => {
    const server = await serveFor([limited]);
    const head = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n";
    const answer = await sendBytes(
      server.port,
      `${head}Content-Length: 5000\r\n\r\n${"x".repeat(5000)}${head}Content-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
  });

  it("of just the limit is taken", async () => {
    const server = await serveFor([limited]);
    const response = await callExample(server.url, "ListQueues", { body: `{}${" ".repeat(998)}` });
    expect(response.status).toBe(200);
  });
});

describe("what is no HTTP", () => {
  it.each([
    ["noise", "\0\x01\x02\r\n\r\n", 400],
    ["a method that is none", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: l\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
    ["a length that is none", "POST / HTTP/1.1\r\nHost: l\r\nContent-Length: -1\r\n\r\n", 400],
    [
      "a broken chunk",
      "POST / HTTP/1.1\r\nHost: l\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      400,
    ],
    ["a head of 100 KB", `GET / HTTP/1.1\r\nHost: l\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`, 431],
  ])("%s is refused, and the server goes on", async (_what, bytes, status) => {
    const server = await serveFor([example({ ListQueues: () => Promise.resolve({}) })]);
    expect(await sendBytes(server.port, bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await callExample(server.url, "ListQueues")).status).toBe(200);
  });

  it("a client that leaves in the middle of its body harms nobody", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.resolve({}) })]);
    const socket = createConnection(server.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST / HTTP/1.1\r\nHost: l\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 100\r\n\r\n{");
    socket.destroy();
    expect((await callExample(server.url, "ListQueues")).status).toBe(200);
  });

  it("a whole URL in the place of the path is understood", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.resolve({}) })]);
    const answer = await sendBytes(
      server.port,
      "POST http://sqs.us-east-1.amazonaws.com/ HTTP/1.1\r\nHost: sqs.us-east-1.amazonaws.com\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

/** An operation that waits as a long poll does: until its call is aborted. */
function longPoll(): {
  readonly service: ReturnType<typeof example>;
  readonly begun: Promise<unknown>;
  readonly ended: Promise<unknown>;
} {
  const events = new EventEmitter();
  const service = example({
    ListQueues: async (_input, { signal }) => {
      const aborted = once(signal, "abort");
      events.emit("begun");
      await aborted;
      events.emit("ended");
      return { QueueUrls: [] };
    },
  });
  return { service, begun: once(events, "begun"), ended: once(events, "ended") };
}

describe("a request that waits", () => {
  it("is answered with what there is when the server stops, and no new one is taken", async () => {
    const { service, begun } = longPoll();
    const server = await serveExample([service]);
    const response = callExample(server.url, "ListQueues");
    await begun;
    const closed = server.close();
    expect(await (await response).json()).toEqual({ QueueUrls: [] });
    expect((await response).headers.get("connection")).toBe("close");
    await closed;
    await expect(callExample(server.url, "ListQueues")).rejects.toThrow();
  });

  it("on a connection that is open already is still answered while the server drains", async () => {
    const server = await serveExample([example({ ListQueues: () => Promise.resolve({}) })], { drainMs: 1_000 });
    const socket = createConnection(server.port, "127.0.0.1");
    const ask = async (): Promise<string> => {
      socket.write("POST / HTTP/1.1\r\nHost: l\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 2\r\n\r\n{}");
      return String(await once(socket, "data"));
    };
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 [^]*\r\nConnection: keep-alive\r\n/);
    const closed = server.close();
    const [answer, refusal] = await Promise.allSettled([ask(), callExample(server.url, "ListQueues")]);
    expect(answer).toMatchObject({ value: expect.stringMatching(/^HTTP\/1\.1 200 [^]*\r\nConnection: close\r\n/) });
    expect(refusal.status).toBe("rejected");
    await closed;
  });

  it("is ended when its client goes away", async () => {
    const { service, begun, ended } = longPoll();
    const server = await serveFor([service]);
    const leaving = new AbortController();
    const response = callExample(server.url, "ListQueues", { signal: leaving.signal });
    await begun;
    leaving.abort();
    await expect(response).rejects.toThrow();
    await ended;
  });
});

describe("a web page", () => {
  it("of this machine may call after a preflight, and read the answer", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.resolve({}) })]);
    const origin = "http://localhost:3000";
    const preflight = await fetch(server.url, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
    const response = await callExample(server.url, "ListQueues", { headers: { origin } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(origin);
  });

  it("of another site reaches no operation", async () => {
    const server = await serveFor([example({ ListQueues: () => Promise.reject(new Error("reached")) })]);
    const response = await callExample(server.url, "ListQueues", { headers: { origin: "https://evil.test" } });
    expect(response.status).toBe(403);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  });
});
