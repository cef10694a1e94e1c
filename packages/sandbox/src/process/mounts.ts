import { dirname } from "node:path";
import type { Mount } from "./program.ts";

/** What a sandbox with files of its own is made of. */
export type Mounts = {
  /** Read-only, in this order. */
  readonly binds: readonly Mount[];
  readonly links: readonly { readonly path: string; readonly to: string }[];
};

/** All folders above these paths, the upper ones first; without the root. */
export function foldersAbove(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folder === dirname(folder)) return;
    add(dirname(folder));
    folders.add(folder);
  };
  for (const path of paths) add(dirname(path));
  return [...folders];
}
