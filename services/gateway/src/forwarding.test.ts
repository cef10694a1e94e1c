import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { type IncomingMessage, request as httpRequest, type RequestListener } from "node:http";
import { pipeline } from "node:stream/promises";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { authenticate, sign } from "@skylab/auth";
import { gatewayProof } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { DIGEST, LARGE_BYTES, largeSource, MAX_GROWTH_BYTES } from "./testing/large-source.ts";
import { callSqs, type Rig, SECRET, useRigs } from "./testing/rig.ts";
import { bodyOf } from "./testing/upstream.ts";

const startRig = useRigs();
const CREDENTIALS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "its secret" };

/** Answers as SQS does where the request's signature holds, and 403 where not. */
const verifying: RequestListener = async (request, response) => {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const { method = "", headers } = request;
  const body = await bodyOf(request);
  const verified = authenticate(
    { method, path, query, headers },
    {
      mode: "enforce",
      rootKey: CREDENTIALS,
      lookup: () => Promise.resolve(undefined),
      family: "queryJson",
      service: "sqs",
      now: Date.now(),
      issuerNow: Date.now(),
      body,
    },
  );
  verified.then(
    () => response.end("{}"),
    (error: unknown) => response.writeHead(403).end(String(error)),
  );
};

/** Sends a request with these very headers; resolves to the answer. */
async function send(
  rig: Rig,
  {
    method = "POST",
    path = "/",
    headers,
    body = "",
  }: { method?: string; path?: string; headers: readonly string[]; body?: string },
): Promise<IncomingMessage> {
  const request = httpRequest({ host: "127.0.0.1", port: rig.port, path, method, headers: [...headers] });
  // Bytes, for Node would write the headers before a text in UTF-8.
  request.end(Buffer.from(body));
  const [response] = (await once(request, "response")) as [IncomingMessage]; // as: the event has one argument.
  return response;
}

