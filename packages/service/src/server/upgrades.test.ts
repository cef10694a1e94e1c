import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Exchange } from "../exchange.ts";
import type { Upgrade } from "../service-definition.ts";
import { callExample, example, exampleError, sendBytes, serveExample } from "../testing/example.ts";

const closing: (() => Promise<unknown>)[] = [];
const serveFor = async (...given: Parameters<typeof serveExample>): ReturnType<typeof serveExample> => {
  const server = await serveExample(...given);
  closing.push(server.close);
  return server;
};
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const ListQueues = () => Promise.resolve({ QueueUrls: ["http://q"] });

/** The head of a request for a WebSocket of SQS. */
const asking = (...more: readonly string[]): string =>
  ["GET /socket HTTP/1.1", "Host: sqs.localhost", "Connection: Upgrade", "Upgrade: websocket", ...more, "", ""].join(
    "\r\n",
  );

/** Sends back what comes, in capitals, until the client ends or the server stops. */
async function shout(exchange: Exchange, { socket, head }: Upgrade): Promise<undefined> {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n\r\n${head.toString().toUpperCase()}`);
  socket.on("data", (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
  socket.on("end", () => socket.end());
  exchange.signal.addEventListener("abort", () => socket.end("stopped"));
  await new Promise((resolve) => void socket.once("close", resolve));
  return undefined;
}
const shouting = example({ ListQueues }, { upgrade: (exchange, _inside, upgrade) => shout(exchange, upgrade) });

/** A connection, and what has come on it up to a text. */
async function connected(
  at: NetConnectOpts,
  bytes: string,
): Promise<Socket & { until: (text: string | RegExp) => Promise<string> }> {
  const socket = connect(at);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(bytes);
  let seen = "";
  const until = async (text: string | RegExp): Promise<string> => {
    while (!seen.match(text)) seen += String((await once(socket, "data"))[0]);
    return seen;
  };
  return Object.assign(socket, { until });
}

describe("a request for a WebSocket", () => {
  it("is its service's, with all that came behind its head, and ends with its connection", async () => {
    const server = await serveFor([shouting]);
    const client = await connected({ port: server.port }, `${asking()}hello`);
    expect(await client.until("HELLO")).toContain("101 Switching Protocols");
    client.write("more");
    await client.until("MORE");
    client.end();
    await once(client, "close");
    await server.close();
    expect(server.lines).toContainEqual(expect.objectContaining({ service: "sqs", status: 101, msg: "request" }));
  });

  it("may be answered with something else, or refused in the protocol's form, and is closed then", async () => {
    const page = { status: 410, headers: { "x-why": "gone" }, body: Buffer.from("gone") };
    const server = await serveFor([example({}, { upgrade: () => Promise.resolve(page) })]);
    const answer = await sendBytes(server.port, asking());
    expect(answer).toMatch(/^HTTP\/1\.1 410 Gone\r\n/);
    expect(answer).toContain("x-why: gone");
    expect(answer).toContain("Connection: close");
    expect(answer).toMatch(/\r\n\r\ngone$/);

    const refusing = await serveFor([example({}, { upgrade: () => Promise.reject(exampleError()) })]);
    const refused = await sendBytes(refusing.port, asking("X-Amz-Target: AmazonSQS.ListQueues"));
    expect(refused).toMatch(/^HTTP\/1\.1 400 /);
    expect(refused).toContain("The specified queue does not exist.");
    expect(refusing.lines).toContainEqual(expect.objectContaining({ status: 400, code: "QueueDoesNotExist" }));
  });

  it("that fails within its service is a fault, and its connection is closed", async () => {
    const server = await serveFor([example({}, { upgrade: () => Promise.reject(new Error("a bug")) })]);
    const answer = await sendBytes(server.port, asking("X-Amz-Target: AmazonSQS.ListQueues"));
    expect(answer).toMatch(/^HTTP\/1\.1 500 /);
    expect(answer).not.toContain("a bug");
    expect(server.lines).toContainEqual(expect.objectContaining({ msg: "failure" }));
  });

  it("that no service takes is refused and closed", async () => {
    const server = await serveFor([example({ ListQueues })]);
    expect(await sendBytes(server.port, asking())).toMatch(/^HTTP\/1\.1 400 [\s\S]*sqs takes no WebSockets\./);
    expect(await sendBytes(server.port, asking().replace("sqs.localhost", "x"))).toMatch(/^HTTP\/1\.1 404 /);
    const control = asking().replace("/socket", "/_skylab/health");
    expect(await sendBytes(server.port, control)).toMatch(/^HTTP\/1\.1 400 [\s\S]*Nothing here takes WebSockets\./);
  });

  it("of a web page of elsewhere is refused, unless the service judges pages itself, which is told what the frame thinks", async () => {
    const page = "Origin: https://elsewhere.example";
    const server = await serveFor([shouting]);
    expect(await sendBytes(server.port, asking(page))).toMatch(/^HTTP\/1\.1 403 [\s\S]*SKYLAB_CORS_ORIGINS/);

    const judged: unknown[] = [];
    const upgrade = (exchange: Exchange) => {
      judged.push(exchange.page?.allowed);
      return Promise.resolve({ status: 204, headers: {}, body: "" });
    };
    const judging = await serveFor([example({}, { judgesOrigins: true, upgrade })]);
    expect(await sendBytes(judging.port, asking(page))).toMatch(/^HTTP\/1\.1 204 /);
    expect(judged).toEqual([false]);
  });

  it("that a function sends through its door is served, and trusted with nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-door-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const seen: unknown[] = [];
    const upgrade = (exchange: Exchange, _inside: unknown, upgraded: Upgrade) => {
      seen.push(exchange.sourceIp, exchange.head.headers["x-skylab-call"]);
      return shout(exchange, upgraded);
    };
    const server = await serveFor([example({}, { upgrade })]);
    const path = join(folder, "door");
    await server.openDoor(path);
    const client = await connected({ path }, `${asking("X-Skylab-Call: t")}hello`);
    await client.until("HELLO");
    client.end();
    await once(client, "close");
    expect(seen).toEqual(["169.254.100.1", undefined]);
  });
});

describe("a request that asks for another protocol beside what it wants", () => {
  it("is answered as if it had not, body and all, and its connection carries the next", async () => {
    const server = await serveFor([shouting]);
    const h2c = [
      "POST / HTTP/1.1",
      "Host: sqs.localhost",
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABkAAQAAP__",
      "X-Amz-Target: AmazonSQS.ListQueues",
      "Content-Type: application/x-amz-json-1.0",
      "Content-Length: 2",
      "",
      "{}",
    ].join("\r\n");
    const client = await connected({ port: server.port }, h2c);
    await client.until("http://q");
    client.write(h2c);
    expect(await client.until(/http:\/\/q[^]*http:\/\/q/)).not.toContain("HTTP/1.1 4");
    client.end();
  });

  it("has its connection closed where it asks for a tunnel, as ever", async () => {
    const server = await serveFor([shouting]);
    expect(await sendBytes(server.port, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n")).toBe("");
  });
});

describe("a server that stops", () => {
  it("tells those who have open connections, and waits for what they still do", async () => {
    const server = await serveFor([shouting]);
    const client = await connected({ port: server.port }, `${asking()}hello`);
    await client.until("HELLO");
    client.on("end", () => client.end());
    const closed = server.close();
    await client.until("stopped");
    await closed;
    expect(client.destroyed || client.readableEnded).toBe(true);
  });

  it("opens no more of them on connections that it still serves", async () => {
    const gone = new EventEmitter();
    const waits = once(gone, "client");
    const server = await serveFor([
      example(
        { ListQueues: () => waits.then(() => ({})) },
        { upgrade: (exchange, _inside, upgrade) => shout(exchange, upgrade) },
      ),
    ]);
    const client = connect(server.port);
    client.on("error", () => undefined);
    await once(client, "connect");
    const slow = callExample(server.url, "ListQueues");
    // It is there once its connection is, and its answer keeps the server from its end.
    await callExample(server.url, "DeleteQueue");
    const closed = server.close();
    client.write(asking());
    const chunks: string[] = [];
    client.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    client.on("close", () => gone.emit("client"));
    await once(client, "close");
    expect(chunks.join("")).toMatch(/^HTTP\/1\.1 503 /);
    await slow;
    await closed;
  });
});
