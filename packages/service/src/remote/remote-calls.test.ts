import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { writeValues } from "../calls/call-wire.ts";
import { createLog } from "../log.ts";
import { as, describeCalls } from "../testing/contract/describe-calls.ts";
import { serveExample } from "../testing/example.ts";
import { openRemoteCalls, type RemoteCalls } from "./open-remote-calls.ts";

const SECRET = "between services";
const { log } = createLog("silent");
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Calls to an SQS whose replicas are at these addresses. */
function callsTo(addresses: readonly string[]): RemoteCalls["call"] {
  const hosts = addresses.map((address) => {
    const [host = "", port] = address.split(":");
    return { service: "sqs", host, port: Number(port) };
  });
  const { call, close } = openRemoteCalls({ hosts, secret: SECRET, log });
  closing.push(close);
  return call;
}

describeCalls("over HTTP", async (definition) => {
  const server = await serveExample([definition], { internalSecret: SECRET, auth: ENFORCE });
  closing.push(server.close);
  return { call: callsTo([`127.0.0.1:${server.port}`]), lines: server.lines };
});

const ENFORCE = { mode: "enforce", rootKey: { accessKeyId: "k", secretAccessKey: "s" } } as const;

/** A replica that does what a test wants, at a loopback address of its own: its address, and the connections to it. */
async function replica(host: string, answer: RequestListener): Promise<{ address: string; connections: () => number }> {
  let connections = 0;
  // Longer than clients keep an unused connection: a machine that stands still closes none that is just taken.
  const server = createServer({ keepAliveTimeout: 65_000 }, answer).listen(0, host);
  closing.push(() => server.close());
  await once(server, "listening");
  const bound = server.address();
  // What only looks whether the port is open sends nothing.
  server.on("connection", (socket) => socket.once("data", () => (connections += 1)));
  return {
    address: `${host}:${typeof bound === "object" && bound !== null ? bound.port : 0}`,
    connections: () => connections,
  };
}

const message = { service: "sqs", operation: "SendMessage", input: {}, as };

describe("calls to replicas", () => {
  it("go to each in its turn, over the connections that are there", async () => {
    const received: string[] = [];
    const listener =
      (host: string): RequestListener =>
      (request, response) => {
        received.push(host);
        request.resume().on("end", () => response.end(writeValues({})));
      };
    const replicas = await Promise.all(["127.0.0.2", "127.0.0.3"].map((host) => replica(host, listener(host))));
    const call = callsTo(replicas.map(({ address }) => address));
    for (let calls = 0; calls < 10; calls += 1) await call(message);
    expect(received.filter((host) => host === "127.0.0.2")).toHaveLength(5);
    expect(replicas.map(({ connections }) => connections())).toEqual([1, 1]);
  });

  it("that were sent and are not answered are not made again: they may have been done", async () => {
    let received = 0;
    const { address } = await replica("127.0.0.1", (request) => {
      received += 1;
      request.socket.destroy();
    });
    await expect(callsTo([address])(message)).rejects.toThrow();
    expect(received).toBe(1);
  });
});

describe("services that share a container", () => {
  it.each(["iam", "sts"])("are called there: %s", async (service) => {
    const paths: unknown[] = [];
    const { address } = await replica("127.0.0.1", (request, response) => {
      paths.push(request.url);
      request.resume().on("end", () => response.end(writeValues({})));
    });
    const [host = "", port] = address.split(":");
    const { call, close } = openRemoteCalls({
      hosts: [{ service: "iam", host, port: Number(port) }],
      secret: SECRET,
      log,
    });
    closing.push(close);
    await call({ service, operation: "Any", input: {}, as });
    expect(paths).toEqual([`/_skylab/call/${service}/Any`]);
  });
});
