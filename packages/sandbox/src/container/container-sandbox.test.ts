import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../runner.ts";
import { containerSandbox } from "./container-sandbox.ts";
import { dockerOf } from "./docker.ts";
import { dockerApi } from "./docker-api.ts";
import { openOutputPipe } from "./output-pipe.ts";

const answer = (response: ServerResponse, value: object): void => void response.end(JSON.stringify(value));

type Ended = { readonly exitCode: number; readonly isOutOfMemory: (look: number) => boolean };

/** A container that has ended, at an engine that tells of want of memory when a test says so; and how often it was looked at. */
async function ended({ exitCode, isOutOfMemory }: Ended): Promise<{ sandbox: Sandbox; looks: () => number }> {
  const folder = await mkdtemp(join(tmpdir(), "container-"));
  let looks = 0;
  const server = createServer(({ url = "" }, response) => {
    if (url.includes("/wait")) return answer(response, { StatusCode: exitCode });
    if (url.endsWith("/json")) return answer(response, { State: { OOMKilled: isOutOfMemory((looks += 1)) } });
    response.writeHead(409).end();
  });
  await once(server.listen(join(folder, "engine.sock")), "listening");
  const docker = dockerOf(dockerApi(join(folder, "engine.sock")));
  onTestFinished(async () => {
    docker.close();
    server.close();
    await rm(folder, { recursive: true });
  });
  const output = await openOutputPipe(join(folder, "output"));
  return { sandbox: containerSandbox(docker, { id: "id", output, onEnd: () => undefined }), looks: () => looks };
}

it("a container whose want of memory its engine tells behind its end has ended for want of memory", async () => {
  const { sandbox } = await ended({ exitCode: 137, isOutOfMemory: (look) => look > 2 });
  expect(await sandbox.ended).toEqual({ exitCode: undefined, signal: "SIGKILL", isOutOfMemory: true });
});

it("one that was killed by us is looked at once", async () => {
  const { sandbox, looks } = await ended({ exitCode: 137, isOutOfMemory: () => false });
  await sandbox.kill();
  expect(await sandbox.ended).toMatchObject({ signal: "SIGKILL", isOutOfMemory: false });
  expect(looks()).toBe(1);
});

it("one that has ended by itself is looked at once", async () => {
  const { sandbox, looks } = await ended({ exitCode: 3, isOutOfMemory: () => false });
  expect(await sandbox.ended).toEqual({ exitCode: 3, signal: undefined, isOutOfMemory: false });
  expect(looks()).toBe(1);
});
