import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a sandbox finds its things: by AWS's paths, or where they truly are if it sees the machine's own file system. */
export type Layout = {
  readonly task: string;
  readonly opt: string;
  /** Our inits and bootstraps. */
  readonly runtime: string;
  readonly sockets: string;
  readonly tmp: string;
};

export const AWS_LAYOUT: Layout = {
  task: "/var/task",
  opt: "/opt",
  runtime: "/var/runtime",
  sockets: "/run/skylab",
  tmp: "/tmp",
};

/** What runs inside, compiled: the same from `src` and from `dist`. */
export const INSIDE_FOLDER: string = fileURLToPath(new URL("../../dist/inside", import.meta.url));

/** A runner's own copy of it, in which AWS's SDK lies where AWS has it. */
export const runtimeFolder = (folder: string): string => join(folder, "runtime");
export const sdkFolder = (runtime: string): string => join(runtime, "node_modules");

/** Of that folder: what goes first where the runtime cannot do for itself. */
export const INIT_FILE = "init.cjs";

/** Variables of the platform that are paths, or lists of them. */
const PATH_VARIABLES = [
  "PATH",
  "LD_LIBRARY_PATH",
  "NODE_PATH",
  "PYTHONPATH",
  "GEM_PATH",
  "RUBYLIB",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

/** The same variables, with AWS's paths as they are in a layout. */
export function variablesIn(
  layout: Layout,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const moved = PATH_VARIABLES.flatMap((name) => {
    const value = variables[name];
    return value === undefined
      ? []
      : [
          [
            name,
            value
              .split(":")
              .map((path) => pathIn(layout, path))
              .join(":"),
          ] as const,
        ];
  });
  return { ...variables, ...Object.fromEntries(moved) };
}

function pathIn(layout: Layout, path: string): string {
  for (const place of ["task", "opt", "runtime"] as const) {
    const aws = AWS_LAYOUT[place];
    if (path === aws || path.startsWith(`${aws}/`)) return layout[place] + path.slice(aws.length);
  }
  return path;
}
