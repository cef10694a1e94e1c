import { mkdtemp, rm, stat } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { createConnection } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gatewayProof } from "../gateway-proof.ts";
import { FUNCTION_ADDRESS } from "../client-address.ts";
import { example, type ExampleOperations, serveExample } from "../testing/example.ts";
import type { RunningServer } from "./serve.ts";

const SECRET = "between services";
const seen: { readonly sourceIp: string; readonly headers: IncomingHttpHeaders }[] = [];
const ListQueues: ExampleOperations[string] = async (_input, { head, sourceIp }) => {
  seen.push({ sourceIp, headers: head.headers });
  return {};
};

let folder: string;
let server: RunningServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "door-"));
  seen.length = 0;
  const admin = { token: "t0ken", hostname: undefined };
  server = await serveExample([example({ ListQueues })], { internalSecret: SECRET, admin });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Sent = { readonly path?: string; readonly headers?: Readonly<Record<string, string>> };

/** Sends a request through a door; resolves to the status of its answer. */
async function send(socketPath: string, { path = "/", headers = {} }: Sent = {}): Promise<number> {
  const method = { "x-amz-target": "AmazonSQS.ListQueues", "content-type": "application/x-amz-json-1.0" };
  const sent = request({ socketPath, path, method: "POST", headers: { ...method, host: "localhost", ...headers } });
  sent.end("{}");
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  return response.statusCode;
}

/** By which the gateway, admins and services would show who they are. */
const PROOFS = {
  "x-skylab-gateway": gatewayProof(SECRET).write("10.9.8.7"),
  "x-skylab-token": "t0ken",
  "x-skylab-call": "e30",
};

it("serves a function at its door, under an address that is nobody else's", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  expect(await send(door)).toBe(200);
  expect(seen).toMatchObject([{ sourceIp: FUNCTION_ADDRESS }]);
});

it("believes nothing that comes through a door of itself", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  expect(await send(door, { headers: PROOFS })).toBe(200);
  expect(seen.map(({ sourceIp }) => sourceIp)).toEqual([FUNCTION_ADDRESS]);
  expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => name.startsWith("x-skylab-"))).toEqual([]);
});

it("lets no function administer", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  expect(await send(door, { path: "/_skylab/reset", headers: PROOFS })).toBe(403);
  expect(await send(door, { path: "/_skylab/reset", headers: { host: "127.0.0.1" } })).toBe(403);
});

it("takes no function for a service", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  expect(await send(door, { path: "/_skylab/call/sqs/ListQueues", headers: PROOFS })).toBe(403);
});

it("lets whoever reaches a door's folder in: a sandbox has a user of its own", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  expect((await stat(door)).mode & 0o777).toBe(0o777);
});

it("shuts one door, and leaves the others open", async () => {
  const [left, right] = [join(folder, "left.sock"), join(folder, "right.sock")];
  const door = await server.openDoor(left);
  await server.openDoor(right);
  const connection = createConnection(left);
  await once(connection, "connect");
  const broken = once(connection, "close");
  await door.close();
  await broken;
  await expect(send(left)).rejects.toMatchObject({ code: "ENOENT" });
  expect(await send(right)).toBe(200);
});

it("shuts all doors when it stops", async () => {
  const door = join(folder, "door.sock");
  await server.openDoor(door);
  const connection = createConnection(door);
  await once(connection, "connect");
  const broken = once(connection, "close");
  await server.close();
  await broken;
  await expect(send(door)).rejects.toMatchObject({ code: "ENOENT" });
});

it("tells where a door cannot be", async () => {
  await expect(server.openDoor(join(folder, "missing", "door.sock"))).rejects.toMatchObject({
    syscall: "listen",
  });
});
