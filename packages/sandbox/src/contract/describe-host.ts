import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { HostRefusal } from "../port.ts";
import { credentials, invocationOf, type TestHost } from "../testing/use-host.ts";

/** A host, and how to make and invoke functions of it. */
export type ReachedHost = Pick<TestHost, "host" | "functionOf" | "invoke">;

const ECHO = "export const handler = async (event) => event;";

/** A response in two pieces, the second when it is told to go on by a file. */
const STREAM = `
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
export const handler = async ({ until }, { id, request, socketPath }) => {
  const path = "/2018-06-01/runtime/invocation/" + id + "/response";
  const headers = { "lambda-runtime-function-response-mode": "streaming", "transfer-encoding": "chunked", "content-type": "text/plain" };
  const sent = request({ socketPath, path, method: "POST", headers });
  const answered = new Promise((resolve, reject) => sent.on("response", (answer) => answer.resume().on("end", resolve)).on("error", reject));
  sent.write("one ");
  while (until !== undefined && !existsSync(until)) await sleep(5);
  sent.end("two");
  await answered;
};`;

/** What whoever invokes functions may expect of a host, whatever way leads to it; its runtime is that of `tinyRunner`. */
export function describeHost(way: string, reach: () => Promise<ReachedHost>): void {
  describe(`a host of functions ${way}`, () => {
    describeAnswers(reach);
    describeRefusals(reach);
    describeStreams(reach);
    describeEnvironments(reach);
  });
}

function describeAnswers(reach: () => Promise<ReachedHost>): void {
  it("answers what the function returns, and what it has logged", async () => {
    const { functionOf, invoke } = await reach();
    const version = await functionOf(`${ECHO} console.log("loaded");`);
    const { payload, end } = await invoke(version, { wörter: ["ä", null] });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ wörter: ["ä", null] });
    expect(end).toMatchObject({ durationMs: expect.any(Number), billedMs: expect.any(Number) });
    expect(end.functionError).toBeUndefined();
    expect(Buffer.from(end.logTail, "base64").toString()).toContain("REPORT RequestId: ");
  });

  it("answers what went wrong in the function as an answer, and no refusal", async () => {
    const { functionOf, invoke } = await reach();
    const { payload, end } = await invoke(
      await functionOf('export const handler = async () => { throw new Error("no") };'),
    );
    expect(end.functionError).toBe("Unhandled");
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ errorMessage: "no" });
  });

  it("hands over a payload of megabytes, and its answer", async () => {
    const { functionOf, invoke } = await reach();
    const large = { text: "x".repeat(5 * 1024 * 1024) };
    const { payload } = await invoke(await functionOf(ECHO), large);
    expect(payload.length).toBe(JSON.stringify(large).length);
  });
}

function describeRefusals(reach: () => Promise<ReachedHost>): void {
  it("refuses what may not run, by the reason that AWS names", async () => {
    const { functionOf, host } = await reach();
    const invocation = invocationOf(await functionOf(ECHO), {}, { limits: { reserved: 0, unreserved: 1000 } });
    const refused = host.invoke(invocation);
    await expect(refused).rejects.toBeInstanceOf(HostRefusal);
    await expect(refused).rejects.toMatchObject({ reason: "ReservedFunctionConcurrentInvocationLimitExceeded" });
  });

  it("refuses code that is not there in one sentence", async () => {
    const { functionOf, invoke } = await reach();
    const missing = await functionOf(ECHO, { code: { kind: "folder", path: "/nowhere/at/all" } });
    const elsewhere = { ...missing, code: { kind: "folder", path: "/nowhere/else" } } as const;
    const refused = invoke(elsewhere);
    await expect(refused).rejects.toBeInstanceOf(HostRefusal);
    await expect(refused).rejects.toMatchObject({
      reason: "CannotRun",
      message: expect.stringContaining("/nowhere/else"),
    });
  });
}

function describeStreams(reach: () => Promise<ReachedHost>): void {
  it("hands a streamed answer on as it is written", async () => {
    const { functionOf, host } = await reach();
    const version = await functionOf(STREAM);
    const path = version.code.kind === "folder" ? version.code.path : "";
    const until = `${path}/index.mjs.go`;
    const answer = await host.invoke(invocationOf(version, { until }, { respond: "streamed" }));
    if (answer.kind !== "streamed") throw new Error("It is not streamed.");
    const parts = answer.body[Symbol.asyncIterator]();
    expect(String((await parts.next()).value)).toBe("one ");
    await writeFile(until, "go on");
    let rest = "";
    for (let part = await parts.next(); part.done !== true; part = await parts.next()) rest += String(part.value);
    expect(rest).toBe("two");
    const end = await answer.end;
    expect(end.functionError).toBeUndefined();
    expect(end.billedMs).toBeGreaterThan(0);
  });
}

const COUNT = "let count = 0; export const handler = async () => (count += 1);";

const countOf = async ({ invoke }: ReachedHost, version: Parameters<ReachedHost["invoke"]>[0]): Promise<unknown> =>
  JSON.parse(Buffer.from((await invoke(version)).payload).toString());

function describeEnvironments(reach: () => Promise<ReachedHost>): void {
  it("keeps an environment for the next invocation, and lets it go with its function", async () => {
    const reached = await reach();
    const version = await reached.functionOf(COUNT);
    expect([await countOf(reached, version), await countOf(reached, version)]).toEqual([1, 2]);
    await reached.host.forget(version.functionArn);
    expect(await countOf(reached, version)).toBe(1);
  });

  it("initialises environments before anybody invokes the function, and tells how far it is", async () => {
    const { host, functionOf } = await reach();
    const version = await functionOf(ECHO);
    expect(await host.provisioned(version.id)).toEqual({ ready: 0 });
    await host.provision(version, credentials, 2);
    await expect.poll(async () => (await host.provisioned(version.id)).ready, { timeout: 60_000 }).toBe(2);
    await host.provision(version, credentials, 0);
    await expect.poll(async () => (await host.provisioned(version.id)).ready, { timeout: 60_000 }).toBe(0);
  });

  it("lets a caller go who does not wait any longer for an environment", async () => {
    const { host, functionOf } = await reach();
    const caller = new AbortController();
    const version = await functionOf(
      "await new Promise(() => setTimeout(() => {}, 100_000)); export const handler = 1;",
    );
    const invoked = host.invoke(invocationOf(version, {}, { signal: caller.signal }));
    invoked.catch(() => undefined);
    await sleep(0);
    caller.abort();
    await expect(invoked).rejects.toBeInstanceOf(Error);
  });
}
