import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLog } from "@skylab/service";
import { afterAll, describe, expect, it } from "vitest";
import { ENGINE_TRIES } from "../contract/under-test.ts";
import type { FunctionVersion, ImageCode } from "../port.ts";
import type { Runner } from "../runner.ts";
import { type TestHost, useHostOn } from "../testing/use-host.ts";
import type { Docker } from "./docker.ts";
import { readDockerFlags } from "./docker-flags.ts";
import { readImages } from "./images.ts";
import { type ContainerRunnerOptions, openContainerRunner } from "./open-container-runner.ts";
import { engine, SOCKET, whyNoContainers } from "./testing/engine.ts";

const NODE = "nodejs22.x";
const PYTHON = "python3.12";

/** What a container needs on a machine that is busy with many. */
const SLOW = { timeout: 120_000 };

const reason = await whyNoContainers(NODE, PYTHON);

if (reason === undefined) describe("a function in a container", SLOW, containerTests);
else it.skip(`nothing was run in a container: ${reason}`);

const { log } = createLog("silent");

const openRunner = (folder: string, more: Partial<ContainerRunnerOptions> = {}): Promise<Runner> =>
  openContainerRunner({
    socketPath: SOCKET,
    folder,
    imageOf: readImages(undefined),
    network: "none",
    flags: readDockerFlags("-l skylab.test=1"),
    log,
    ...more,
  });

const useContainers = (more: Partial<ContainerRunnerOptions> = {}): Promise<Omit<TestHost, "runner">> =>
  useHostOn((folder) => openRunner(folder, more), { freezeAfterMs: 0 });

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const json = (bytes: Uint8Array): unknown => JSON.parse(text(bytes));

