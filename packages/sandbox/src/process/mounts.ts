import type { Mount } from "./program.ts";

/** What a sandbox with files of its own is made of. */
export type Mounts = {
  /** Read-only, in this order. */
  readonly binds: readonly Mount[];
  readonly links: readonly { readonly path: string; readonly to: string }[];
};
