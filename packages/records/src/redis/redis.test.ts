import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { systemClock } from "@skylab/aws";
import { Redis } from "ioredis";
import { describe, test } from "vitest";
import { describeRecords } from "../contract/contract.ts";
import { describeEngineCrashes, type Victim } from "../contract/contract-crashes.ts";
import type { OpenRecords } from "../contract/under-test.ts";
import { openRedisRecords } from "./records.ts";
import { hasRedisServer, startRedisServer } from "./redis-server.ts";

const VICTIM = fileURLToPath(new URL("../../dist/redis/crash-victim.js", import.meta.url));

/** Tests share a Redis, and other programs may use it: each test has keys of its own. */
const newPrefix = (): string => `skylab-test-${randomUUID()}`;

async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `{${prefix}:*`, count: 1000 })) {
    if (Array.isArray(keys) && keys.length > 0) await redis.unlink(...keys.map(String));
  }
  redis.disconnect();
}

function opener(url: string): OpenRecords {
  return async (clock, onFailure) => {
    const prefix = newPrefix();
    let records = await openRedisRecords({ url, clock, prefix, ...(onFailure && { onFailure }) });
    return {
      records,
      reopen: async () => {
        await records.close();
        records = await openRedisRecords({ url, clock, prefix });
        return records;
      },
      close: async () => {
        await records.close();
        await removeKeys(url, prefix);
      },
    };
  };
}

function victim(url: string): Victim {
  return {
    loses: "nothing",
    prepare: async () => {
      const prefix = newPrefix();
      return {
        start: () => spawn(process.execPath, [VICTIM, url, prefix]),
        open: () => openRedisRecords({ url, clock: systemClock, prefix }),
        remove: () => removeKeys(url, prefix),
      };
    },
  };
}

const victimWithEngine: Victim = {
  loses: "nothing",
  prepare: async () => {
    const server = await startRedisServer();
    return {
      start: () => spawn(process.execPath, [VICTIM, server.url, "skylab"]),
      open: () => openRedisRecords({ url: server.url, clock: systemClock }),
      killEngine: async () => {
        await server.kill();
        await server.start();
      },
      remove: server.remove,
    };
  },
};

// oxlint-disable-next-line node/no-process-env -- Where an engine is, whoever runs the tests says.
const url = process.env["REDIS_URL"];
if (url === undefined) test.skip("records on Redis need REDIS_URL: not run here");
else describeRecords("Redis", opener(url), victim(url));

describe("records on a Redis that is killed", () => {
  if (hasRedisServer()) describeEngineCrashes(victimWithEngine);
  else test.skip("need redis-server: not run here");
});
