import { execFile } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { env } from "node:process";
import { delimiter, join } from "node:path";

/** A program that answers nothing for so long is none. */
const ANSWER_WITHIN_MS = 10_000;

/** All programs of this name on the path, the first one first. */
export const onPath = (name: string): string[] =>
  (env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter((path) => existsSync(path));

/** The folders in a folder; none where it is not there. */
export const foldersIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

/** What a program says of itself; undefined where it does not run. */
export const versionOf = (program: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_WITHIN_MS }, (error, stdout, stderr) =>
      resolve(error === null ? stdout + stderr : undefined),
    );
  });

/** The true path of the first one that will do. */
export async function findFirst(
  paths: readonly string[],
  willDo: (path: string) => Promise<boolean | undefined>,
): Promise<string | undefined> {
  for (const path of paths) if ((await willDo(path)) === true) return realpathSync(path);
  return undefined;
}