function containerTests(): void {
  const docker = engine();
  afterAll(() => docker.close());

  it("answers, and what it writes stands in its log before its end", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf(`
      export const handler = async (event) => {
        for (let line = 0; line < 50; line += 1) console.log("line " + line);
        process.stderr.write("to stderr\\n");
        return event;
      };`);
    for (const event of [1, 2, 3]) {
      const { payload, end } = await invoke(version, event);
      expect(json(payload)).toBe(event);
      const lines = Buffer.from(end.logTail, "base64").toString().split("\n");
      const at = (part: string): number => lines.findIndex((line) => line.includes(part));
      expect(at("line 49")).toBeGreaterThan(0);
      expect(at("to stderr")).toBeGreaterThan(at("line 49"));
      expect(at("END RequestId")).toBeGreaterThan(at("to stderr"));
    }
  });

  it("is nobody, has nothing but /tmp to write to, and no network", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf(WALLS, { tmpMb: 64, memoryMb: 256 });
    const { payload, end } = await invoke(version);
    expect(end.functionError, text(payload)).toBeUndefined();
    expect(json(payload)).toEqual({
      user: [993, 990],
      capabilities: "0000000000000000",
      noNewPrivileges: "1",
      seccomp: "2",
      writes: {
        "/": "EROFS",
        "/var/task": "EROFS",
        "/opt": "EROFS",
        "/run/skylab": "EROFS",
        "/var/skylab": "EROFS",
        "/tmp": "ok",
      },
      full: "ENOSPC",
      interfaces: ["lo"],
      metadata: "ENETUNREACH",
      socket: "ENOENT",
    });
  });

  it("that takes more memory than it has is ended, and the next invocation has a new one", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf(`
      const held = [];
      export const handler = async ({ megabytes }) => {
        for (let taken = 0; taken < megabytes; taken += 16) held.push(Buffer.alloc(16 * 1024 * 1024, 1));
        return "alive";
      };`);
    let answer = "";
    for (let tried = 0; tried < ENGINE_TRIES && !answer.includes("Runtime.OutOfMemory"); tried += 1) {
      const { payload, end } = await invoke(version, { megabytes: 512 });
      expect(end.functionError).toBe("Unhandled");
      answer = text(payload);
    }
    expect(JSON.parse(answer)).toMatchObject({ errorType: "Runtime.OutOfMemory" });
    expect(json((await invoke(version, { megabytes: 0 })).payload)).toBe("alive");
  });

  it("that exits is told by its exit code", async () => {
    const { functionOf, invoke } = await useContainers();
    const { payload } = await invoke(await functionOf("export const handler = async () => process.exit(7);"));
    expect(json(payload)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("exit status 7"),
    });
  });

  it("does not run on between invocations", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf(`
      let ticks = 0;
      setInterval(() => (ticks += 1), 1);
      export const handler = async () => ticks;`);
    await invoke(version);
    const [id = ""] = await containersOf(docker, version);
    await expect
      .poll(async () => (await docker.inspect(id)).State, { timeout: 60_000 })
      .toMatchObject({ Paused: true });
    expect(json((await invoke(version)).payload)).toEqual(expect.any(Number));
  });

  it("is handed to a container that waits, where one like it was started before", async () => {
    const label = `skylab.test=${randomUUID()}`;
    const { functionOf, invoke, zipOf } = await useContainers({ flags: readDockerFlags(`-l ${label}`) });
    const make = (code: string, more: Partial<FunctionVersion> = {}): Promise<FunctionVersion> =>
      functionOf("", { code: zipOf(code), memoryMb: 192, ...more });
    const names = "Object.keys(process.env).filter((name) => name.startsWith('OWN_'))";
    const first = await make(`export const handler = async () => ${names};`, { variables: { OWN_FIRST: "1" } });
    expect(json((await invoke(first)).payload)).toEqual(["OWN_FIRST"]);
    // Its own, and two that wait.
    await expect.poll(() => docker.labelled(label), { timeout: 60_000 }).toHaveLength(3);
    const before = await docker.labelled(label);
    const second = await make(`console.log("second"); export const handler = async (event) => [event, ${names}];`, {
      variables: { OWN_SECOND: "2" },
    });
    const { payload, end } = await invoke(second, "hello");
    expect(json(payload)).toEqual(["hello", ["OWN_SECOND"]]);
    expect(Buffer.from(end.logTail, "base64").toString()).toContain("second");
    await expect.poll(() => containersOf(docker, second)).toHaveLength(1);
    expect(before).toContain((await containersOf(docker, second))[0]);
  });

  it("in Python runs under AWS's own runtime of its image", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf("", { runtime: PYTHON });
    await writeFile(
      join(codeOf(version), "index.py"),
      "def handler(event, context):\n  return {'got': event, 'id': context.aws_request_id}\n",
    );
    const { payload } = await invoke(version, "hi", { requestId: "11111111-2222-4333-8444-555555555555" });
    expect(json(payload)).toEqual({ got: "hi", id: "11111111-2222-4333-8444-555555555555" });
  });

  it("that is an image of the machine's own runs as its configuration says", async () => {
    const { functionOf, invoke } = await useContainers();
    const code: ImageCode = {
      kind: "image",
      uri: readImages(undefined)(NODE) ?? "",
      entryPoint: ["/var/lang/bin/node", "-e"],
      command: [TINY_RUNTIME],
      workingDirectory: "/usr",
    };
    const { payload } = await invoke(await functionOf("", { runtime: undefined, handler: "", code }), { a: 1 });
    expect(json(payload)).toEqual({ event: { a: 1 }, folder: "/usr" });
  });

  it("whose image is nowhere is refused in one sentence that names it", async () => {
    const { functionOf, invoke } = await useContainers({ imageOf: readImages("registry.invalid/lambda-<runtime>:1") });
    await expect(invoke(await functionOf(""))).rejects.toMatchObject({
      reason: "CannotRun",
      message: expect.stringMatching(
        /^The image registry\.invalid\/lambda-nodejs22\.x:1 is not on this machine and cannot be pulled/,
      ),
    });
  });

  it("whose image starts nothing is refused, or ends as what cannot start does", async () => {
    const { functionOf, invoke } = await useContainers();
    const code: ImageCode = { kind: "image", uri: readImages(undefined)(NODE) ?? "", entryPoint: ["/no/such/program"] };
    const { payload, end } = await invoke(await functionOf("", { runtime: undefined, handler: "", code }));
    expect(end.functionError).toBe("Unhandled");
    expect(json(payload)).toMatchObject({ errorType: expect.stringMatching(/^Runtime\./) });
  });

  it("that is left over is removed when a runner with the same folder starts, and no other's is", async () => {
    const left = await useContainers();
    const other = await useContainers();
    const [orphan, stranger] = [
      await left.functionOf("export const handler = async () => 1;"),
      await other.functionOf("export const handler = async () => 2;"),
    ];
    await Promise.all([left.invoke(orphan), other.invoke(stranger)]);
    expect(await containersOf(docker, orphan)).toHaveLength(1);
    const again = await openRunner(left.folder);
    expect(await containersOf(docker, orphan)).toEqual([]);
    expect(await containersOf(docker, stranger)).toHaveLength(1);
    await again.close();
  });

  it("that somebody kills from outside fails as one, and the next invocation has a new one", async () => {
    const { functionOf, invoke } = await useContainers();
    const version = await functionOf(
      'export const handler = async ({ waits }) => (waits ? new Promise(() => setInterval(() => {}, 1000)) : "here");',
    );
    await invoke(version);
    const killed = invoke(version, { waits: true });
    const [id = ""] = await containersOf(docker, version);
    await docker.kill(id, "SIGKILL");
    expect((await killed).end.functionError).toBe("Unhandled");
    expect(json((await invoke(version)).payload)).toBe("here");
  });
}

