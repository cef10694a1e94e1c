import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { librariesIn, OUR_NODE, publishInside } from "./publish-inside.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "inside-"))));
afterEach(() => rm(folder, { recursive: true }));

it("what runs inside runs on our own Node.js from the folder alone", async () => {
  const inside = await publishInside(folder);
  const [loader = "", ...args] = OUR_NODE.map((part) => part.replace("/var/skylab", inside));
  const env = { LD_LIBRARY_PATH: "/nowhere" };
  const { stdout } = await promisify(execFile)(loader, [...args, "-p", "process.version"], { env });
  expect(stdout.trim()).toBe(process.version);
  expect(await readdir(join(inside, "inside"))).toContain("init.cjs");
});

it("is made once, whoever asks", async () => {
  const [one, other] = await Promise.all([publishInside(folder), publishInside(folder)]);
  expect(one).toBe(other);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
});

it("libraries are all shared objects of a process, each once, and no addon of Node.js", () => {
  const maps = [
    "7f0000000000-7f0000001000 r-xp 00000000 fe:00 1 /usr/lib/x86_64-linux-gnu/libc.so.6",
    "7f0000001000-7f0000002000 r--p 00001000 fe:00 1 /usr/lib/x86_64-linux-gnu/libc.so.6",
    "7f0000002000-7f0000003000 r-xp 00000000 fe:00 2 /lib/ld-musl-x86_64.so.1",
    "7f0000003000-7f0000004000 r-xp 00000000 fe:00 3 /app/node_modules/lmdb/lmdb.node",
    "7ffc00000000-7ffc00001000 r-xp 00000000 00:00 0 [vdso]",
  ];
  expect(librariesIn(maps.join("\n"))).toEqual(["/lib/ld-musl-x86_64.so.1", "/usr/lib/x86_64-linux-gnu/libc.so.6"]);
});
