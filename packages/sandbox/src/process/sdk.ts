import { existsSync } from "node:fs";
import { chmod, copyFile, link, mkdir, readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What functions find of the SDK is what this package depends on. */
const MANIFEST = fileURLToPath(new URL("../../package.json", import.meta.url));
const SDK_SCOPE = "@aws-sdk/";

/** What Node.js loads of a package, and its licence: for bundlers and compilers there is four times as much. */
const LOADED = /\.(?:[cm]?js|json)$|^LICENSE/;
const NOT_LOADED = new Set(["dist-es", "dist-types", "node_modules"]);

/** Sandboxes have users of their own. */
const OPEN_TO_ALL = 0o755;

/**
 * Puts AWS's SDK into a folder of packages, with all that it needs and nothing else. What is not installed is left out, as
 * in a smaller image of Skylab.
 */
export async function layOutSdk(target: string): Promise<void> {
  const packages = new Map<string, string>();
  const names = (await needsOf(MANIFEST)).filter((name) => name.startsWith(SDK_SCOPE));
  for (const name of names) await place(packages, { name, from: MANIFEST, beside: target, top: target });
  await mkdirOpen(target);
  for (const folder of packages.keys()) await mkdirOpen(dirname(folder));
  await Promise.all([...packages].map(([folder, source]) => linkTree(source, folder)));
}

type Wanted = {
  readonly name: string;
  /** Of whoever wants it: where it is and where it will be. */
  readonly from: string;
  readonly beside: string;
  readonly top: string;
};

/** Finds the place of a package and of what it needs, as npm does: at the top, or within the one that needs another version. */
async function place(packages: Map<string, string>, { name, from, beside, top }: Wanted): Promise<void> {
  // With a slash, or some would be modules of Node.js itself.
  const paths = createRequire(from).resolve.paths(`${name}/`) ?? [];
  const source = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, "package.json")));
  if (source === undefined) return;
  const taken = packages.get(join(top, name));
  if (taken === source) return;
  const folder = taken === undefined ? join(top, name) : join(beside, "node_modules", name);
  if (packages.has(folder)) return;
  packages.set(folder, source);
  const file = join(source, "package.json");
  for (const each of await needsOf(file)) await place(packages, { name: each, from: file, beside: folder, top });
}

async function needsOf(manifest: string): Promise<string[]> {
  const { dependencies = {} }: { readonly dependencies?: object } = JSON.parse(await readFile(manifest, "utf8"));
  return Object.keys(dependencies);
}

async function linkTree(source: string, target: string): Promise<void> {
  await mkdirOpen(target);
  const entries = await readdir(source, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [from, to] = [join(source, entry.name), join(target, entry.name)];
      if (entry.isDirectory() && !NOT_LOADED.has(entry.name)) await linkTree(from, to);
      // Only within one file system, and not everywhere those of another user.
      else if (entry.isFile() && LOADED.test(entry.name)) await link(from, to).catch(() => copyFile(from, to));
    }),
  );
}

async function mkdirOpen(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Whatever the process's umask is.
  await chmod(folder, OPEN_TO_ALL);
}
