import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeObjects } from "../contract/contract.ts";
import type { Victim } from "../contract/contract-crashes.ts";
import type { OpenObjects } from "../contract/under-test.ts";
import { openFileObjects } from "./objects.ts";

type Durability = "durable" | "fast";

const VICTIM = fileURLToPath(new URL("../../dist/files/crash-victim.js", import.meta.url));

const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "skylab.objects-"));

function opener(durability: Durability): OpenObjects {
  return async () => {
    const folder = await temporaryFolder();
    let objects = await openFileObjects({ folder, durability });
    return {
      objects,
      reopen: async () => {
        await objects.close();
        objects = await openFileObjects({ folder, durability });
        return objects;
      },
      close: async () => {
        await objects.close();
        await rm(folder, { recursive: true });
      },
    };
  };
}

function victim(durability: Durability): Victim {
  return {
    loses: durability === "durable" ? "nothing" : "the last second",
    prepare: async () => {
      const folder = await temporaryFolder();
      return {
        start: () => spawn(process.execPath, [VICTIM, folder, durability]),
        open: () => openFileObjects({ folder, durability }),
        remove: () => rm(folder, { recursive: true }),
      };
    },
  };
}

describeObjects("files, durable", opener("durable"), victim("durable"));
describeObjects("files, fast", opener("fast"), victim("fast"));
