import type { Layout } from "./layout.ts";
import type { Mount } from "./program.ts";

/** How far functions reach: nowhere, to the product's own endpoint, or wherever this machine does. */
export type NetworkMode = "isolated" | "emulator" | "open";

/** A sandbox that is to be started, with all that was found out about it. */
export type Job = {
  readonly memoryMb: number;
  readonly tmpMb: number;
  /** Folders of this machine, for /var/task, /opt and /run/skylab. */
  readonly task: string;
  readonly opt: string | undefined;
  readonly sockets: string;
  readonly layout: Layout;
  readonly hasInit: boolean;
  /** With what goes before the runtime: the init, a wrapper. */
  readonly command: readonly string[];
  /** What else of this machine it needs, read-only. */
  readonly mounts: readonly Mount[];
  /** All of them, by paths as the sandbox sees them. */
  readonly variables: Readonly<Record<string, string>>;
  /** A user and group id that no other sandbox has; only root can give one. */
  readonly uid: number | undefined;
  readonly network: NetworkMode;
};
