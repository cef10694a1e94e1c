import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  linesSaid,
  namingOf,
  pathsIn,
  type SystemCall,
  syncsOf,
  systemCallsOf,
  unsyncedBefore,
  whyNoSystemCalls,
  writesTo,
} from "@skylab/aws/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BlobId, shardOf } from "../blob-id.ts";
import { KIB, MIB, newId } from "../contract/bodies.ts";

const SCRIPT = fileURLToPath(new URL("../../dist/files/traced-puts.js", import.meta.url));
const FIVE_MINUTES_MS = 300_000;

/** Each makes the folder of its shard; after them come others of the same shards. */
const inNewShards: readonly BlobId[] = ["AA", "BB", "CC"].map((shard) => shard + newId().slice(shard.length));
const inOldShards: readonly BlobId[] = inNewShards.map((id) => shardOf(id) + newId().slice(shardOf(id).length));
const ids = [...inNewShards, ...inOldShards];

/** The line that is said behind the answer. */
function answerOf(id: BlobId, calls: readonly SystemCall[]): SystemCall {
  return required(
    linesSaid(calls).find(({ line }) => line === `put ${id}`),
    `Nobody said that ${id} is put`,
  );
}

function named(path: string, calls: readonly SystemCall[]): SystemCall {
  return required(namingOf(path, calls), `Nothing got the name ${path}`);
}

function required<T>(found: T | undefined, otherwise: string): T {
  if (found === undefined) throw new Error(otherwise);
  return found;
}

/** Was a folder synced after one call and before another? */
function isSyncedBetween(
  folder: string,
  [first, second]: readonly [SystemCall, SystemCall],
  calls: readonly SystemCall[],
): boolean {
  return syncsOf(folder, calls).some(({ begun, ended }) => begun > first.ended && ended < second.begun);
}

const reason = whyNoSystemCalls();

if (reason === undefined) {
  describe("a durable blob, seen by the calls of the system", () => {
    let folder: string;
    let large: readonly SystemCall[];
    let small: readonly SystemCall[];
    const pathOf = (id: BlobId): string => join(folder, "blobs", shardOf(id), id);
    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), "skylab.objects-")));
      large = await systemCallsOf(SCRIPT, folder, String(1 * MIB), ...ids);
      small = await systemCallsOf(SCRIPT, folder, String(1 * KIB), ...ids.map(() => newId()));
    }, FIVE_MINUTES_MS);
    afterAll(() => rm(folder, { recursive: true }));

    it("of a file has its bytes synced before its name", () => {
      for (const id of ids) {
        const naming = named(pathOf(id), large);
        const [draft = ""] = pathsIn(naming);
        const written = writesTo(draft, large).reduce((bytes, { result }) => bytes + Number(result), 0);
        expect([id, written]).toEqual([id, 1 * MIB]);
        expect(unsyncedBefore(naming, draft, large)).toEqual([]);
      }
    });

    it("of a file is answered when the folder of its name is synced", () => {
      for (const id of ids) {
        const between = [named(pathOf(id), large), answerOf(id, large)] as const;
        expect([id, isSyncedBetween(dirname(pathOf(id)), between, large)]).toEqual([id, true]);
      }
    });

    it("in a new folder is answered when that one's name is synced too", () => {
      for (const id of inNewShards) {
        const between = [named(dirname(pathOf(id)), large), answerOf(id, large)] as const;
        expect([id, isSyncedBetween(join(folder, "blobs"), between, large)]).toEqual([id, true]);
      }
    });

    it("of few bytes is answered when the map of those is synced", () => {
      const file = join(folder, "small", "data.mdb");
      let last = -1;
      const answers = linesSaid(small);
      expect(answers).toHaveLength(ids.length);
      for (const answer of answers) {
        const before = last;
        const written = writesTo(file, small).filter(({ begun }) => begun > before && begun < answer.begun);
        expect(written.length).toBeGreaterThan(0);
        expect(unsyncedBefore(answer, file, small)).toEqual([]);
        last = answer.ended;
      }
    });
  });
} else it.skip(`no blob was seen by the calls of the system: ${reason}`);
