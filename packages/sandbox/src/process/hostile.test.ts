import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { getuid } from "node:process";
import { describeHostile } from "../contract/hostile.ts";
import type { Hold } from "../contract/protection.ts";
import { PROCESS_LEVELS, type ProcessLevel } from "./levels.ts";
import { isOpenToAll } from "./plain.ts";
import { openProcessRunner } from "./process-runner.ts";

const log = { info: () => undefined, warn: () => undefined };
const open = (level: ProcessLevel) => openProcessRunner({ level, strict: false, network: "emulator", log });

/** Only root can give sandboxes users of their own. */
const holdOf = (level: ProcessLevel): Hold =>
  level === "plain" && getuid?.() === 0 && isOpenToAll(tmpdir()) ? "plain, own user" : level;

/** Each level that this machine has: another one has others. */
const levels = PROCESS_LEVELS.filter((level) => {
  const runner = open(level);
  const isThere = runner.level === level;
  void runner.close();
  return isThere;
});

for (const level of levels) {
  describeHostile(`the level ${level}`, {
    hold: holdOf(level),
    open: async (folder) => {
      // As wide open as an installation may be, so that levels have to hold by themselves.
      await chmod(folder, 0o755);
      return open(level);
    },
  });
}
