import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DataFolderError, openDataFolder } from "./data-folder.ts";

const COMPILED = new URL("../../dist/lmdb/data-folder.js", import.meta.url).href;
/** Opens the folder, prints what came of it, and stays until its input ends. */
const OPENER = `
  const { openDataFolder } = await import(${JSON.stringify(COMPILED)});
  await openDataFolder(process.argv[1]).then(
    () => console.log("opened"),
    (error) => console.log(error.name + ": " + error.message),
  );
  process.stdin.resume();
`;

function startOpener(folder: string): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "--eval", OPENER, folder]);
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line]: readonly unknown[] = child.stdout === null ? [] : await once(child.stdout, "data");
  return String(line).trim();
}

async function stop(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
}

async function refusal(folder: string): Promise<string> {
  const error: unknown = await openDataFolder(folder).catch((reason: unknown) => reason);
  if (!(error instanceof DataFolderError)) throw new Error(`${folder} was not refused`, { cause: error });
  return error.message;
}

describe("a data folder", () => {
  let parent: string;
  let folder: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "skylab-data-"));
    folder = join(parent, "data");
  });
  afterEach(() => rm(parent, { recursive: true }));

  test("is made with its parents where there is none, marked, and opened again after its release", async () => {
    const deep = join(folder, "deeper", "still");
    const opened = await openDataFolder(deep);
    expect(opened.path).toBe(deep);
    expect(await readFile(join(deep, "skylab.json"), "utf8")).toBe('{"format":1}\n');
    await opened.release();
    expect(await readdir(deep)).toEqual(["skylab.json"]);
    const again = await openDataFolder(deep);
    await writeFile(join(deep, "data.mdb"), "records");
    await again.release();
    await (await openDataFolder(deep)).release();
  });

  test("may be an empty folder that was there before, or the root of a new volume", async () => {
    await mkdir(join(folder, "lost+found"), { recursive: true });
    await (await openDataFolder(folder)).release();
  });

  test("is refused when it holds something else, and stays as it was", async () => {
    await mkdir(folder);
    await writeFile(join(folder, "thesis.doc"), "");
    expect(await refusal(folder)).toBe(
      `${folder} is not a Skylab data folder: it holds thesis.doc. Choose another with SKYLAB_DATA.`,
    );
    for (const name of ["a", "b", "c"]) await writeFile(join(folder, name), "");
    expect(await refusal(folder)).toContain("it holds a, b, c and 1 more.");
    expect(await readdir(folder)).toEqual(["a", "b", "c", "thesis.doc"]);
  });

  test("is refused when a newer Skylab made it, or when its marker is damaged", async () => {
    await mkdir(folder);
    await writeFile(join(folder, "skylab.json"), '{"format":2}');
    expect(await refusal(folder)).toBe(
      `${folder} was made by a newer Skylab (format 2; this one knows 1). Choose another with SKYLAB_DATA.`,
    );
    for (const damaged of ["", "null", "[]", '{"format":"1"}']) {
      await writeFile(join(folder, "skylab.json"), damaged);
      expect(await refusal(folder)).toContain("is damaged");
    }
  });

  test("is refused when it is a file, or lies below one", async () => {
    await writeFile(folder, "");
    expect(await refusal(folder)).toBe(
      `${folder} cannot be used: it is a file or lies below one. Choose another with SKYLAB_DATA.`,
    );
    expect(await refusal(join(folder, "below"))).toContain("it is a file or lies below one");
  });

  test.runIf(process.platform === "linux")("is refused where no folder can be made", async () => {
    expect(await refusal("/proc/skylab/data")).toBe(
      "/proc/skylab/data cannot be used: no such file or directory. Choose another with SKYLAB_DATA.",
    );
  });

  test("is refused when it cannot be written", async () => {
    await mkdir(folder);
    await chmod(folder, 0o500);
    // Root may write anywhere but into the kernel's own file system.
    const unwritable = process.getuid?.() === 0 ? "/proc/skylab" : folder;
    expect(await refusal(unwritable)).toMatch(
      /^\S+ cannot be used: (?:permission denied|no such file or directory)\. Choose another with SKYLAB_DATA\.$/,
    );
  });

  test("is refused to a second process, and the error names the first", async () => {
    const owner = await openDataFolder(folder);
    const second = startOpener(folder);
    expect(await firstLine(second)).toBe(
      `DataFolderError: ${folder} is in use by process ${process.pid}. Stop it, or choose another with SKYLAB_DATA.`,
    );
    await stop(second, "SIGTERM");
    await owner.release();
    const third = startOpener(folder);
    expect(await firstLine(third)).toBe("opened");
    expect(await refusal(folder)).toContain(`is in use by process ${third.pid}.`);
    await stop(third, "SIGTERM");
  });

  test("is taken over from a process that was killed", async () => {
    const killed = startOpener(folder);
    expect(await firstLine(killed)).toBe("opened");
    await stop(killed, "SIGKILL");
    const opened = await openDataFolder(folder);
    expect(await refusal(folder)).toContain(`is in use by process ${process.pid}.`);
    await opened.release();
  });

  test("is taken over from a killed process whose number another process has now", async () => {
    const killed = startOpener(folder);
    await firstLine(killed);
    await stop(killed, "SIGKILL");
    const lock = join(folder, "skylab.lock");
    const left = await readFile(lock, "utf8");
    await writeFile(lock, left.replace(String(killed.pid), String(process.pid)));
    await (await openDataFolder(folder)).release();
  });

  test("is taken over when its lock is damaged", async () => {
    await (await openDataFolder(folder)).release();
    await writeFile(join(folder, "skylab.lock"), "");
    await (await openDataFolder(folder)).release();
  });

  test("has one owner when several processes want it at once, a stale lock or none in it", async () => {
    for (const left of [undefined, '{"pid":999999999,"startedAt":"1"}']) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      if (left !== undefined) await writeFile(join(folder, "skylab.lock"), left);
      const openers = Array.from({ length: 4 }, () => startOpener(folder));
      const lines = await Promise.all(openers.map(firstLine));
      expect(lines.filter((line) => line === "opened")).toHaveLength(1);
      expect(lines.filter((line) => line.includes("is in use by process"))).toHaveLength(3);
      await Promise.all(openers.map((opener) => stop(opener, "SIGKILL")));
    }
  });
});
