import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@skylab/aws";
import type { FunctionHost, FunctionVersion } from "@skylab/sandbox";
import { remoteHost } from "@skylab/sandbox/remote";
import { createLog, readServiceSettings, readSettings } from "@skylab/service";
import { afterEach, expect, it } from "vitest";
import { openHost, serveFunctions } from "./index.ts";
import { functionSettings } from "./settings.ts";

const SECRET = "secret";
const { log } = createLog("silent");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A gateway's functions whose Docker engine is at this socket, reached as Lambda does. */
async function reach(socketPath: string): Promise<FunctionHost> {
  const folder = await mkdtemp(join(tmpdir(), "functions-"));
  closing.push(() => rm(folder, { recursive: true }));
  const settings = readSettings({ SKYLAB_DATA: folder }, ["lambda"]);
  const own = readServiceSettings({}, ["lambda"], functionSettings);
  const served = await serveFunctions({
    open: () =>
      openHost({
        settings,
        own,
        secret: SECRET,
        log,
        openBlobs: () => Promise.reject(new Error("no blobs here")),
        clock: { clock: systemClock, look: () => Promise.resolve() },
        openDoor: () => Promise.reject(new Error("no doors here")),
        socketPath,
      }),
    address: { host: "127.0.0.1", port: 0 },
    secret: SECRET,
    log,
  });
  closing.push(served.close);
  const hosts = [{ service: "gateway", host: "127.0.0.1", port: served.port }];
  const host = remoteHost({ hosts, secret: SECRET, log });
  closing.push(host.close);
  return host;
}

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:f";
const version: FunctionVersion = {
  id: functionArn,
  functionArn,
  functionName: "f",
  version: "$LATEST",
  place: { account: "000000000000", region: "us-east-1" },
  runtime: "nodejs22.x",
  handler: "index.handler",
  architecture: "x86_64",
  memoryMb: 128,
  timeoutSeconds: 3,
  tmpMb: 512,
  variables: {},
  code: { kind: "zip", blob: "blob", sha256: "", size: 0 },
  layers: [],
  logging: { group: "/aws/lambda/f", format: "Text" },
  tracing: "PassThrough",
};

const invoke = (host: FunctionHost): Promise<unknown> =>
  host.invoke({
    version,
    credentials: { accessKeyId: "", secretAccessKey: "", expiresAt: 0, roleArn: "" },
    limits: { unreserved: 1 },
    requestId: "1",
    invokedArn: functionArn,
    payload: Buffer.from("{}"),
    traceId: "",
    respond: "buffered",
  });

it("without a Docker socket, a function is refused in one sentence that tells what is missing", async () => {
  const host = await reach("/no/docker.sock");
  await expect(invoke(host)).rejects.toMatchObject({
    reason: "CannotRun",
    message: "Functions cannot run: the gateway has no Docker socket at /no/docker.sock.",
  });
  // Where nothing runs, there is nothing to end.
  await host.forget(functionArn);
});

it("without an engine behind the socket, the sentence tells that it does not answer", async () => {
  const folder = await mkdtemp(join(tmpdir(), "docker-"));
  const socketPath = join(folder, "docker.sock");
  const mute = createServer((socket) => socket.destroy()).listen(socketPath);
  await once(mute, "listening");
  closing.push(async () => {
    mute.close();
    await rm(folder, { recursive: true });
  });
  await expect(invoke(await reach(socketPath))).rejects.toMatchObject({
    reason: "CannotRun",
    message: expect.stringContaining(`The Docker engine at ${socketPath} does not answer`),
  });
});
