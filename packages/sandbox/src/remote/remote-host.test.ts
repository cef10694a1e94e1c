import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { createLog } from "@skylab/service";
import { afterEach, describe, expect, it } from "vitest";
import { type FunctionHost, HostRefusal, type Invocation, type InvocationEnd, type Invoked } from "../port.ts";
import { hostRoutes } from "./host-routes.ts";
import { remoteHost } from "./remote-host.ts";

const SECRET = "between services";
const { log } = createLog("silent");
const END: InvocationEnd = { logTail: "bG9n", durationMs: 1.5, billedMs: 2 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** What a host does in a test; it has no functions. */
type Scripted = Partial<FunctionHost>;

const nothing: Omit<FunctionHost, "close"> = {
  invoke: () => Promise.reject(new Error("not asked for")),
  provision: () => Promise.resolve(),
  provisioned: () => Promise.resolve({ ready: 0 }),
  forget: () => Promise.resolve(),
  level: () => "plain",
};

/** A server that answers so, at a free port as a rule; `kill` breaks all that is on its way. */
async function listen(answer: RequestListener, at = 0): Promise<{ readonly port: number; readonly kill: () => void }> {
  const server = createServer(answer).listen(at, "127.0.0.1");
  await once(server, "listening");
  const kill = (): void => {
    server.close();
    server.closeAllConnections();
  };
  closing.push(async () => kill());
  const { port } = server.address() as AddressInfo; // as: a server that listens on TCP has one.
  return { port, kill };
}

/** The way to a host that does what the test says. */
async function reach(
  scripted: Scripted,
  secret = SECRET,
): Promise<{ readonly host: FunctionHost; readonly kill: () => void; readonly port: number }> {
  const { port, kill } = await listen(hostRoutes({ host: { ...nothing, ...scripted }, secret: SECRET, log }));
  const host = remoteHost({ hosts: [{ service: "gateway", host: "127.0.0.1", port }], secret, log });
  closing.push(host.close);
  return { host, kill, port };
}

const invocation = (more: Partial<Invocation> = {}): Invocation => ({
  version: {
    id: "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST:1",
    functionArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
    functionName: "f",
    version: "$LATEST",
    place: { account: "000000000000", region: "us-east-1" },
    runtime: "nodejs22.x",
    handler: "index.handler",
    architecture: "x86_64",
    memoryMb: 128,
    timeoutSeconds: 3,
    tmpMb: 512,
    variables: { STAGE: "prüfung" },
    code: { kind: "folder", path: "/code" },
    layers: [],
    logging: { group: "/aws/lambda/f", format: "Text" },
    tracing: "PassThrough",
  },
  credentials: { accessKeyId: "ASIA", secretAccessKey: "secret", expiresAt: 1, roleArn: "arn:aws:iam::0:role/r" },
  limits: { reserved: 3, unreserved: 1000 },
  requestId: randomUUID(),
  invokedArn: "arn:aws:lambda:us-east-1:000000000000:function:f:live",
  payload: Buffer.from('{"a":1}'),
  clientContext: "{}",
  traceId: "Root=1-0-0;Sampled=0",
  respond: "buffered",
  ...more,
});

const buffered = (payload: Uint8Array, end = END): Invoked => ({ kind: "buffered", payload, end });

const streamed = (body: Readable, end: Promise<InvocationEnd> = Promise.resolve(END)): Invoked => ({
  kind: "streamed",
  contentType: "text/plain",
  body,
  end,
});

describe("an invocation", () => {
  it("arrives as it was sent, and its answer comes back as the host gave it", async () => {
    const seen: Invocation[] = [];
    const end: InvocationEnd = { ...END, functionError: "Unhandled" };
    const { host } = await reach({
      invoke: async (received) => {
        seen.push(received);
        return buffered(received.payload, end);
      },
    });
    const sent = invocation();
    expect(await host.invoke(sent)).toEqual(buffered(sent.payload, end));
    const [{ signal: _, ...received } = invocation()] = seen;
    expect(received).toEqual(sent);
  });

  it("has a payload of six megabytes, or none", async () => {
    const { host } = await reach({ invoke: async ({ payload }) => buffered(payload) });
    const large = randomBytes(6 * 1024 * 1024);
    const answers = await Promise.all([large, Buffer.alloc(0)].map((payload) => host.invoke(invocation({ payload }))));
    const hashes = answers.map((answer) => answer.kind === "buffered" && hash(answer.payload));
    expect(hashes).toEqual([hash(large), hash(Buffer.alloc(0))]);
  });

  it("that is refused is refused by the same reason", async () => {
    const refusal = new HostRefusal("ReservedFunctionConcurrentInvocationLimitExceeded", "Rate Exceeded.");
    const { host } = await reach({ invoke: () => Promise.reject(refusal) });
    const refused = host.invoke(invocation());
    await expect(refused).rejects.toBeInstanceOf(HostRefusal);
    await expect(refused).rejects.toMatchObject({ reason: refusal.reason, message: refusal.message });
  });

  it("upon which the host has a bug is Unavailable, and tells nothing of it", async () => {
    const { host } = await reach({ invoke: () => Promise.reject(new Error("a bug")) });
    const refused = host.invoke(invocation());
    await expect(refused).rejects.toMatchObject({ reason: "Unavailable" });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("bug") });
  });

  it("is told to the host as left by its caller where it is", async () => {
    const left = new Later<void>();
    const arrived = new Later<void>();
    const { host } = await reach({
      invoke: (received) => {
        received.signal?.addEventListener("abort", () => left.resolve());
        arrived.resolve();
        return new Promise(() => undefined);
      },
    });
    const caller = new AbortController();
    const invoked = host.invoke(invocation({ signal: caller.signal }));
    invoked.catch(() => undefined);
    await arrived.promise;
    caller.abort();
    await left.promise;
    await expect(invoked).rejects.toMatchObject({ reason: "Unavailable" });
  });

  it("finds a host that comes back", async () => {
    const first = await reach({ invoke: async () => buffered(Buffer.from("1")) });
    await first.host.invoke(invocation());
    first.kill();
    const again = hostRoutes({
      host: { ...nothing, invoke: async () => buffered(Buffer.from("2")) },
      secret: SECRET,
      log,
    });
    const invoked = first.host.invoke(invocation());
    await listen(again, first.port);
    expect(await invoked).toMatchObject({ payload: Buffer.from("2") });
  });
});

