import type { FunctionVersion } from "../port.ts";
import { AWS_LAYOUT, type Layout } from "./layout.ts";

/** How a runtime is started: by paths as the sandbox sees them. */
export type Program = {
  readonly command: readonly string[];
  /** What of this machine it needs beside the system's own folders, read-only, and where it stands in a sandbox with its own files. */
  readonly mounts: readonly Mount[];
  /** What the runtime wants in its environment beside what every one has. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Whether our init goes first: never, because the runtime serves the ports itself; where the sandbox has a loopback of its
   * own, to serve them; or always, to tell why the runtime cannot be started.
   */
  readonly needsInit: "never" | "for ports" | "always";
};

export type Mount = { readonly source: string; readonly target: string };

export type ProgramRequest = {
  readonly version: FunctionVersion;
  /** The function's code and its layers, on this machine. */
  readonly task: string | undefined;
  readonly opt: string | undefined;
  readonly layout: Layout;
  readonly variables: Readonly<Record<string, string>>;
  /** The runner's own, for what it makes once. */
  readonly folder: string;
  /** Tells something that matters to whoever runs Skylab; the same thing once. */
  readonly tellOnce: (message: string) => void;
};

/** Whether the sandbox has a file system of its own, in which things lie where AWS has them. */
export const hasOwnFiles = (layout: Layout): boolean => layout.task === AWS_LAYOUT.task;

/** What of an interpreter's folder has to be mounted: what is installed with the system is there already. */
export const mountUnlessOfSystem = (folder: string): Mount[] =>
  folder === "/usr" || folder.startsWith("/usr/") ? [] : [{ source: folder, target: folder }];