describe("a request", () => {
  it("reaches a replica as it came: target, headers in their order and spelling, body", async () => {
    const bodies: Buffer[] = [];
    const rig = await startRig([
      async (request, response) => {
        bodies.push(await bodyOf(request));
        response.end();
      },
    ]);
    const body = '\u{1F980} {"a":1}';
    const headers = ["HOST", "sqs.us-east-1.localhost:4566", "X-Amz-Target", "AmazonSQS.SendMessage", "x-odd", "1"];
    const more = ["X-Odd", "2", "Content-Length", String(Buffer.byteLength(body)), "User-Agent", "caf\u00e9"];
    const path = "/000000000000/a%2Fb//c?x=%20&x=+";
    await send(rig, { path, headers: [...headers, ...more], body });
    const [request] = rig.upstreams[0]?.requests ?? [];
    expect(request?.url).toBe("/000000000000/a%2Fb//c?x=%20&x=+");
    expect(request?.headers.host).toBe("sqs.us-east-1.localhost:4566");
    expect(request?.rawHeaders.join("|")).toContain(
      "X-Amz-Target|AmazonSQS.SendMessage|x-odd|1|X-Odd|2|User-Agent|caf\u00e9",
    );
    expect(bodies.map(String)).toEqual([body]);
  });

  it("loses what belongs to the connection, and gets the client's address", async () => {
    const rig = await startRig([(_request, response) => response.end()]);
    const headers = ["Host", "l", "X-Amz-Target", "AmazonSQS.X", "Content-Length", "0", "TE", "trailers"];
    const more = ["Proxy-Authorization", "x", "X-Forwarded-For", "10.9.8.7"];
    await send(rig, { headers: [...headers, ...more] });
    const received = rig.upstreams[0]?.requests[0]?.headers ?? {};
    expect(received).not.toHaveProperty("te");
    expect(received).not.toHaveProperty("proxy-authorization");
    expect(received["x-forwarded-for"]).toBe("10.9.8.7, 127.0.0.1");
    expect(gatewayProof(SECRET).read(received)).toBe("127.0.0.1");
  });

  it("loses what only Skylab says of itself, and none of it can be forged from outside", async () => {
    const rig = await startRig([(_request, response) => response.end()]);
    const headers = ["Host", "l", "X-Amz-Target", "AmazonSQS.X", "Content-Length", "0", "X-Skylab-Token", "t"];
    const forged = ["X-Skylab-Gateway", gatewayProof("guessed").write("10.9.8.7"), "x-skylab-call", "claims"];
    await send(rig, { headers: [...headers, ...forged] });
    const received = rig.upstreams[0]?.requests[0];
    const own = (received?.rawHeaders ?? []).filter((name) => name.toLowerCase().startsWith("x-skylab-"));
    expect(own).toEqual(["x-skylab-gateway"]);
    expect(gatewayProof(SECRET).read(received?.headers ?? {})).toBe("127.0.0.1");
  });

  it("that is a call between services is not forwarded", async () => {
    const rig = await startRig([(_request, response) => response.end()]);
    const headers = ["Host", "localhost", "Content-Length", "0", "X-Amz-Target", "AmazonSQS.ListQueues"];
    const response = await send(rig, { path: "/_skylab/call/sqs/ListQueues", headers });
    expect(response.statusCode).toBe(404);
    expect(rig.upstreams[0]?.requests).toEqual([]);
  });

  it("loses what its Connection names, but not what it is made of", async () => {
    const rig = await startRig([(_request, response) => response.end()]);
    const headers = ["Host", "l", "X-Amz-Target", "AmazonSQS.X", "Connection", "X-Hop, host,keep-alive", "X-hop", "1"];
    await send(rig, { headers: [...headers, "X-End", "2", "Content-Length", "0"] });
    const received = rig.upstreams[0]?.requests[0]?.headers ?? {};
    expect(received).not.toHaveProperty("x-hop");
    expect(received).toMatchObject({ host: "l", "x-end": "2" });
  });

  it("loses nothing that HTTP or AWS defines, whatever its Connection names", async () => {
    const rig = await startRig([(_request, response) => response.end()]);
    const own = {
      host: "l",
      authorization: "AWS4-HMAC-SHA256 a",
      "x-amz-target": "AmazonSQS.X",
      cookie: "c",
      origin: "http://localhost",
    };
    const headers = {
      ...own,
      connection: `close, ${Object.keys(own).join()}, CONTENT-TYPE`,
      "content-type": "text/plain",
    };
    await send(rig, { headers: Object.entries(headers).flat() });
    expect(rig.upstreams[0]?.requests[0]?.headers).toMatchObject({ ...own, "content-type": "text/plain" });
  });

  it.each(["GET", "HEAD", "DELETE"])("of %s whose signature covers an empty body's length verifies", async (method) => {
    const rig = await startRig([verifying]);
    const headers = { host: "l", "x-amz-target": "AmazonSQS.X", "content-length": "0" };
    const options = { region: "eu-west-1", service: "sqs", now: Date.now() };
    const signed = sign({ method, path: "/", query: "", headers }, CREDENTIALS, options);
    expect(signed.authorization).toContain("content-length");
    const response = await send(rig, { method, headers: Object.entries({ ...headers, ...signed }).flat() });
    expect(response.statusCode).toBe(200);
  });

  it("that an SDK signed verifies behind the gateway", async () => {
    const rig = await startRig([verifying, verifying]);
    const client = new SQSClient({
      endpoint: rig.url,
      region: "eu-west-1",
      credentials: CREDENTIALS,
      maxAttempts: 1,
    });
    await client.send(new ListQueuesCommand({}));
    // Too long to be taken whole before it is sent on.
    await client.send(new ListQueuesCommand({ QueueNamePrefix: "\u00e9".repeat(60_000) }));
    expect(rig.upstreams.flatMap(({ requests }) => requests)).toHaveLength(2);
  });

  it("whose signature covers X-Forwarded-For keeps it", async () => {
    const rig = await startRig([verifying]);
    const headers = { host: `127.0.0.1:${rig.port}`, "x-forwarded-for": "10.9.8.7" };
    const request = { method: "POST", path: "/", query: "", headers };
    const signed = sign(request, CREDENTIALS, { region: "eu-west-1", service: "sqs", now: Date.now(), body: "{}" });
    const response = await fetch(rig.url, { method: "POST", body: "{}", headers: { ...headers, ...signed } });
    expect(await response.text()).toBe("{}");
    expect(rig.upstreams[0]?.requests[0]?.headers["x-forwarded-for"]).toBe("10.9.8.7");
  });

  it("in chunks of no known length arrives whole", async () => {
    const rig = await startRig([async (request, response) => void response.end(await bodyOf(request))]);
    const headers = { "x-amz-target": "AmazonSQS.X" };
    const request = httpRequest({ host: "127.0.0.1", port: rig.port, method: "POST", headers });
    for (const part of ["one", "two"]) request.write(part);
    request.end("three");
    const [response] = (await once(request, "response")) as [IncomingMessage]; // as: the event has one argument.
    expect(String(await bodyOf(response))).toBe("onetwothree");
  });
});

