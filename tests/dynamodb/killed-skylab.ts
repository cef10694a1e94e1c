import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { connectSkylab, type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll } from "vitest";
import { adminToken, endpoint } from "./dynamodb.ts";

/** A Skylab that is killed under load and started again on the same data; one that runs elsewhere is loaded only. */
export type KilledSkylab = {
  readonly client: () => DynamoDBClient;
  readonly streams: () => DynamoDBStreamsClient;
  /** Until when a request that was lost just now may take effect, in milliseconds of `performance.now()`. */
  readonly lostUntil: () => number;
  /** Lets clients work until so many of their turns are done, and kills the process several times meanwhile. */
  readonly load: (load: Load, work: Work) => Promise<void>;
};

export type Load = { readonly clients: number; readonly turns: number; readonly kills: number };

/** A turn of a client, whose turns are counted: a request, or a few. */
export type Work = (client: number, turn: number) => Promise<void>;

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useKilledSkylab(): KilledSkylab {
  let folder: string | undefined;
  let spawned: SpawnedSkylab | undefined;
  let running: Pick<SpawnedSkylab, "client"> | undefined;
  let known: DynamoDBClient | undefined;
  beforeAll(async () => {
    if (endpoint === undefined) {
      folder = await mkdtemp(join(tmpdir(), "skylab-killed-"));
      spawned = await spawnSkylab({ folder: join(folder, "data") });
    }
    running = spawned ?? connectSkylab(endpoint ?? "", adminToken);
    known = running.client(DynamoDBClient);
  });
  afterAll(async () => {
    await spawned?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });
  return {
    client: () => known ?? notRunning(),
    streams: () => (running ?? notRunning()).client(DynamoDBStreamsClient),
    // A connection ends after the process did; where that is elsewhere, nobody knows what stands between.
    lostUntil: () => (endpoint === undefined ? performance.now() : Number.POSITIVE_INFINITY),
    load: (load, work) =>
      loadAndKill(load, work, async () => {
        await spawned?.kill9();
        spawned = await spawned?.restart();
      }),
  };
}

function notRunning(): never {
  throw new Error("Skylab runs only while tests do.");
}

async function loadAndKill({ clients, turns, kills }: Load, work: Work, kill: () => Promise<void>): Promise<void> {
  let done = 0;
  let killed = 0;
  let isBack = Promise.resolve();
  const workAs = async (client: number): Promise<void> => {
    for (let turn = 0; done < turns; turn++) {
      try {
        await work(client, turn);
        done++;
      } catch (error) {
        if (!isLost(error)) throw error;
        await isBack;
      }
      if (killed < kills && done > ((killed + 1) * turns) / (kills + 1)) {
        killed++;
        isBack = kill();
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => workAs(client)));
  await isBack;
}

/** Whether nobody knows what became of a request: it may have taken effect or not. */
export function isLost(error: unknown): boolean {
  const { $metadata: { httpStatusCode: status } = {} } = error as { $metadata?: { httpStatusCode?: number } }; // as: so the SDK's are.
  return status === undefined || status >= 500;
}
