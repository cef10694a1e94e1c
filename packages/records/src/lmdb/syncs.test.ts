import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  linesSaid,
  type SystemCall,
  systemCallsOf,
  unsyncedBefore,
  whyNoSystemCalls,
  writesTo,
} from "@skylab/aws/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PAGE_BYTES } from "./layout.ts";

const SCRIPT = fileURLToPath(new URL("../../dist/lmdb/traced-commits.js", import.meta.url));
const MINUTE_MS = 60_000;

/** LMDB's first two pages: a transaction counts as soon as one of them names its root. */
const META_BYTES = 2 * PAGE_BYTES;

/** `20</tmp/a/data.mdb>, "…", 128, 8232`: only pwrite64 says where it writes, and LMDB writes a meta page by no other. */
function isMeta({ name, words }: SystemCall): boolean {
  const [, offset] = /, (\d+)$/.exec(words) ?? [];
  return name === "pwrite64" && Number(offset) < META_BYTES;
}

const reason = whyNoSystemCalls();

if (reason === undefined) {
  describe("a durable commit, seen by the calls of the system", () => {
    let folder: string;
    let file: string;
    let calls: readonly SystemCall[];
    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), "skylab.records-")));
      file = join(folder, "data.mdb");
      calls = await systemCallsOf(SCRIPT, folder);
    }, 5 * MINUTE_MS);
    afterAll(() => rm(folder, { recursive: true }));

    it("names its pages by a meta page when they are synced", () => {
      const first = linesSaid(calls).find(({ line }) => line.startsWith("begins"));
      // Before, the file is made.
      const metas = writesTo(file, calls).filter((write) => isMeta(write) && write.begun > (first?.ended ?? Infinity));
      const answered = new Set(linesSaid(calls).flatMap(({ line }) => (line.startsWith("answered") ? [line] : [])));
      expect(metas.length).toBeGreaterThanOrEqual(answered.size);
      for (const meta of metas) expect(unsyncedBefore(meta, file, calls)).toEqual([]);
    });

    it("is answered when its pages and its meta page are synced", () => {
      const lines = linesSaid(calls);
      const answers = lines.filter(({ line }) => line.startsWith("answered"));
      expect(answers.length).toBeGreaterThan(20);
      for (const answer of answers) {
        const begins = lines.find(({ line }) => line === answer.line.replace("answered", "begins"));
        const written = writesTo(file, calls).filter(
          ({ begun }) => begun > (begins?.ended ?? Infinity) && begun < answer.begun,
        );
        expect(written.filter((write) => !isMeta(write)).length).toBeGreaterThan(0);
        expect(written.filter(isMeta).length).toBeGreaterThan(0);
        expect(unsyncedBefore(answer, file, calls)).toEqual([]);
      }
    });
  });
} else it.skip(`no commit was seen by the calls of the system: ${reason}`);
