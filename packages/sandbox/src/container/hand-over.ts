import { link, mkdir, readdir, readlink, symlink } from "node:fs/promises";
import { join } from "node:path";

/** To hand more files to a container that waits takes longer than to start another one. */
const MAX_FILES = 1000;

type Item = { readonly path: string; readonly kind: "folder" | "link" | "file" };

/** What is in a folder, by paths in it, parents first; `undefined` where that is too much. */
export async function contentsOf(folder: string): Promise<readonly Item[] | undefined> {
  const items: Item[] = [];
  for (const waiting = [""]; ;) {
    const inside = waiting.shift();
    if (inside === undefined) return items;
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const path = join(inside, entry.name);
      const kind = entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "file";
      items.push({ path, kind });
      if (kind === "folder") waiting.push(path);
    }
    if (items.length > MAX_FILES) return undefined;
  }
}

/** Makes the same in another folder of the same file system: each file is the same one, with one name more. */
export async function linkContents(items: readonly Item[], from: string, to: string): Promise<void> {
  for (const { path } of items.filter(({ kind }) => kind === "folder")) await mkdir(join(to, path));
  await Promise.all(
    items.map(async ({ path, kind }) => {
      if (kind === "file") await link(join(from, path), join(to, path));
      if (kind === "link") await symlink(await readlink(join(from, path)), join(to, path));
    }),
  );
}
