import type { FunctionVersion } from "../port.ts";
import { AWS_LAYOUT, type Layout } from "./layout.ts";

/** How a runtime is started: by paths as the sandbox sees them. */
export type Program = {
  readonly command: readonly string[];
  /** What of this machine it needs, beside the system's own folders; read-only. */
  readonly mounts: readonly Mount[];
  /** What the runtime wants in its environment beside what every one has. */
  readonly variables: Readonly<Record<string, string>>;
  /** It listens itself where the sandbox has a loopback of its own, and needs no init for it. */
  readonly servesPorts: boolean;
};

export type Mount = { readonly source: string; readonly target: string };

export type ProgramRequest = {
  readonly version: FunctionVersion;
  readonly layout: Layout;
  readonly variables: Readonly<Record<string, string>>;
  /** Tells something that matters to whoever runs Skylab; the same thing once. */
  readonly tellOnce: (message: string) => void;
};

/** Whether the sandbox has a file system of its own, in which things lie where AWS has them. */
export const hasOwnFiles = (layout: Layout): boolean => layout.task === AWS_LAYOUT.task;
