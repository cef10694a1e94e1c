import { createHash } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { randomIds, systemClock } from "@skylab/aws";
import { newBlobId } from "@skylab/objects";
import { strToU8, type Zippable, zipSync } from "fflate";
import { onTestFinished } from "vitest";
import { openCodeStore } from "../code/index.ts";
import { removeTree } from "../code/tree.ts";
import { type HostSettings, openFunctionHost } from "../host/index.ts";
import type {
  BufferedAnswer,
  Credentials,
  FunctionHost,
  FunctionVersion,
  Invocation,
  LogEvent,
  ZipCode,
} from "../port.ts";
import type { Runner } from "../runner.ts";
import { tinyRunner } from "./tiny-runner.ts";

/** A host whose functions are folders, and what it wrote to logs. */
export type TestHost = {
  readonly host: FunctionHost;
  readonly runner: ReturnType<typeof tinyRunner>;
  /** A function of its own folder, with this code. */
  readonly functionOf: (code: string, more?: Partial<FunctionVersion>) => Promise<FunctionVersion>;
  /** The same as a zip file: `functionOf("", { code: zipOf("…") })`; or whatever files, for layers. */
  readonly zipOf: (code: string | Zippable) => ZipCode;
  readonly invoke: (version: FunctionVersion, event?: unknown, more?: Partial<Invocation>) => Promise<BufferedAnswer>;
  readonly events: readonly LogEvent[];
  readonly messages: () => string;
  readonly folder: string;
};

const HOUR_MS = 3_600_000;

export const credentials: Credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: Date.now() + HOUR_MS,
  roleArn: "arn:aws:iam::000000000000:role/test",
};

const UNRESERVED = 1000;

/** What a busy machine does late changes nothing of what a host decides. */
const PATIENT: Partial<HostSettings> = { initMs: 60_000, settleMs: 30_000 };

/** Opens a host on bare processes, which a test's end closes. */
export async function useHost(settings: Partial<HostSettings> = {}): Promise<TestHost> {
  const runner = tinyRunner();
  return { ...(await useHostOn(async () => runner, settings)), runner };
}

/** Opens a host whose sandboxes are another runner's, which has a folder; a test's end closes both. */
export async function useHostOn(
  openRunner: (folder: string) => Promise<Runner>,
  settings: Partial<HostSettings> = {},
): Promise<Omit<TestHost, "runner">> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-host-"));
  const runner = await openRunner(folder);
  const events: LogEvent[] = [];
  const zips = new Map<string, Uint8Array>();
  const host = openFunctionHost({
    runner,
    code: openCodeStore({
      blobs: { get: async (id) => Readable.from([Buffer.from(zips.get(id) ?? [])]) },
      folder: join(folder, "code"),
      maxBytes: 0,
    }),
    sink: (batch) => events.push(...batch.events),
    clock: systemClock,
    ids: randomIds,
    log: { warn: () => undefined },
    folder: join(folder, "run"),
    settings: { ...PATIENT, ...settings },
  });
  onTestFinished(async () => {
    await host.close();
    await removeTree(folder);
  });
  return {
    host,
    events,
    messages: () => events.map(({ message }) => message).join(""),
    folder,
    zipOf: (code) => {
      const bytes = zipSync(typeof code === "string" ? { "index.mjs": strToU8(code) } : code);
      const sha256 = createHash("sha256").update(bytes).digest("base64");
      const blob = newBlobId(randomIds);
      zips.set(blob, bytes);
      return { kind: "zip", blob, sha256, size: bytes.length };
    },
    functionOf: async (code, more) => {
      const version = versionOf(folder, more);
      if (version.code.kind === "folder") {
        await mkdir(version.code.path, { recursive: true });
        await writeFile(join(version.code.path, "index.mjs"), code);
      }
      return version;
    },
    invoke: invokeOn(host),
  };
}

/** Invokes functions of a host whose answers are no streams. */
export const invokeOn =
  (host: Pick<FunctionHost, "invoke">): TestHost["invoke"] =>
  async (version, event = {}, more = {}) => {
    const invoked = await host.invoke(invocationOf(version, event, more));
    if (invoked.kind !== "buffered") throw new Error("The answer is a stream.");
    return invoked;
  };

/** An invocation as Lambda would hand it over. */
export const invocationOf = (version: FunctionVersion, event: unknown, more: Partial<Invocation> = {}): Invocation => ({
  version,
  credentials,
  limits: { unreserved: UNRESERVED },
  requestId: randomIds.uuid(),
  invokedArn: version.functionArn,
  payload: Buffer.from(JSON.stringify(event)),
  traceId: "Root=1-6ac7d554-62c6be2f6c1bd8032dac9acf;Parent=854892f93105b5ae;Sampled=0",
  respond: "buffered",
  ...more,
});

/** Names are of one run: tests of other processes look for their containers on the same engine, by name. */
const run = randomIds.uuid().slice(0, 8);

let functions = 0;

function versionOf(folder: string, more: Partial<FunctionVersion> = {}): FunctionVersion {
  functions += 1;
  const functionName = more.functionName ?? `function-${run}-${functions}`;
  const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`;
  return {
    id: `${functionArn}:$LATEST:${functions}`,
    functionArn,
    functionName,
    version: "$LATEST",
    place: { account: "000000000000", region: "us-east-1" },
    runtime: "nodejs22.x",
    handler: "index.handler",
    architecture: "x86_64",
    memoryMb: 128,
    timeoutSeconds: 60,
    tmpMb: 512,
    variables: {},
    code: { kind: "folder", path: join(folder, `code-of-${functions}`) },
    layers: [],
    logging: { group: `/aws/lambda/${functionName}`, format: "Text" },
    tracing: "PassThrough",
    ...more,
  };
}
