import { mkdir, readdir, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { removeTree } from "./tree.ts";

/** A folder that somebody uses: it stays until it is released, and may stay after that. */
export type Kept = {
  readonly path: string;
  readonly bytes: number;
  readonly release: () => void;
};

/** Fills a new folder, and returns how many bytes are in it. */
export type Fill = (folder: string) => Promise<number>;

type Slot = { readonly made: Promise<number>; users: number; usedAt: number; bytes: number };

const CONTENT = "content";
const SIZE = "size";
/** Names of folders that are being filled; after a crash they are in nobody's way. */
const DRAFT = ".draft";

/**
 * Folders by name, each filled once: who asks while it is being filled waits for the same. It is filled under another name
 * and renamed, so that a crash leaves all of it or nothing. Those that nobody uses are removed beyond `maxBytes`, the least
 * recently used first.
 */
export class KeptFolders {
  readonly #root: string;
  readonly #maxBytes: number;
  readonly #slots = new Map<string, Slot>();
  #found: Promise<void> | undefined;

  constructor(root: string, maxBytes: number) {
    this.#root = root;
    this.#maxBytes = maxBytes;
  }

  /** Rejects as `fill` does; the next who asks tries again. */
  async take(name: string, fill: Fill): Promise<Kept> {
    await (this.#found ??= this.#find());
    const slot = this.#slots.get(name) ?? this.#begin(name, fill);
    slot.users += 1;
    slot.usedAt = Date.now();
    try {
      const bytes = await slot.made;
      return { path: join(this.#root, name, CONTENT), bytes, release: once(() => this.#release(name, slot)) };
    } catch (error) {
      if (this.#slots.get(name) === slot) this.#slots.delete(name);
      throw error;
    }
  }

  #begin(name: string, fill: Fill): Slot {
    const slot: Slot = { made: this.#make(name, fill), users: 0, usedAt: 0, bytes: 0 };
    slot.made.then(
      (bytes) => (slot.bytes = bytes),
      () => undefined,
    );
    this.#slots.set(name, slot);
    return slot;
  }

  async #make(name: string, fill: Fill): Promise<number> {
    const draft = join(this.#root, `${name}${DRAFT}`);
    await removeTree(draft);
    await mkdir(join(draft, CONTENT), { recursive: true });
    try {
      const bytes = await fill(join(draft, CONTENT));
      await writeFile(join(draft, SIZE), String(bytes));
      await rename(draft, join(this.#root, name));
      return bytes;
    } catch (error) {
      await removeTree(draft);
      throw error;
    }
  }

  #release(name: string, slot: Slot): void {
    slot.users -= 1;
    slot.usedAt = Date.now();
    const path = join(this.#root, name);
    // For the next process to know.
    utimes(path, slot.usedAt / 1000, slot.usedAt / 1000).catch(() => undefined);
    this.#removeUnused();
  }

  #removeUnused(): void {
    let total = [...this.#slots.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const unused = [...this.#slots].filter(([, { users }]) => users === 0);
    for (const [name, { bytes }] of unused.toSorted(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (total <= this.#maxBytes) return;
      total -= bytes;
      this.#slots.delete(name);
      // Out of the way at once: who asks for it meanwhile makes it anew.
      const gone = join(this.#root, `${name}.${Date.now()}${DRAFT}`);
      rename(join(this.#root, name), gone)
        .then(() => removeTree(gone))
        .catch(() => undefined);
    }
  }

  /** What an earlier process has left. */
  async #find(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    for (const name of await readdir(this.#root)) {
      const path = join(this.#root, name);
      const bytes = name.endsWith(DRAFT)
        ? Number.NaN
        : Number(await readFile(join(path, SIZE), "utf8").catch(() => "NaN"));
      if (Number.isNaN(bytes)) await removeTree(path);
      else {
        const { mtimeMs } = await stat(path);
        this.#slots.set(name, { made: Promise.resolve(bytes), users: 0, usedAt: mtimeMs, bytes });
      }
    }
    this.#removeUnused();
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
