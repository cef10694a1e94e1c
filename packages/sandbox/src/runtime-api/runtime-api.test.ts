import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RuntimeApi, openRuntimeApi } from "./index.ts";
import type { FunctionVersion } from "../port.ts";

type Answer = {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: unknown;
};
type Told = { readonly kind: string; readonly value?: unknown };

const version: FunctionVersion = {
  id: "id",
  functionArn: "arn:aws:lambda:us-east-1:111122223333:function:mine",
  functionName: "mine",
  version: "$LATEST",
  place: { account: "111122223333", region: "us-east-1" },
  runtime: "provided.al2023",
  handler: "mine.handler",
  architecture: "x86_64",
  memoryMb: 128,
  timeoutSeconds: 3,
  tmpMb: 512,
  variables: {},
  code: { kind: "folder", path: "/nowhere" },
  layers: [],
  logging: { group: "/aws/lambda/mine", format: "Text" },
  tracing: "PassThrough",
};

const event = {
  requestId: "first",
  deadlineMs: 1_800_000_000_000,
  invokedArn: `${version.functionArn}:live`,
  traceId: "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
  clientContext: '{"client":{"name":"é\n"}}',
  payload: Buffer.from('{"a":1}'),
};

let folder: string;
let api: RuntimeApi;
let told: Told[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-api-"));
  told = [];
});
afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function open(extensions: readonly string[] = [], areKnown = true): Promise<void> {
  api = await openRuntimeApi({
    socket: join(folder, "api.sock"),
    version,
    extensions: areKnown ? extensions : undefined,
    listener: {
      onReady: () => told.push({ kind: "ready" }),
      onInitError: (error) => told.push({ kind: "initError", value: { ...error, payload: error.payload.toString() } }),
      onAnswer: (answer) =>
        told.push({ kind: answer.kind, value: "payload" in answer ? answer.payload.toString() : "" }),
      onRegistered: () => undefined,
      onSubscribed: (_, types) => told.push({ kind: "subscribed", value: types }),
      onExtensionError: (errorType) => told.push({ kind: "extensionError", value: errorType }),
    },
  });
}

type Sent = { readonly headers?: Record<string, string>; readonly body?: string };

function call(method: string, path: string, { headers = {}, body = "" }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: join(folder, "api.sock"), method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: text.startsWith("{") ? JSON.parse(text) : text,
        }),
      );
    });
    sent.on("error", reject);
    // Node.js leaves a socket without a listener whose last write ends after the answer.
    sent.on("socket", (socket) => socket.on("error", () => undefined));
    sent.end(body);
  });
}

const next = (): Promise<Answer> => call("GET", "/2018-06-01/runtime/invocation/next");
const respond = (id: string, body = "1"): Promise<Answer> =>
  call("POST", `/2018-06-01/runtime/invocation/${id}/response`, { body });
const ready = (): Promise<void> => expect.poll(() => api.isWaiting()).toBe(true);

/** A runtime that has read its first event. */
async function running(): Promise<Answer> {
  const asked = next();
  await ready();
  api.invoke(event);
  return asked;
}

