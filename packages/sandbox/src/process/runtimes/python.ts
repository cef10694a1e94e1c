import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HostRefusal } from "../../port.ts";
import { hasOwnFiles, mountUnlessOfSystem, type Program, type ProgramRequest } from "../program.ts";
import { foldersIn, onPath, versionOf } from "./search.ts";

/** Our bootstrap: tsc copies no files of Python, so it stays where it is written. */
const BOOTSTRAP_FOLDER = fileURLToPath(new URL("../../../src/inside/python", import.meta.url));
const BOOTSTRAP_INSIDE = "/var/lang/skylab/python";

export async function pythonProgram({ version: { runtime = "" }, layout, folder }: ProgramRequest): Promise<Program> {
  const wanted = runtime.slice("python".length);
  const python = await findPython(wanted);
  if (python === undefined) {
    throw new HostRefusal("CannotRun", `Functions of ${runtime} need Python ${wanted}, which is not on this machine.`);
  }
  const bootstrap = await compiled(python, join(folder, runtime));
  return {
    command: [python.path, join(hasOwnFiles(layout) ? BOOTSTRAP_INSIDE : bootstrap, "bootstrap.py")],
    mounts: [{ source: bootstrap, target: BOOTSTRAP_INSIDE }, ...mountUnlessOfSystem(python.prefix)],
    variables: {},
    needsInit: "never",
  };
}

const compiling = new Map<string, Promise<string>>();

/**
 * Our bootstrap as this version has compiled it, in a folder of the runner's: sandboxes can write no compiled files, and
 * compiling each time takes a quarter of a cold start.
 */
function compiled({ path }: Python, target: string): Promise<string> {
  const done =
    compiling.get(target) ??
    cp(BOOTSTRAP_FOLDER, target, { recursive: true })
      .then(() => versionOf(path, ["-m", "compileall", "-q", target]))
      .then(() => target);
  compiling.set(target, done);
  return done;
}

/** An interpreter, and the folder where all is that it needs. */
type Python = { readonly path: string; readonly prefix: string };

const known = new Map<string, Promise<Python | undefined>>();

function findPython(version: string): Promise<Python | undefined> {
  const found = known.get(version) ?? searchPython(version);
  known.set(version, found);
  return found;
}

/** What an interpreter says of itself: shims of version managers are none, and virtual environments stand on another. */
const ASK = 'import sys; print("%d.%d" % sys.version_info[:2], sys.base_prefix, sep="\\n")';

async function searchPython(version: string): Promise<Python | undefined> {
  for (const candidate of candidates(version)) {
    const [found, prefix] = (await versionOf(candidate, ["-c", ASK]))?.trim().split("\n") ?? [];
    const path = join(prefix ?? "", "bin", `python${version}`);
    if (found === version && prefix !== undefined && existsSync(path)) return { path, prefix: resolve(prefix) };
  }
  return undefined;
}

/** On the path, and where the usual version managers keep theirs. */
function candidates(version: string): string[] {
  const home = homedir();
  const managed = [
    join(home, ".pyenv/versions"),
    join(home, ".local/share/uv/python"),
    join(home, ".asdf/installs/python"),
    join(home, ".local/share/mise/installs/python"),
  ].flatMap((folder) => foldersIn(folder));
  return [
    ...onPath(`python${version}`),
    ...managed.map((folder) => join(folder, "bin", `python${version}`)),
    ...onPath("python3"),
  ].filter((path) => existsSync(path));
}
