import { createHash } from "node:crypto";
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { INSIDE_FOLDER } from "../process/layout.ts";

/** Where sandboxes find what is ours, read-only. */
export const INSIDE = "/var/skylab";

/** What starts a program on our own Node.js, in any image: none need have one, nor the same C library. */
export const OUR_NODE = [`${INSIDE}/lib/ld.so`, "--library-path", `${INSIDE}/lib`, `${INSIDE}/node`] as const;

/**
 * Copies this process's Node.js, all libraries that it stands on and what runs inside to a folder that sandboxes can be
 * given; resolves to that folder. It is made once for what is in it, and stays.
 */
export async function publishInside(folder: string): Promise<string> {
  const libraries = librariesIn(await readFile("/proc/self/maps", "utf8"));
  const { size, mtimeMs } = await stat(process.execPath);
  const insideMs = (await stat(join(INSIDE_FOLDER, ".tsbuildinfo"))).mtimeMs;
  const parts = [process.version, size, mtimeMs, insideMs, ...libraries];
  const target = join(folder, createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16));
  if (await isThere(target)) return target;
  await mkdir(folder, { recursive: true });
  const making = await mkdtemp(`${target}.`);
  // Who is in a sandbox is somebody else.
  await chmod(making, 0o755);
  await mkdir(join(making, "lib"));
  await copyFile(process.execPath, join(making, "node"));
  for (const library of libraries) await copyFile(library, join(making, "lib", nameOf(library)));
  await cp(INSIDE_FOLDER, join(making, "inside"), { recursive: true });
  await rename(making, target).catch(async (error: unknown) => {
    // Another one was faster, and made the same.
    await rm(making, { recursive: true, force: true });
    if (!(await isThere(target))) throw error;
  });
  return target;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The shared libraries that a process has in its memory, its dynamic loader among them. */
export function librariesIn(maps: string): readonly string[] {
  const paths = maps.split("\n").map((line) => line.slice(line.indexOf("/")));
  return [...new Set(paths)].filter((path) => /^\/.*\.so(?:\.[\d.]+)?$/.test(path)).toSorted();
}

/** By the name that programs ask for: a file of version 6.0.30 is asked for as 6. */
function nameOf(library: string): string {
  const name = basename(library);
  return /^ld-(?:linux|musl)/.test(name) ? "ld.so" : name.replace(/(\.so\.\d+)\..*$/, "$1");
}