describe("a runtime", () => {
  it("reads events with AWS's headers, and has its answers taken", async () => {
    await open();
    const { status, headers, body } = await running();
    expect([status, body]).toEqual([200, { a: 1 }]);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": "first",
      "lambda-runtime-deadline-ms": "1800000000000",
      "lambda-runtime-invoked-function-arn": event.invokedArn,
      "lambda-runtime-trace-id": event.traceId,
    });
    expect(JSON.parse(String(headers["lambda-runtime-client-context"]))).toEqual({ client: { name: "é " } });
    expect(await respond("first", '{"done":true}')).toMatchObject({ status: 202, body: { status: "OK" } });
    expect(told).toEqual([{ kind: "ready" }, { kind: "payload", value: '{"done":true}' }]);
  });

  it("cannot answer another request than its own, nor its own twice", async () => {
    await open();
    await running();
    expect(await respond("another")).toMatchObject({
      status: 400,
      body: { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" },
    });
    await respond("first");
    expect(await respond("first")).toMatchObject({
      status: 403,
      body: {
        errorMessage:
          "State transition from ResponseSent to InvocationResponse failed for runtime. Error: State transition is not allowed",
        errorType: "InvalidStateTransition",
      },
    });
    expect(told.filter(({ kind }) => kind === "payload")).toHaveLength(1);
  });

  it("cannot ask for an event before it has answered the last", async () => {
    await open();
    await running();
    expect(await next()).toMatchObject({ status: 403, body: { errorType: "InvalidStateTransition" } });
  });

  it("has an error's type taken where AWS knows such types", async () => {
    await open();
    await running();
    const headers = { "Lambda-Runtime-Function-Error-Type": "my own" };
    const answer = await call("POST", "/2018-06-01/runtime/invocation/first/error", {
      headers,
      body: '{"errorType":"E"}',
    });
    expect(answer).toMatchObject({ status: 202 });
    expect(told.at(-1)).toEqual({ kind: "error", value: '{"errorType":"E"}' });
  });

  it("is told of a response that is too large", async () => {
    await open();
    await running();
    expect(await respond("first", "x".repeat(6_291_557))).toMatchObject({
      status: 413,
      body: {
        errorMessage: "Exceeded maximum allowed payload size (6291556 bytes).",
        errorType: "RequestEntityTooLarge",
      },
    });
    expect(told.at(-1)).toMatchObject({
      kind: "error",
      value: expect.stringContaining("Function.ResponseSizeTooLarge"),
    });
  });

  it("is told of a way to respond that there is none of", async () => {
    await open();
    await running();
    const headers = { "Lambda-Runtime-Function-Response-Mode": "buffering" };
    expect(await call("POST", "/2018-06-01/runtime/invocation/first/response", { headers })).toMatchObject({
      status: 400,
      body: { errorMessage: "Invalid function response mode", errorType: "InvalidFunctionResponseMode" },
    });
  });

  it("tells once that it cannot be initialised", async () => {
    await open();
    const headers = { "Lambda-Runtime-Function-Error-Type": "Runtime.NoSuchHandler" };
    const fail = (): Promise<Answer> =>
      call("POST", "/2018-06-01/runtime/init/error", { headers, body: '{"errorType":"x"}' });
    expect(await fail()).toMatchObject({ status: 202 });
    expect(await fail()).toMatchObject({ status: 403 });
    expect(told).toEqual([
      { kind: "initError", value: { kind: "error", errorType: "Runtime.NoSuchHandler", payload: '{"errorType":"x"}' } },
    ]);
  });

  it("is answered a ping, and that other things are not there", async () => {
    await open();
    expect(await call("GET", "/2018-06-01/ping")).toMatchObject({ status: 200, body: "pong" });
    expect(await call("GET", "/2018-06-01/runtime/restore/next")).toMatchObject({ status: 404 });
  });

  it("may write what is no HTTP without harm", async () => {
    await open();
    await expect(call("GET", "/2018-06-01/ping", { headers: { "x-long": "x".repeat(100_000) } })).rejects.toThrow();
    expect(await call("GET", "/2018-06-01/ping")).toMatchObject({ status: 200 });
  });
});

const REGISTER = "/2020-01-01/extension/register";
const register = (name: string, events: readonly string[], more: Record<string, string> = {}): Promise<Answer> =>
  call("POST", REGISTER, { headers: { "Lambda-Extension-Name": name, ...more }, body: JSON.stringify({ events }) });

function nextEvent({ headers }: Answer): Promise<Answer> {
  const id = String(headers["lambda-extension-identifier"]);
  return call("GET", "/2020-01-01/extension/event/next", { headers: { "Lambda-Extension-Identifier": id } });
}

const ask = async (headers: Record<string, string>): Promise<unknown> =>
  (await call("GET", "/2020-01-01/extension/event/next", { headers })).body;

