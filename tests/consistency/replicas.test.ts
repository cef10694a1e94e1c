import { describe, it } from "vitest";
import { describeConsistency } from "./consistency.ts";
import { findRedis } from "./redis.ts";
import { startReplicas } from "./replicas.ts";

const startRedis = await findRedis();

if (typeof startRedis === "string") it.skip(`no replicas and no Redis were killed under load: ${startRedis}`);
else {
  describe("two replicas and their Redis, killed under load", () =>
    describeConsistency(async () => startReplicas(await startRedis())));
}
