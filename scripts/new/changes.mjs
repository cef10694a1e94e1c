import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Something that cannot be done: its message is the one sentence that the user reads. Nothing has been written then. */
export class Refusal extends Error {}

/** Files as they will be: nothing is written before everything is known to fit. */
export class Changes {
  #root;
  #files = new Map();

  constructor(root) {
    this.#root = root;
  }

  /** The changed files, from the root. */
  get paths() {
    return [...this.#files.keys()];
  }

  has(path) {
    return this.#files.has(path) || existsSync(join(this.#root, path));
  }

  /** The folders in a folder, from the root. */
  folders(path) {
    return this.#entries(path, (entry) => entry.isDirectory());
  }

  /** The files in a folder, from the root. */
  files(path) {
    return this.#entries(path, (entry) => entry.isFile());
  }

  #entries(path, isWanted) {
    const entries = readdirSync(join(this.#root, path), { withFileTypes: true });
    return entries.filter(isWanted).map(({ name }) => `${path}/${name}`);
  }

  read(path) {
    return this.#files.get(path) ?? readFileSync(join(this.#root, path), "utf8");
  }

  put(path, text) {
    this.#files.set(path, text);
  }

  /** Changes the one place of a file that a pattern finds. */
  replace(path, pattern, replacement) {
    const text = this.read(path);
    if (!pattern.test(text)) throw new Refusal(`${path} has no place for it: ${pattern}.`);
    this.put(path, text.replace(pattern, replacement));
  }

  /** Adds a package to a package.json, in the order of names. */
  depend(path, name, version) {
    const manifest = JSON.parse(this.read(path));
    const dependencies = Object.entries({ ...manifest.dependencies, [name]: version }).toSorted(byName);
    this.put(
      path,
      `${JSON.stringify({ ...manifest, dependencies: Object.fromEntries(dependencies) }, undefined, 2)}\n`,
    );
  }

  /** Writes them, into another root where one is named. */
  write(root = this.#root) {
    for (const [path, text] of this.#files) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

const byName = ([a], [b]) => (a < b ? -1 : 1);
