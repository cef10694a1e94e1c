import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gatewayProof } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { DIGEST, largeSource, MAX_GROWTH_BYTES } from "./testing/large-source.ts";
import { callSqs, type Rig, SECRET, useRigs } from "./testing/rig.ts";
import type { Upstream } from "./testing/upstream.ts";

const startRig = useRigs();

const HEAD = [
  "GET /socket?a=1&a=%20 HTTP/1.1",
  "HOST: sqs.us-east-1.localhost:4566",
  "Connection: keep-alive, Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "X-Skylab-Token: t",
  "",
  "",
].join("\r\n");

type Taken = { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };

/** Has a replica upgrade whatever asks it to; resolves to the first that does. */
function taking({ server }: Upstream): Promise<Taken> {
  return new Promise((resolve) => {
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => undefined);
      socket.on("end", () => socket.end());
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Odd: 1\r\n\r\nready",
      );
      resolve({ request, socket, head });
    });
  });
}

const closes = async (socket: Duplex): Promise<void> => {
  if (!socket.destroyed) await new Promise((resolve) => void socket.once("close", resolve));
};

/** What a connection brings, up to a text. */
async function until(socket: Duplex, text: string): Promise<string> {
  let seen = "";
  while (!seen.includes(text)) seen += String((await once(socket, "data"))[0]);
  return seen;
}

async function ask(rig: Rig, bytes = HEAD): Promise<Socket> {
  const client = connect(rig.port, "127.0.0.1");
  client.on("error", () => undefined);
  await once(client, "connect");
  client.write(bytes);
  return client;
}

const replica = (rig: Rig, index = 0): Upstream => {
  const upstream = rig.upstreams[index];
  if (upstream === undefined) throw new Error(`There is no replica ${index}.`);
  return upstream;
};

/** A client and a replica that have a WebSocket. */
async function opened(rig: Rig): Promise<{ readonly client: Socket; readonly taken: Taken }> {
  const takes = taking(replica(rig));
  const client = await ask(rig);
  await until(client, "ready");
  return { client, taken: await takes };
}

const answerSqs = (_request: unknown, response: { end: (body: string) => unknown }): unknown => response.end("{}");

describe("a request for a WebSocket", () => {
  it("reaches a replica as it came, with the gateway's proof, and its answer comes back as it is", async () => {
    const rig = await startRig([answerSqs]);
    const takes = taking(replica(rig));
    const client = await ask(rig, `${HEAD}first`);
    const answer = await until(client, "ready");
    expect(answer).toBe(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Odd: 1\r\n\r\nready",
    );
    const { request, socket, head } = await takes;
    expect(request.url).toBe("/socket?a=1&a=%20");
    expect(request.rawHeaders.slice(0, 2)).toEqual(["HOST", "sqs.us-east-1.localhost:4566"]);
    expect(request.headers).toMatchObject({ upgrade: "websocket", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" });
    expect(request.headers).not.toHaveProperty("x-skylab-token");
    expect(gatewayProof(SECRET).read(request.headers)).toBe("127.0.0.1");
    expect(head.toString() || (await until(socket, "first"))).toBe("first");
    client.destroy();
  });

  it("gets the answer of a replica that refuses it, and is closed", async () => {
    const rig = await startRig([answerSqs]);
    replica(rig).server.on("upgrade", (_request, socket) => {
      socket.end("HTTP/1.1 403 Forbidden\r\nX-Amzn-ErrorType: ForbiddenException\r\nContent-Length: 2\r\n\r\nno");
    });
    const client = await ask(rig);
    const answer = await until(client, "\r\n\r\nno");
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\nX-Amzn-ErrorType: ForbiddenException\r\n/);
    await closes(client);
  });

  it("goes to another replica where the first is dead, and is refused where none is", async () => {
    const rig = await startRig([answerSqs, answerSqs]);
    const takes = taking(replica(rig, 1));
    await replica(rig, 0).kill();
    // Each in turn is asked first.
    for (let asked = 0; asked < rig.upstreams.length; asked += 1) {
      const client = await ask(rig);
      await until(client, "ready");
      client.destroy();
    }
    await takes;
    const none = await startRig([]);
    const refused = await ask(none);
    expect(await until(refused, "ServiceUnavailable")).toMatch(/^HTTP\/1\.1 503 /);
    await closes(refused);
  });

  it("that a replica takes and leaves without an answer is a failure", async () => {
    const rig = await startRig([answerSqs]);
    replica(rig).server.on("upgrade", (_request, socket) => socket.destroy());
    const client = await ask(rig);
    expect(await until(client, "InternalFailure")).toMatch(/^HTTP\/1\.1 500 /);
    await closes(client);
  });
});

describe("an open WebSocket", () => {
  it("carries bytes both ways, and keeps no other request from a replica", async () => {
    const rig = await startRig([answerSqs]);
    const { client, taken } = await opened(rig);
    client.write("to the replica");
    await until(taken.socket, "to the replica");
    taken.socket.write("to the client");
    await until(client, "to the client");
    expect((await callSqs(rig.url)).status).toBe(200);
    client.destroy();
    await closes(taken.socket);
  });

  it("ends with the client's end, and with the replica's, after all that was on its way", async () => {
    const rig = await startRig([answerSqs]);
    const first = await opened(rig);
    first.client.end("the last");
    await until(first.taken.socket, "the last");
    await Promise.all([closes(first.client), closes(first.taken.socket)]);

    const second = await opened(rig);
    second.taken.socket.end("the last");
    await until(second.client, "the last");
    await Promise.all([closes(second.client), closes(second.taken.socket)]);
  });

  it("breaks with its replica, and the gateway goes on", async () => {
    const rig = await startRig([answerSqs]);
    const { client } = await opened(rig);
    await replica(rig).kill();
    await closes(client);
    expect((await fetch(`${rig.url}/_skylab/health`)).status).toBeGreaterThanOrEqual(200);
  });

  it("flows as fast as its client reads, without being held", async () => {
    const rig = await startRig([answerSqs]);
    const { client, taken } = await opened(rig);
    client.pause();
    const { stream, growth, stalled } = largeSource();
    const sent = pipeline(stream, taken.socket);
    await stalled();
    const hash = createHash("sha256");
    await Promise.all([pipeline(client, hash), sent]);
    expect(hash.digest("hex")).toBe(DIGEST);
    expect(growth()).toBeLessThan(MAX_GROWTH_BYTES);
  });

  it("is cut where the gateway stops", async () => {
    const rig = await startRig([answerSqs]);
    const { client, taken } = await opened(rig);
    await rig.stop();
    await Promise.all([closes(client), closes(taken.socket)]);
  });
});
