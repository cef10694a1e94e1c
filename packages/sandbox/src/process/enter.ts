import type { Job } from "./job.ts";
import { limits } from "./limits.ts";

/**
 * The last step into a sandbox, as the script of the shell that stands in it already, with all rights given up: only now
 * come the function's own variables, which could change what any program does (LD_PRELOAD). They are not among the
 * arguments, because lists of processes show those.
 */
export const enter = ({ memoryMb, command, variables }: Job): string =>
  [
    limits(memoryMb, { countsProcesses: true }),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    `exec ${command.map(quoted).join(" ")} </dev/null`,
    "",
  ].join("\n");

/** Becomes another user for good, without any rights of root's. */
export const dropTo = (uid: number): string[] => [
  "setpriv",
  `--reuid=${uid}`,
  `--regid=${uid}`,
  ...GIVE_UP,
  "--clear-groups",
  "--",
];

/** Capabilities, and that any program could give some back. */
export const GIVE_UP: readonly string[] = ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];

export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
