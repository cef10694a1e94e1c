import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { INSIDE_FOLDER } from "../process/layout.ts";
import { type RuntimeApi, openRuntimeApi } from "./index.ts";
import type { FunctionVersion } from "../port.ts";

/** What the init does in a sandbox, compiled as it is there. */
const { relayTelemetry } = createRequire(import.meta.url)(join(INSIDE_FOLDER, "relay-telemetry.cjs")) as {
  readonly relayTelemetry: (socketPath: string) => void;
}; // as: src/inside/relay-telemetry.cts exports it.

type Answer = { readonly status: number | undefined; readonly id: string; readonly text: string };

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

let folder: string;
let api: RuntimeApi;
let subscribed: (readonly string[])[];
let received: string[];
let extension: string;
let listener: Server;

/** An environment with one extension, which listens as those in sandboxes do. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-telemetry-"));
  subscribed = [];
  received = [];
  listener = createServer(async (asked, answer) => {
    received.push(`${asked.url} ${await text(asked)}`);
    answer.end();
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  api = await openRuntimeApi({
    socket: join(folder, "api.sock"),
    version,
    extensions: ["watcher"],
    listener: {
      onReady: () => undefined,
      onInitError: () => undefined,
      onAnswer: () => undefined,
      onExtensionError: () => undefined,
      onRegistered: () => undefined,
      onSubscribed: (_, types) => subscribed.push(types),
    },
  });
  const named = { "Lambda-Extension-Name": "watcher" };
  extension = (await call("/2020-01-01/extension/register", { method: "POST", headers: named, body: { events: [] } }))
    .id;
});
afterEach(async () => {
  await api.close();
  listener.close();
  await rm(folder, { recursive: true });
});

type Sent = { readonly method: string; readonly headers: Record<string, string>; readonly body: object };

async function call(path: string, { body, ...options }: Sent): Promise<Answer> {
  const sent = request({ socketPath: join(folder, "api.sock"), path, ...options }).end(JSON.stringify(body));
  const [answer] = await once(sent, "response");
  return { status: answer.statusCode, id: answer.headers["lambda-extension-identifier"], text: await text(answer) };
}

const subscribe = (body: object): Promise<Answer> =>
  call("/2022-07-01/telemetry", { method: "PUT", headers: { "Lambda-Extension-Identifier": extension }, body });

/** What the API says when the init has told that it is there. */
async function answerTo(body: object): Promise<number | undefined> {
  relayTelemetry(join(folder, "api.sock"));
  await expect.poll(async () => (await subscribe(body)).status).not.toBe(202);
  return (await subscribe(body)).status;
}

const port = (): string => {
  const address = listener.address();
  return typeof address === "object" && address !== null ? String(address.port) : "";
};

const wanted = (types: readonly string[], more: object = {}): object => ({
  schemaVersion: "2022-12-13",
  destination: { protocol: "HTTP", URI: `http://sandbox.localdomain:${port()}/telemetry` },
  types,
  buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
  ...more,
});

/** Of events, in whatever batches they came. */
const typesReceived = (): readonly string[] =>
  received.flatMap((batch) => {
    expect(batch).toMatch(/^\/telemetry \[/);
    const events: readonly { readonly type: string }[] = JSON.parse(batch.replace("/telemetry ", ""));
    return events.map(({ type }) => type);
  });

it("what extensions have subscribed to is brought to them, that from before their subscription, too", async () => {
  api.publish("platform", '{"type":"platform.initStart"}');
  relayTelemetry(join(folder, "api.sock"));
  await expect.poll(async () => (await subscribe(wanted(["platform", "function"]))).status).toBe(200);
  expect(subscribed).toEqual([["platform", "function"]]);
  api.publish("function", '{"type":"function"}');
  api.publish("extension", '{"type":"extension"}');
  await expect.poll(typesReceived).toEqual(["platform.initStart", "function"]);
  api.publish("platform", '{"type":"platform.report"}');
  await expect.poll(typesReceived).toEqual(["platform.initStart", "function", "platform.report"]);
});

it("what is full is handed on before its time", async () => {
  const slowly = { buffering: { timeoutMs: 30_000, maxItems: 1000 } };
  expect(await answerTo(wanted(["function"], slowly))).toBe(200);
  for (let count = 0; count < 1001; count += 1) api.publish("function", "1");
  await expect.poll(() => received).toEqual([`/telemetry [${Array.from({ length: 1000 }, () => "1").join(",")}]`]);
});

it("a subscription to somewhere else, or of what there is not, is refused", async () => {
  const elsewhere = { destination: { protocol: "HTTP", URI: "http://127.0.0.1:1/" } };
  expect(await answerTo(wanted(["function"], elsewhere))).toBe(400);
  expect((await subscribe(wanted(["everything"]))).status).toBe(400);
  expect((await subscribe(wanted(["function"], { buffering: { timeoutMs: 1 } }))).status).toBe(400);
  expect(subscribed).toEqual([]);
});

it("a subscription is answered as AWS's own emulator does where nobody brings anything to extensions", async () => {
  expect(await subscribe(wanted(["function"]))).toMatchObject({
    status: 202,
    text: expect.stringContaining("Telemetry.NotSupported"),
  });
});
