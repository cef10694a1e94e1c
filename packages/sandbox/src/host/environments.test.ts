import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HostRefusal } from "../port.ts";
import { credentials, invocationOf, type TestHost, useHost } from "../testing/use-host.ts";

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());

const COUNT = "let calls = 0; export const handler = async () => { calls += 1; return { pid: process.pid, calls }; };";
/** They end within the minute in which nobody begins with them. */
const ENDING = { ...credentials, accessKeyId: "ENDING", expiresAt: Date.now() + 1000 };
const keysOf = ({ started }: TestHost["runner"]): readonly (string | undefined)[] =>
  started.map(({ variables }) => variables["AWS_ACCESS_KEY_ID"]);
/** Answers when the file exists that its event names. */
const WAIT = `
  import { existsSync } from "node:fs";
  export const handler = async ({ until }) => {
    while (!existsSync(until)) await new Promise((done) => setTimeout(done, 10));
    return process.pid;
  };`;

describe("environments", () => {
  it("are used again, by one invocation at a time", async () => {
    const { functionOf, invoke, runner } = await useHost();
    const version = await functionOf(COUNT);
    const first = jsonOf((await invoke(version)).payload);
    const second = jsonOf((await invoke(version)).payload);
    expect([first, second]).toMatchObject([{ calls: 1 }, { calls: 2 }]);
    const together = await Promise.all([invoke(version), invoke(version), invoke(version)]);
    expect(together).toHaveLength(3);
    expect(runner.started.length).toBeLessThanOrEqual(3);
  });

  it("are started for invocations that come while others run", async () => {
    const { functionOf, invoke, folder, messages } = await useHost();
    const version = await functionOf(WAIT);
    const until = join(folder, "go");
    const running = [1, 2, 3].map(() => invoke(version, { until }));
    await expect.poll(() => messages().match(/START RequestId/g)).toHaveLength(3);
    await writeFile(until, "");
    const pids = (await Promise.all(running)).map(({ payload }) => jsonOf(payload));
    expect(new Set(pids).size).toBe(3);
  });

  it("belong to one version each", async () => {
    const { functionOf, invoke, runner } = await useHost();
    const one = await functionOf(COUNT);
    const other = await functionOf(COUNT);
    await invoke(one);
    expect(jsonOf((await invoke(other)).payload)).toMatchObject({ calls: 1 });
    expect(runner.started.map(({ version }) => version.id)).toEqual([one.id, other.id]);
  });

  it("of what $LATEST was before end, and those of published versions stay", async () => {
    const { functionOf, invoke, runner } = await useHost();
    const latest = await functionOf(COUNT, { functionName: "twice" });
    const published = { ...latest, id: "published", version: "1" };
    const [before] = [await invoke(latest), await invoke(published)];
    const { pid } = jsonOf(before.payload) as { pid: number }; // as: so COUNT answers.
    expect(jsonOf((await invoke({ ...latest, id: "another revision" })).payload)).toMatchObject({ calls: 1 });
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(jsonOf((await invoke(published)).payload)).toMatchObject({ calls: 2 });
    expect(runner.started).toHaveLength(3);
  });

  it("run on changed code after a file of its folder was written", async () => {
    const { functionOf, invoke } = await useHost();
    const version = await functionOf("export const handler = async () => 1;");
    expect(jsonOf((await invoke(version)).payload)).toBe(1);
    await functionOf("export const handler = async () => 22;", { code: version.code });
    expect(jsonOf((await invoke(version)).payload)).toBe(22);
  });

  it("end when nobody has needed them for so long", async () => {
    const { functionOf, invoke } = await useHost({ keepAliveMs: 20 });
    const { pid } = jsonOf((await invoke(await functionOf(COUNT))).payload) as { pid: number }; // as: so COUNT answers.
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it("end before their credentials do, where an invocation brings newer ones", async () => {
    const { functionOf, invoke, runner } = await useHost();
    const version = await functionOf(COUNT);
    await invoke(version, {}, { credentials: ENDING });
    expect(jsonOf((await invoke(version, {}, { credentials: ENDING })).payload)).toMatchObject({ calls: 2 });
    expect(jsonOf((await invoke(version)).payload)).toMatchObject({ calls: 1 });
    expect(keysOf(runner)).toEqual(["ENDING", "ASIAEXAMPLE"]);
  });

  it("are not given on to whoever waits with newer credentials when their own end", async () => {
    const { functionOf, invoke, folder, messages, runner } = await useHost({ maxEnvironments: 1 });
    const version = await functionOf(WAIT);
    const until = join(folder, "go");
    const running = invoke(version, { until }, { credentials: ENDING });
    await expect.poll(messages).toContain("START RequestId");
    const waiting = invoke(version, { until });
    await writeFile(until, "");
    await Promise.all([running, waiting]);
    expect(keysOf(runner)).toEqual(["ENDING", "ASIAEXAMPLE"]);
  });

  it("that come up with credentials that end are started anew where newer ones are known", async () => {
    const { functionOf, invoke, folder, host, runner } = await useHost();
    const until = join(folder, "go");
    const version = await functionOf(`
      import { existsSync } from "node:fs";
      while (!existsSync(${JSON.stringify(until)})) await new Promise((done) => setTimeout(done, 10));
      export const handler = async () => 1;`);
    const waiting = invoke(version, {}, { credentials: ENDING });
    await expect.poll(() => runner.started.length).toBe(1);
    await host.provision(version, credentials, 0);
    await writeFile(until, "");
    expect(jsonOf((await waiting).payload)).toBe(1);
    expect(keysOf(runner)).toEqual(["ENDING", "ASIAEXAMPLE"]);
  });

  it("end when their function is forgotten", async () => {
    const { functionOf, invoke, host } = await useHost();
    const version = await functionOf(COUNT);
    const { pid } = jsonOf((await invoke(version)).payload) as { pid: number }; // as: so COUNT answers.
    await host.forget(version.functionArn);
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it("that end while nobody uses them are replaced", async () => {
    const { functionOf, invoke } = await useHost();
    const version = await functionOf(
      "export const handler = async () => { setTimeout(() => process.exit(1), 5); return 1; };",
    );
    const { pid } = { pid: (await invoke(version)).payload };
    expect(jsonOf(pid)).toBe(1);
    for (let count = 0; count < 5; count += 1)
      await invoke(version).catch((error: unknown) => expect(error).toBe(undefined));
  });

  it("are no more than there is room for: those go that nobody has used for the longest time, and the others wait", async () => {
    const { functionOf, invoke } = await useHost({ maxEnvironments: 2 });
    const versions = await Promise.all([1, 2, 3, 4].map(() => functionOf(COUNT)));
    for (const version of versions) expect(jsonOf((await invoke(version)).payload)).toMatchObject({ calls: 1 });
    await Promise.all(versions.map((version) => invoke(version)));
  });

  it("do nothing while nobody uses them, and go on with the next invocation", async () => {
    const { functionOf, invoke, folder } = await useHost({ freezeAfterMs: 0 });
    const beats = join(folder, "beats");
    const version = await functionOf(`
      import { appendFileSync } from "node:fs";
      setInterval(() => appendFileSync(${JSON.stringify(beats)}, "."), 1);
      export const handler = async () => process.pid;`);
    const pid = jsonOf((await invoke(version)).payload);
    await expect.poll(async () => stateOf(pid)).toBe("T");
    const before = await readFile(beats, "utf8").catch(() => "");
    await new Promise(setImmediate);
    expect(await readFile(beats, "utf8").catch(() => "")).toBe(before);
    expect(jsonOf((await invoke(version)).payload)).toBe(pid);
  });

  it("are gone when the host is closed, and invocations are refused", async () => {
    const { functionOf, invoke, host } = await useHost();
    const version = await functionOf(COUNT);
    const { pid } = jsonOf((await invoke(version)).payload) as { pid: number }; // as: so COUNT answers.
    await host.close();
    expect(isRunning(pid)).toBe(false);
    await expect(invoke(version)).rejects.toMatchObject({ reason: "Unavailable" });
  });
});

describe("concurrency", () => {
  it("that is reserved is not exceeded, and nobody else uses it up", async () => {
    const { functionOf, invoke, folder, runner } = await useHost();
    const version = await functionOf(WAIT);
    const until = join(folder, "go");
    const limits = { reserved: 1, unreserved: 1 };
    const running = invoke(version, { until }, { limits });
    await expect.poll(() => runner.started.length).toBe(1);
    await expect(invoke(version, { until }, { limits })).rejects.toEqual(
      new HostRefusal(
        "ReservedFunctionConcurrentInvocationLimitExceeded",
        "The function's reserved concurrency is in use.",
      ),
    );
    const other = await functionOf(COUNT);
    await invoke(other, {}, { limits: { unreserved: 1 } });
    await writeFile(until, "");
    await running;
    await expect.poll(() => invoke(version, { until }, { limits }).then(() => "ran")).toBe("ran");
  });

  it("of an account is counted by region", async () => {
    const { functionOf, invoke, folder, runner } = await useHost();
    const until = join(folder, "go");
    const limits = { unreserved: 1 };
    const here = await functionOf(WAIT);
    const running = invoke(here, { until }, { limits });
    await expect.poll(() => runner.started.length).toBe(1);
    const other = await functionOf(COUNT);
    await expect(invoke(other, {}, { limits })).rejects.toMatchObject({ reason: "ConcurrentInvocationLimitExceeded" });
    const elsewhere = { ...other, place: { ...other.place, region: "eu-west-1" } };
    await invoke(elsewhere, {}, { limits });
    await writeFile(until, "");
    await running;
  });

  it("of none runs nothing", async () => {
    const { functionOf, invoke, runner } = await useHost();
    const refused = invoke(await functionOf(COUNT), {}, { limits: { reserved: 0, unreserved: 1 } });
    await expect(refused).rejects.toMatchObject({ reason: "ReservedFunctionConcurrentInvocationLimitExceeded" });
    expect(runner.started).toHaveLength(0);
  });
});

describe("provisioned concurrency", () => {
  it("is initialised before anybody invokes, and used first", async () => {
    const { functionOf, invoke, host, runner } = await useHost();
    const version = await functionOf(COUNT);
    await host.provision(version, credentials, 2);
    await expect.poll(() => host.provisioned(version.id)).toEqual({ ready: 2 });
    const { payload, end } = await invoke(version);
    expect(jsonOf(payload)).toMatchObject({ calls: 1 });
    expect(end.billedMs).toBe(Math.max(1, Math.ceil(end.durationMs)));
    expect(runner.started.map(({ variables }) => variables["AWS_LAMBDA_INITIALIZATION_TYPE"])).toEqual([
      "provisioned-concurrency",
      "provisioned-concurrency",
    ]);
  });

  it("is filled up when one ends, and let go", async () => {
    const { functionOf, invoke, host } = await useHost();
    const version = await functionOf(
      "export const handler = async (end) => (end === true ? process.exit(1) : process.pid);",
    );
    await host.provision(version, credentials, 1);
    await expect.poll(() => host.provisioned(version.id)).toEqual({ ready: 1 });
    await invoke(version, true);
    await expect.poll(() => host.provisioned(version.id)).toEqual({ ready: 1 });
    const pid = jsonOf((await invoke(version)).payload) as number; // as: so it answers.
    await host.provision(version, credentials, 0);
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(await host.provisioned(version.id)).toEqual({ ready: 0 });
  });

  it("tells that it fails where the code does", async () => {
    const { functionOf, host } = await useHost();
    const version = await functionOf('throw new Error("never");');
    await host.provision(version, credentials, 2);
    await expect.poll(() => host.provisioned(version.id)).toEqual({ ready: 0, failure: "FUNCTION_ERROR_INIT_FAILURE" });
  });
});

it("an invocation that waits for an environment ends when its caller goes away", async () => {
  const { functionOf, host } = await useHost({ maxEnvironments: 0 });
  const leaving = new AbortController();
  const waiting = host.invoke(invocationOf(await functionOf(COUNT), {}, { signal: leaving.signal }));
  leaving.abort();
  await expect(waiting).rejects.toMatchObject({ reason: "Unavailable" });
});

it("the runtime finds in its environment what AWS sets, and the user's own variables", async () => {
  const { functionOf, invoke, runner } = await useHost();
  const version = await functionOf("export const handler = async () => process.env;", {
    variables: { MINE: "1", LANG: "C", AWS_REGION: "not mine" },
    logging: { group: "/mine", format: "JSON", applicationLevel: "DEBUG" },
  });
  const seen = jsonOf((await invoke(version)).payload);
  expect(seen).toMatchObject({
    _HANDLER: "index.handler",
    AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
    AWS_LAMBDA_FUNCTION_NAME: version.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_GROUP_NAME: "/mine",
    AWS_LAMBDA_LOG_LEVEL: "DEBUG",
    AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    AWS_REGION: "us-east-1",
    AWS_SESSION_TOKEN: "token",
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    LAMBDA_TASK_ROOT: "/var/task",
    LANG: "C",
    MINE: "1",
    NODE_PATH:
      "/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    TZ: ":UTC",
  });
  // There is no door here.
  expect(runner.started[0]?.variables).not.toHaveProperty("AWS_ENDPOINT_URL");
});

it("a log in JSON has the platform's events as AWS has them", async () => {
  const { functionOf, invoke, events } = await useHost();
  const logging = { group: "/mine", format: "JSON" } as const;
  const version = await functionOf("export const handler = async () => 1;", { logging });
  const { end } = await invoke(version, {}, { requestId: "id" });
  await expect.poll(() => events.length).toBe(3);
  const records = events.map(({ message }) => jsonOf(Buffer.from(message)));
  expect(records).toMatchObject([
    {
      time: expect.any(String),
      type: "platform.initStart",
      record: {
        initializationType: "on-demand",
        phase: "init",
        runtimeVersion: "nodejs:22.v1",
        functionVersion: "$LATEST",
      },
    },
    { type: "platform.start", record: { requestId: "id", functionArn: version.functionArn, version: "$LATEST" } },
    {
      type: "platform.report",
      record: {
        requestId: "id",
        metrics: { billedDurationMs: end.billedMs, memorySizeMB: 128, initDurationMs: expect.any(Number) },
        status: "success",
      },
    },
  ]);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** `T`: stopped. https://docs.kernel.org/filesystems/proc.html */
const stateOf = async (pid: unknown): Promise<string | undefined> =>
  /\) (\w) /.exec(await readFile(`/proc/${String(pid)}/stat`, "utf8"))?.[1];
