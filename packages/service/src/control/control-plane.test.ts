import { request } from "node:http";
import { movableClock } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Router } from "express";
import { afterEach, describe, expect, it } from "vitest";
import { callExample, example, serveExample } from "../testing/example.ts";
import { isControl } from "./control-plane.ts";

const running: { close: () => Promise<void> }[] = [];
const serveFor = async (...given: Parameters<typeof serveExample>): ReturnType<typeof serveExample> => {
  const server = await serveExample(...given);
  running.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const failing = (): Promise<void> => Promise.reject(new Error("reset"));

const peek = {
  controlPaths: ["/_aws/sqs/messages"],
  control: (router: Router): void => {
    router.get("/_aws/sqs/messages", (_request, response) => void response.json({ messages: [] }));
    router.get("/_aws/sqs/queues", (_request, response) => void response.json({ queues: [] }));
  },
};

const post = (url: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

describe("health", () => {
  it("tells services, version, durability, auth mode and data", async () => {
    const { url } = await serveFor([example({})]);
    expect(await (await fetch(`${url}/_skylab/health`)).json()).toEqual({
      status: "running",
      version: "0.0.0",
      services: { sqs: "running" },
      auth: "open",
      durability: "durable",
      data: "/data",
    });
  });

  it("tells tools made for LocalStack what they wait for", async () => {
    const { url } = await serveFor([example({})]);
    expect(await (await fetch(`${url}/_localstack/health`)).json()).toEqual({
      services: { sqs: "running" },
      edition: "community",
      version: "0.0.0",
    });
    expect((await fetch(`${url}/_localstack/health`, { method: "HEAD" })).status).toBe(200);
    expect(await (await fetch(`${url}/_localstack/info`)).json()).toMatchObject({ edition: "community" });
    expect(await (await fetch(`${url}/_localstack/init`)).json()).toEqual({
      completed: { BOOT: true, START: true, READY: true, SHUTDOWN: false },
      scripts: [],
    });
    expect(await (await fetch(`${url}/_localstack/init/ready`)).json()).toEqual({ completed: true, scripts: [] });
    expect((await fetch(`${url}/_localstack/init/lunch`)).status).toBe(404);
  });

  it("stops the product when LocalStack's form asks for it, and does not pretend to restart", async () => {
    let stops = 0;
    const { url } = await serveFor([example({})], { stop: () => void stops++ });
    expect((await post(`${url}/_localstack/health`, { action: "restart" })).status).toBe(501);
    expect((await post(`${url}/_localstack/health`, { action: "dance" })).status).toBe(400);
    expect(stops).toBe(0);
    expect((await post(`${url}/_localstack/health`, { action: "kill" })).status).toBe(200);
    expect(stops).toBe(1);
  });
});

describe("the clock", () => {
  it("is set, advanced and released", async () => {
    const clock = movableClock();
    const { url } = await serveFor([example({})], { clock });
    await post(`${url}/_skylab/clock`, { set: "2030-01-01T00:00:00Z" });
    const advanced = await post(`${url}/_skylab/clock`, { advance: 90 });
    expect(await advanced.json()).toEqual({ now: "2030-01-01T00:01:30.000Z", milliseconds: 1_893_456_090_000 });
    expect(await (await fetch(`${url}/_skylab/clock`)).json()).toMatchObject({ now: "2030-01-01T00:01:30.000Z" });
    await post(`${url}/_skylab/clock`, { set: 0 });
    expect(clock.now()).toBe(0);
    await post(`${url}/_skylab/clock`, { release: true });
    expect(clock.now()).toBeGreaterThan(1_700_000_000_000);
  });

  it.each([
    [{}],
    [{ set: "soon" }],
    [{ set: 1e300 }],
    [{ advance: -1 }],
    [{ advance: "1" }],
    [{ release: false }],
    [{ set: 0, advance: 1 }],
    [[]],
  ])("does not move by %o", async (body) => {
    const clock = movableClock();
    clock.set(1000);
    const { url } = await serveFor([example({})], { clock });
    expect((await post(`${url}/_skylab/clock`, body)).status).toBe(400);
    expect(clock.now()).toBe(1000);
  });

  it("does not move by what is no JSON", async () => {
    const { url } = await serveFor([example({})]);
    expect((await fetch(`${url}/_skylab/clock`, { method: "POST", body: "{" })).status).toBe(400);
  });
});

describe("a reset", () => {
  it("forgets everything, one service, or one account", async () => {
    const resets: unknown[] = [];
    const reset = async (account: string | undefined): Promise<void> => void resets.push(account);
    const { url } = await serveFor([example({}, { reset })]);
    expect(await (await post(`${url}/_skylab/reset`)).json()).toEqual({ reset: ["sqs"] });
    await post(`${url}/_skylab/reset?service=sqs&account=111122223333`);
    await post(`${url}/_localstack/state/reset`);
    expect(resets).toEqual([undefined, "111122223333", undefined]);
  });

  it.each(["service=s3", "account=12", "acount=111122223333", "service=sqs&service=s3"])(
    "forgets nothing where it cannot be meant: %s",
    async (query) => {
      const { url } = await serveFor([example({}, { reset: failing })]);
      expect((await post(`${url}/_skylab/reset?${query}`)).status).toBe(400);
    },
  );
});

describe("metrics", () => {
  it("count and time requests by service, operation and code", async () => {
    const { url } = await serveFor([example({ ListQueues: () => Promise.resolve({}) })]);
    await callExample(url, "ListQueues");
    await callExample(url, "ListQueues");
    await callExample(url, "PurgeQueue");
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('skylab_requests_total{service="sqs",operation="ListQueues",code="OK"} 2');
    expect(text).toContain('skylab_requests_total{service="sqs",operation="PurgeQueue",code="NotImplemented"} 1');
    expect(text).toContain('skylab_request_duration_seconds_count{service="sqs",operation="ListQueues"} 2');
  });
});

describe("admin endpoints", () => {
  const tokened = { admin: { token: "s3cret", hostname: undefined } };

  it.each([
    ["a page of another site", { origin: "https://evil.test" }],
    ["a page of another port of this machine", { origin: "http://localhost:3000" }],
    ["a host name that an attacker's DNS points here", { host: "evil.test:4566" }],
    ["another site's form", { "sec-fetch-site": "cross-site" }],
  ])("do not answer %s", async (_who, headers) => {
    const { url } = await serveFor([example({})], tokened);
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${url}/_skylab/reset`, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject);
      sent.end();
    });
    expect(status).toBe(403);
  });

  it("answer whoever bears the token, whatever the host name", async () => {
    const { url } = await serveFor([example({})], tokened);
    expect((await post(`${url}/_skylab/reset`, undefined, { authorization: "Bearer s3cret" })).status).toBe(200);
    expect((await post(`${url}/_skylab/reset`, undefined, { "x-skylab-token": "s3cret" })).status).toBe(200);
  });

  it("are where they are written, in this spelling alone", async () => {
    const { url } = await serveFor([example({}, { reset: failing, ...peek })], tokened);
    const headers = { authorization: "Bearer s3cret" };
    for (const path of ["/_SKYLAB/reset", "/_skylab/Reset", "/_LOCALSTACK/state/reset", "/_aws/SQS/messages"]) {
      expect((await post(`${url}${path}`, undefined, headers)).status).toBe(404);
    }
    expect((await fetch(`${url}/_aws/SQS/messages`, { headers })).status).toBe(404);
  });

  it("of a service are mounted beside the others", async () => {
    const { url } = await serveFor([example({}, peek)]);
    expect(await (await fetch(`${url}/_aws/sqs/messages`)).json()).toEqual({ messages: [] });
    expect((await fetch(`${url}/_aws/nothing`)).status).toBe(404);
    // The gateway would not forward it.
    expect((await fetch(`${url}/_aws/sqs/queues`)).status).toBe(404);
  });
});

const get = (path: string, query = "", headers: RequestHead["headers"] = {}): RequestHead => ({
  method: "GET",
  path,
  query,
  headers,
});

describe("the control plane", () => {
  it.each([
    get("/_skylab/health"),
    get("/_skylab/reset", "service=sqs", { authorization: "Bearer s3cret" }),
    get("/_aws/sqs/messages", "QueueUrl=http://localhost/000000000000/q"),
    get("/_aws/sqs/messages", "", { authorization: "AWS4-HMAC-SHA256 Credential=…" }),
    get("/_SKYLAB/reset", "X-Amz-Signature=00", { authorization: "AWS4-HMAC-SHA256 Credential=…" }),
    get("/metrics"),
  ])("is meant by $path?$query", (head) => {
    expect(isControl(head)).toBe(true);
  });

  it.each([
    get("/metrics/key"),
    get("/metrics", "list-type=2", { authorization: "AWS4-HMAC-SHA256 Credential=…" }),
    get("/metrics", "X-Amz-Signature=00"),
    get("/bucket/_skylab/health"),
  ])("is not meant by $path?$query", (head) => {
    expect(isControl(head)).toBe(false);
  });
});
