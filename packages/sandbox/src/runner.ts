import type { FunctionVersion, SandboxLevel } from "./port.ts";

/**
 * Starts sandboxes of one kind. The host decides what runs in them and when; a runner knows only how this machine holds
 * somebody's code in.
 */
export type Runner = {
  readonly level: SandboxLevel;
  /** Resolves when the sandbox is on its way; what becomes of it `ended` tells. Rejects with a HostRefusal where it cannot be. */
  readonly start: (spec: SandboxSpec) => Promise<Sandbox>;
  /** Ends what is left of its sandboxes. */
  readonly close: () => Promise<void>;
};

export type SandboxSpec = {
  /** 32 hex digits. */
  readonly id: string;
  readonly version: FunctionVersion;
  /**
   * A folder of this sandbox alone, at /run/skylab inside: `api.sock` is its Runtime API, `door.sock`, where there is one,
   * leads to the product's own endpoint.
   */
  readonly sockets: string;
  /** The code unpacked, read-only at /var/task; absent for images. */
  readonly task: string | undefined;
  /** The layers merged, read-only at /opt; absent where there are none. */
  readonly opt: string | undefined;
  /** The port that users know the product by, if not 4566: inside it leads to the product, too. */
  readonly publicPort?: number;
  /** All that the runtime finds in its environment, but what the runner must know better: where its Runtime API listens. */
  readonly variables: Readonly<Record<string, string>>;
};

export type Sandbox = {
  /** What it writes to stdout and stderr, as it comes. One listener, set at once. */
  readonly onOutput: (listener: (bytes: Buffer) => void) => void;
  /** Nothing in it runs on from then, its children neither. Does nothing where it has ended. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** Asks its processes to end (SIGTERM), where extensions want to be told. */
  readonly terminate: () => Promise<void>;
  /** Ends it and all that it has started, at once. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly ended: Promise<SandboxEnd>;
  /** The most memory that it has had so far, in MB. */
  readonly maxMemoryMb: () => Promise<number>;
};

export type SandboxEnd = {
  readonly exitCode: number | undefined;
  /** `SIGKILL`. */
  readonly signal: string | undefined;
  readonly isOutOfMemory: boolean;
};