describe("an extension", () => {
  it("registers, and is told of invocations and of the end", async () => {
    await open(["watcher"]);
    const registered = await register("watcher", ["INVOKE", "SHUTDOWN"], {
      "Lambda-Extension-Accept-Feature": "accountId",
    });
    expect(registered).toMatchObject({
      status: 200,
      body: { functionName: "mine", functionVersion: "$LATEST", handler: "mine.handler", accountId: "111122223333" },
    });
    const asked = nextEvent(registered);
    await running();
    expect((await asked).body).toEqual({
      eventType: "INVOKE",
      deadlineMs: event.deadlineMs,
      requestId: "first",
      invokedFunctionArn: event.invokedArn,
      tracing: { type: "X-Amzn-Trace-Id", value: event.traceId },
    });
    expect(api.wantsShutdown()).toBe(true);
    const last = nextEvent(registered);
    await respond("first");
    const idle = next().catch(() => undefined);
    await ready();
    api.shutdown("SPINDOWN", 5);
    expect((await last).body).toEqual({ eventType: "SHUTDOWN", shutdownReason: "SPINDOWN", deadlineMs: 5 });
    await api.close();
    await idle;
  });

  it("is waited for before the first invocation", async () => {
    await open(["watcher"]);
    const registered = await register("watcher", []);
    const idle = next().catch(() => undefined);
    await expect.poll(async () => (await register("late", [])).status).toBe(403);
    expect(api.isWaiting()).toBe(false);
    const asked = nextEvent(registered).catch(() => undefined);
    await ready();
    await api.close();
    await Promise.all([idle, asked]);
  });

  it.each([
    ["without a name", () => call("POST", REGISTER, { body: "{}" }), "Extension.InvalidExtensionName"],
    [
      "with what is no JSON",
      () => call("POST", REGISTER, { headers: { "Lambda-Extension-Name": "a" }, body: "[" }),
      "InvalidRequestFormat",
    ],
    ["for what there is not", () => register("a", ["SLEEP"]), "Extension.InvalidEventType"],
    ["for the end from within the runtime", () => register("a", ["SHUTDOWN"]), "Extension.InvalidEventType"],
  ])("that registers %s is refused", async (_, fail, errorType) => {
    await open();
    expect(await fail()).toMatchObject({ status: 403, body: { errorType } });
  });

  it("of an image, whose files nobody knows, may want to be told of the end", async () => {
    await open([], false);
    expect((await register("watcher", ["SHUTDOWN"])).status).toBe(200);
    expect(api.wantsShutdown()).toBe(true);
  });

  it("that nobody knows is refused", async () => {
    await open();
    expect(await ask({})).toMatchObject({ errorType: "Extension.MissingExtensionIdentifier" });
    expect(await ask({ "Lambda-Extension-Identifier": "me" })).toMatchObject({
      errorType: "Extension.InvalidExtensionIdentifier",
    });
    const id = "11111111-2222-4333-8444-555555555555";
    expect(await ask({ "Lambda-Extension-Identifier": id })).toEqual({
      errorMessage: `Unknown extension ${id}`,
      errorType: "Extension.UnknownExtensionIdentifier",
    });
  });

  it("tells that it gives up", async () => {
    await open();
    const { headers } = await register("a", []);
    const id = String(headers["lambda-extension-identifier"]);
    const path = "/2020-01-01/extension/exit/error";
    expect(await call("POST", path, { headers: { "Lambda-Extension-Identifier": id } })).toMatchObject({ status: 403 });
    const why = { "Lambda-Extension-Identifier": id, "Lambda-Extension-Function-Error-Type": "Extension.Broken" };
    expect(await call("POST", path, { headers: why })).toMatchObject({ status: 202 });
    expect(told).toEqual([{ kind: "extensionError", value: "Extension.Broken" }]);
  });

  it("is told that the old API of logs is not there", async () => {
    await open();
    expect(await call("PUT", "/2020-08-15/logs")).toMatchObject({
      status: 202,
      body: { errorMessage: "Logs API is not supported", errorType: "Logs.NotSupported" },
    });
  });
});
