import { spawnSync } from "node:child_process";
import type { Launch } from "./launch.ts";

/** What this machine can hold code in with, from the strongest to the weakest. */
export const PROCESS_LEVELS = ["bubblewrap", "unshare", "plain"] as const;
export type ProcessLevel = (typeof PROCESS_LEVELS)[number];

/** Something that hangs does not work; a machine that is busy takes its time. */
const TRY_WITHIN_MS = 30_000;

/** The strongest level, from the one that was asked for on, at which a sandbox comes up here. */
export function strongestLevel(from: ProcessLevel, tryOut: (level: ProcessLevel) => Launch): ProcessLevel {
  const candidates = PROCESS_LEVELS.slice(PROCESS_LEVELS.indexOf(from));
  return candidates.find((level) => level === "plain" || works(tryOut(level))) ?? "plain";
}

function works({ command, args, variables, folder, script }: Launch): boolean {
  const { status } = spawnSync(command, args, {
    cwd: folder,
    env: variables,
    input: script,
    timeout: TRY_WITHIN_MS,
  });
  return status === 0;
}