describe("a streamed answer", () => {
  it("comes as the function writes it", async () => {
    const written = new Readable({ read: () => undefined });
    const ended = new Later<InvocationEnd>();
    const { host } = await reach({ invoke: async () => streamed(written, ended.promise) });
    const answer = await host.invoke(invocation({ respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    expect(answer.contentType).toBe("text/plain");
    const parts = answer.body[Symbol.asyncIterator]();
    for (const part of ["one", "two"]) {
      written.push(part);
      expect(String((await parts.next()).value)).toBe(part);
    }
    written.push(null);
    ended.resolve({ ...END, errorType: "Runtime.BadFunctionCode" });
    expect(await parts.next()).toMatchObject({ done: true });
    expect(await answer.end).toEqual({ ...END, errorType: "Runtime.BadFunctionCode" });
  });

  it("is held back where its caller does not read", async () => {
    const piece = Buffer.alloc(64 * 1024);
    let pieces = 0;
    const endless = new Readable({
      read() {
        pieces += 1;
        this.push(pieces > 2000 ? null : piece);
      },
    });
    const { host } = await reach({ invoke: async () => streamed(endless) });
    const answer = await host.invoke(invocation({ respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    // It stands still: no piece more is asked for while the loop turns many times.
    let before = -1;
    const isStanding = (): boolean => {
      const standing = before === pieces && pieces > 0;
      before = pieces;
      return standing;
    };
    await expect.poll(isStanding, { interval: 50 }).toBe(true);
    expect(pieces).toBeLessThan(1000);
    let size = 0;
    for await (const chunk of answer.body) size += Buffer.from(chunk).length;
    expect(size).toBe(2000 * piece.length);
  });

  it("whose caller leaves is given up by the host", async () => {
    const endless = new Readable({ read: () => undefined });
    endless.push("begun");
    const { host } = await reach({ invoke: async () => streamed(endless, new Promise(() => undefined)) });
    const answer = await host.invoke(invocation({ respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    const closed = once(endless, "close");
    await once(answer.body, "readable");
    answer.body.destroy();
    await closed;
    expect(await answer.end).toMatchObject({ errorType: expect.any(String) });
  });

  it("that the function breaks off ends, and its end tells of it", async () => {
    const broken = new Readable({ read: () => undefined });
    const end = { ...END, functionError: "Unhandled", errorType: "Runtime.ExitError" } as const;
    const { host } = await reach({ invoke: async () => streamed(broken, Promise.resolve(end)) });
    const answer = await host.invoke(invocation({ respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    broken.push("half");
    const parts = answer.body[Symbol.asyncIterator]();
    expect(String((await parts.next()).value)).toBe("half");
    broken.destroy(new Error("gone"));
    expect(await parts.next()).toMatchObject({ done: true });
    expect(await answer.end).toEqual(end);
  });
});

describe("a host that goes away", () => {
  it("in the middle of an invocation is Unavailable", async () => {
    const arrived = new Later<void>();
    const { host, kill } = await reach({
      invoke: () => {
        arrived.resolve();
        return new Promise(() => undefined);
      },
    });
    const invoked = host.invoke(invocation());
    invoked.catch(() => undefined);
    await arrived.promise;
    kill();
    await expect(invoked).rejects.toBeInstanceOf(HostRefusal);
    await expect(invoked).rejects.toMatchObject({ reason: "Unavailable" });
  });

  it("in the middle of a streamed answer breaks it off, and its end tells of it", async () => {
    const written = new Readable({ read: () => undefined });
    written.push("half");
    const { host, kill } = await reach({ invoke: async () => streamed(written, new Promise(() => undefined)) });
    const answer = await host.invoke(invocation({ respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    const whole = text(answer.body);
    whole.catch(() => undefined);
    await sleep(0);
    kill();
    await expect(whole).rejects.toMatchObject({ reason: "Unavailable" });
    expect(await answer.end).toMatchObject({ functionError: "Unhandled", errorType: "Runtime.ExitError" });
  });

  it("or was never there, is Unavailable at once", async () => {
    const { host, kill } = await reach({});
    kill();
    await expect(host.invoke(invocation())).rejects.toMatchObject({ reason: "Unavailable" });
  });
});

it("asks for provisioned environments, and lets those of a function go", async () => {
  const asked: unknown[] = [];
  const { host } = await reach({
    provision: async (...all) => void asked.push(all),
    provisioned: async (id) => ({ ready: id.length, failure: "none" }),
    forget: async (arn) => void asked.push(arn),
  });
  const { version, credentials } = invocation();
  await host.provision(version, credentials, 3);
  await host.forget(version.functionArn);
  expect(asked).toEqual([[version, credentials, 3], version.functionArn]);
  expect(await host.provisioned("abc")).toEqual({ ready: 3, failure: "none" });
});

it("asks nothing of a host with another secret", async () => {
  const { host } = await reach({ invoke: async () => buffered(Buffer.from("reached")) }, "another");
  await expect(host.invoke(invocation())).rejects.toMatchObject({
    reason: "CannotRun",
    message: expect.stringContaining("SKYLAB_INTERNAL_SECRET"),
  });
});

it.each(["/_skylab/host/invoke", "/", "/_skylab/host/forget"])(
  "answers 403 at %s to who proves nothing",
  async (path) => {
    const { port } = await reach({});
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(403);
  },
);

/** A promise that a test resolves. */
class Later<Value> {
  resolve: (value: Value) => void = () => undefined;
  readonly promise = new Promise<Value>((settle) => (this.resolve = settle));
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
