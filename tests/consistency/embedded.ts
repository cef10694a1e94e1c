import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { spawnSkylab } from "@skylab/testkit";
import type { Victim } from "./victim.ts";

/** The embedded mode: one process. */
export async function startEmbedded(): Promise<Victim> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-killed-"));
  let skylab = await spawnSkylab({ folder: join(folder, "data") });
  const [client, streams] = [skylab.client(DynamoDBClient), skylab.client(DynamoDBStreamsClient)];
  let isBack = Promise.resolve();
  const restart = async (): Promise<void> => {
    await skylab.kill9();
    skylab = await skylab.restart();
  };
  const blow = (): Promise<void> => (isBack = restart());
  return {
    client: () => client,
    streams: () => streams,
    blows: [blow, blow],
    isBack: () => isBack,
    // The connections end after the process did.
    lostUntil: () => performance.now(),
    remove: async () => {
      await skylab.stop();
      await rm(folder, { recursive: true });
    },
  };
}