describe("an answer", () => {
  it("comes back as the replica wrote it", async () => {
    const rig = await startRig([
      (_request, response) =>
        response.writeHead(418, ["X-Amzn-RequestId", "1", "Set-Cookie", "a", "Set-Cookie", "b"]).end("short"),
    ]);
    const response = await send(rig, { headers: ["Host", "l", "X-Amz-Target", "AmazonSQS.X"] });
    expect(response.statusCode).toBe(418);
    expect(response.rawHeaders.join("|")).toContain("X-Amzn-RequestId|1|Set-Cookie|a|Set-Cookie|b");
    expect(String(await bodyOf(response))).toBe("short");
  });

  it("to HEAD has its length and no body", async () => {
    const rig = await startRig([(_request, response) => response.writeHead(200, { "content-length": "1234" }).end()]);
    const response = await callSqs(rig.url, { method: "HEAD", body: null });
    expect(response.headers.get("content-length")).toBe("1234");
  });

  it("that comes before the request's end reaches a client that sends first and reads then", async () => {
    const rig = await startRig([(_request, response) => response.writeHead(413).end("too large")]);
    const response = await callSqs(rig.url, { body: Buffer.alloc(8 * 1024 * 1024) });
    expect(response.status).toBe(413);
    expect(await response.text()).toBe("too large");
  });

  it("that breaks off in its middle is not taken for a whole one", async () => {
    const rig = await startRig([
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => response.destroy());
      },
    ]);
    await expect(callSqs(rig.url).then((response) => response.text())).rejects.toThrow();
  });
});

describe("600 MB", () => {
  it("flow to a replica as fast as it reads, without being held", async () => {
    const { stream, growth, stalled } = largeSource();
    const rig = await startRig([
      async (request, response) => {
        await stalled();
        const hash = createHash("sha256");
        await pipeline(request, hash);
        response.end(hash.digest("hex"));
      },
    ]);
    const headers = { "x-amz-target": "AmazonSQS.X", "content-length": LARGE_BYTES };
    const request = httpRequest({ host: "127.0.0.1", port: rig.port, method: "POST", headers });
    const [[response]] = await Promise.all([
      once(request, "response") as Promise<[IncomingMessage]>, // as: the event has one argument.
      pipeline(stream, request),
    ]);
    expect(String(await bodyOf(response))).toBe(DIGEST);
    expect(growth()).toBeLessThan(MAX_GROWTH_BYTES);
  });

  it("flow back to a client as fast as it reads, without being held", async () => {
    const { stream, growth, stalled } = largeSource();
    const rig = await startRig([(_request, response) => void pipeline(stream, response)]);
    const response = await send(rig, { headers: ["Host", "l", "X-Amz-Target", "AmazonSQS.X"] });
    await stalled();
    const hash = createHash("sha256");
    await pipeline(response, hash);
    expect(hash.digest("hex")).toBe(DIGEST);
    expect(growth()).toBeLessThan(MAX_GROWTH_BYTES);
  });
});

describe("a client that goes away", () => {
  it("ends its request at the replica", async () => {
    const events = new EventEmitter();
    const [arrival, end] = [once(events, "arrived"), once(events, "ended")];
    const rig = await startRig([
      (_request, response) => {
        response.on("close", () => events.emit("ended"));
        events.emit("arrived");
      },
    ]);
    const leaving = new AbortController();
    const answer = callSqs(rig.url, { signal: leaving.signal });
    await arrival;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await end;
  });
});
