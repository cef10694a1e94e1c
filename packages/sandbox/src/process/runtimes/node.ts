import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { runtimeFolder, sdkFolder } from "../layout.ts";
import { hasOwnFiles, type Program, type ProgramRequest } from "../program.ts";
import { layOutSdk } from "../sdk.ts";
import { findFirst, foldersIn, onPath, versionOf } from "./search.ts";

/** Of the memory, as AWS's bootstrap divides it; the rest is for what lies outside of V8's heap. */
const OLD_SPACE = 0.9;
const SEMI_SPACE = 0.05;

/** Where AWS has it. */
const NODE_INSIDE = "/var/lang/bin/node";

export async function nodeProgram({ version, layout, folder, tellOnce }: ProgramRequest): Promise<Program> {
  const wanted = Number.parseInt((version.runtime ?? "").slice("nodejs".length), 10);
  const found = await findNode(wanted);
  if (found === undefined) {
    tellOnce(
      `There is no Node.js ${wanted} here: functions of ${version.runtime} run on ${process.version}, on which Skylab runs.`,
    );
  }
  await bringSdk(sdkFolder(runtimeFolder(folder)), tellOnce);
  const node = found ?? process.execPath;
  const isMounted = hasOwnFiles(layout);
  return {
    command: [
      isMounted ? NODE_INSIDE : node,
      `--max-old-space-size=${Math.floor(version.memoryMb * OLD_SPACE)}`,
      `--max-semi-space-size=${Math.max(1, Math.floor(version.memoryMb * SEMI_SPACE))}`,
      join(layout.runtime, "node/bootstrap.cjs"),
    ],
    mounts: [{ source: node, target: NODE_INSIDE }],
    variables: {},
    needsInit: "never",
  };
}

/** Of each runner, while it lives. */
const brought = new Map<string, Promise<void>>();

function bringSdk(target: string, tellOnce: (message: string) => void): Promise<void> {
  const bringing =
    brought.get(target) ??
    layOutSdk(target).catch((error: unknown) => {
      tellOnce(`Functions do not find AWS's SDK for JavaScript: ${String(error)}`);
    });
  brought.set(target, bringing);
  return bringing;
}

const known = new Map<number, Promise<string | undefined>>();

/** The path of a Node.js of this major version. */
function findNode(major: number): Promise<string | undefined> {
  const found = known.get(major) ?? searchNode(major);
  known.set(major, found);
  return found;
}

async function searchNode(major: number): Promise<string | undefined> {
  if (Number.parseInt(process.versions.node, 10) === major) return process.execPath;
  return findFirst(candidates(major), async (path) => (await versionOf(path, ["--version"]))?.startsWith(`v${major}.`));
}

/** On the path, and where the usual version managers keep theirs. */
function candidates(major: number): string[] {
  const home = homedir();
  const managed = [
    [join(home, ".nvm/versions/node"), "bin/node"],
    [join(home, ".local/share/fnm/node-versions"), "installation/bin/node"],
    [join(home, ".asdf/installs/nodejs"), "bin/node"],
    [join(home, ".volta/tools/image/node"), "bin/node"],
    ["/usr/local/n/versions/node", "bin/node"],
  ] as const;
  return [
    ...onPath(`node${major}`),
    ...onPath("node"),
    ...managed.flatMap(([folder, node]) =>
      foldersIn(folder)
        .filter((version) => Number.parseInt(basename(version).replace(/^v/, ""), 10) === major)
        .map((version) => join(version, node)),
    ),
  ].filter((path) => existsSync(path));
}
