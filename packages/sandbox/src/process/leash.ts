import { spawnSync } from "node:child_process";
import type { Launch } from "./launch.ts";

/** The command after which another one dies with the process that has started it; `undefined`: this machine has none. */
export type Leash = readonly string[] | undefined;

/** Of util-linux 2.33 or newer, where distributions have it. */
const SETPRIV = "/usr/bin/setpriv";

const KILLED_WITH_PARENT = ["--pdeathsig", "KILL", "--"];

/** Tries it out, which takes a few milliseconds. */
export function findLeash(): Leash {
  const { status } = spawnSync(SETPRIV, [...KILLED_WITH_PARENT, "/bin/sh", "-c", "exit 0"], { stdio: "ignore" });
  return status === 0 ? [SETPRIV, ...KILLED_WITH_PARENT] : undefined;
}

/**
 * The same launch, of which nothing is left when Skylab is killed: what runs would end by itself, because nobody answers it,
 * but what is frozen would stay for ever.
 */
export function onLeash(leash: Leash, launch: Launch): Launch {
  const [command, ...args] = leash ?? [];
  return command === undefined ? launch : { ...launch, command, args: [...args, launch.command, ...launch.args] };
}
