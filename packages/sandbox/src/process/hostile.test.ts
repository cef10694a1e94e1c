import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { getuid } from "node:process";
import { describeHostile } from "../contract/hostile.ts";
import type { Hold } from "../contract/protection.ts";
import type { ProcessLevel } from "./levels.ts";
import { isOpenToAll } from "./plain.ts";
import { levelsHere, openLevel } from "./testing/levels-here.ts";

/** Only root can give sandboxes users of their own. */
const holdOf = (level: ProcessLevel): Hold =>
  level === "plain" && getuid?.() === 0 && isOpenToAll(tmpdir()) ? "plain, own user" : level;

for (const level of levelsHere) {
  describeHostile(`the level ${level}`, {
    hold: holdOf(level),
    open: async (folder) => {
      // As wide open as an installation may be, so that levels have to hold by themselves.
      await chmod(folder, 0o755);
      return openLevel(level);
    },
  });
}
