import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { spawnService } from "@skylab/testkit";
import { ROOT } from "../compose/docker.ts";
import type { KilledRedis } from "./redis.ts";
import type { Blow, Victim } from "./victim.ts";

const MAIN = join(ROOT, "services", "dynamodb", "dist", "main.js");

type Replica = {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly blow: Blow;
  readonly isUp: () => boolean;
  /** Resolves when it is up. */
  readonly isBack: () => Promise<void>;
  readonly stop: () => Promise<unknown>;
};

/** The distributed mode: two replicas of DynamoDB, each called at its own port, on one Redis. */
export async function startReplicas(redis: KilledRedis): Promise<Victim> {
  const [one, other] = await Promise.all([startReplica(redis.url), startReplica(redis.url)]);
  const replicas = [one, other];
  let turn = 0;
  const next = (): Replica => {
    const up = replicas.filter(({ isUp }) => isUp());
    return up[turn++ % up.length] ?? one;
  };
  const kills = [one.blow, redis.blow, all([other.blow, redis.blow]), all([redis.blow, one.blow, other.blow])];
  return {
    client: () => next().client,
    streams: () => next().streams,
    blows: kills.flatMap((kill) => [redis.cut, redis.cut, kill]),
    isBack: () => Promise.race(replicas.map(({ isBack }) => isBack())),
    // What a dead replica had sent may still be on its way to Redis, and what Redis did not answer is sent to it again.
    lostUntil: () => Number.POSITIVE_INFINITY,
    remove: async () => {
      await all(replicas.map(({ stop }) => stop))();
      await redis.remove();
    },
  };
}

async function startReplica(redisUrl: string): Promise<Replica> {
  let process = await spawnService(MAIN, {
    REDIS_URL: redisUrl,
    SKYLAB_AUTH: "open",
    SKYLAB_INTERNAL_SECRET: "consistency",
    SKYLAB_ENCRYPTION_KEY: "consistency in tests",
  });
  let isUp = true;
  let isBack = Promise.resolve();
  const restart = async (): Promise<void> => {
    isUp = false;
    await process.kill9();
    process = await process.restart();
    isUp = true;
  };
  return {
    client: process.client(DynamoDBClient),
    streams: process.client(DynamoDBStreamsClient),
    blow: () => (isBack = restart()),
    isUp: () => isUp,
    isBack: () => isBack,
    stop: () => process.stop(),
  };
}

/** All at once. */
const all = (actions: readonly (() => Promise<unknown>)[]) => (): Promise<void> =>
  Promise.all(actions.map((action) => action())).then(() => undefined);
