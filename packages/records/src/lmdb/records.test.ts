import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "@skylab/aws";
import { describeRecords } from "../contract/contract.ts";
import type { OpenRecords } from "../contract/under-test.ts";
import type { Victim } from "../contract/contract-crashes.ts";
import { openLmdbRecords } from "./records.ts";

type Durability = "durable" | "fast";

const VICTIM = fileURLToPath(new URL("../../dist/lmdb/crash-victim.js", import.meta.url));

/** LMDB takes a folder whose name has an extension for a file, unless told otherwise: hence the dot. */
const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "skylab.records-"));

function opener(durability: Durability): OpenRecords {
  return async (clock, onFailure) => {
    const folder = await temporaryFolder();
    let records = await openLmdbRecords({ folder, clock, durability, ...(onFailure && { onFailure }) });
    return {
      records,
      reopen: async () => {
        await records.close();
        records = await openLmdbRecords({ folder, clock, durability });
        return records;
      },
      close: async () => {
        await records.close();
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
        open: () => openLmdbRecords({ folder, clock: systemClock, durability }),
        remove: () => rm(folder, { recursive: true }),
      };
    },
  };
}

describeRecords("lmdb, durable", opener("durable"), victim("durable"));
describeRecords("lmdb, fast", opener("fast"), victim("fast"));