const containersOf = (docker: Docker, { functionName }: FunctionVersion): Promise<readonly string[]> =>
  docker.named(`skylab-${functionName}-`);

const codeOf = ({ code }: FunctionVersion): string => (code.kind === "folder" ? code.path : "");

/** Tries the walls of its sandbox, and tells what each answers. */
const WALLS = `
import { readFileSync, writeFileSync, openSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";

const status = readFileSync("/proc/self/status", "utf8");
const of = (name) => new RegExp("^" + name + ":\\\\s*(\\\\S+)", "m").exec(status)?.[1];
const attempt = (act) => {
  try {
    act();
    return "ok";
  } catch (error) {
    return error.code;
  }
};
const reach = (where) =>
  new Promise((resolve) => connect(where, () => resolve("connected")).on("error", (error) => resolve(error.code)));
const fill = () => {
  const file = openSync("/tmp/full", "w");
  for (let megabytes = 0; megabytes < 100; megabytes += 1) writeSync(file, Buffer.alloc(1024 * 1024));
};

export const handler = async () => ({
  user: [process.getuid(), process.getgid()],
  capabilities: of("CapEff"),
  noNewPrivileges: of("NoNewPrivs"),
  seccomp: of("Seccomp"),
  writes: Object.fromEntries(
    ["/", "/var/task", "/opt", "/run/skylab", "/var/skylab", "/tmp"].map((folder) => [
      folder,
      attempt(() => writeFileSync(folder + "/written", "")),
    ]),
  ),
  full: attempt(fill),
  interfaces: Object.keys(networkInterfaces()),
  metadata: await reach({ host: "169.254.169.254", port: 80 }),
  socket: await reach({ path: "/var/run/docker.sock" }),
});
`;

/** The Runtime API by TCP, as images of people's own speak it. */
const TINY_RUNTIME = `
(async () => {
  const base = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/";
  for (;;) {
    const next = await fetch(base + "next");
    const body = JSON.stringify({ event: await next.json(), folder: process.cwd() });
    await fetch(base + next.headers.get("lambda-runtime-aws-request-id") + "/response", { method: "POST", body });
  }
})();
`;
