import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "./random.ts";
import { fuzzRequest, type RawRequest } from "./requests.ts";

const REQUESTS = 6000;
const AT_ONCE = 16;
const SEED = 20_261_126;

describe("malformed requests", () => {
  let folder: string;
  let skylab: SpawnedSkylab;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-fuzz-"));
    skylab = await spawnSkylab({ folder: join(folder, "data") });
    await skylab.client(SQSClient).send(new CreateQueueCommand({ QueueName: "fuzz" }));
  });
  afterAll(async () => {
    // It has ended where all went well.
    await skylab.stop();
    await rm(folder, { recursive: true });
  });

  it(`${REQUESTS} of them are answered without a 5xx, and Skylab goes on`, { timeout: 600_000 }, async () => {
    const statuses = new Map<number, number>();
    const failures: string[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < REQUESTS) {
        const seed = SEED + next;
        next += 1;
        const request = fuzzRequest(seededRandom(seed));
        const status = await exchange(skylab.url, request);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // 501 is the honest answer to what Skylab does not serve.
        if (status >= 500 && status !== 501)
          failures.push(`seed ${seed}: ${status}\n${request.toString().slice(0, 2000)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(failures).toEqual([]);
    // Fuzz that is all refused at the door tests the door only.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 40);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 5);

    const client = skylab.client(SQSClient);
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "after" }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "still here" }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe("still here");
    expect(skylab.output()).not.toMatch(/"level":50/);
    expect(await skylab.stop()).toBe(0);
  });
});

/** No answer may come for what is no whole request; that is 0. */
const NO_ANSWER = 0;
const PATIENCE_MS = 10_000;

/** Sends the bytes, ends the sending side, and reads the status. */
async function exchange(url: string, request: RawRequest): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  // Refused bodies end in a reset, which is no answer, but no failure of Skylab's either.
  socket.on("error", () => undefined);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("no answer")));
  socket.end(request);
  await new Promise((resolve) => {
    socket.on("close", resolve);
  });
  const status = /^HTTP\/1\.1 (\d{3})/.exec(Buffer.concat(chunks).toString("latin1"))?.[1];
  return status === undefined ? NO_ANSWER : Number(status);
}
