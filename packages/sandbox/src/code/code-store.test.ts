import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { zipSync, type Zippable } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ZipCode } from "../port.ts";
import { type CodeStore, openCodeStore } from "./index.ts";
import { removeTree } from "./tree.ts";

const MB = 1024 * 1024;
const MUCH = 4096 * MB;
/** What a Unix writes of an entry: its kind and permissions. */
const file = (mode: number) => ({ os: 3, attrs: (0o100_000 | mode) << 16 });
const LINK = { os: 3, attrs: 0o120_777 << 16 };
/** More than half of what is allowed. */
const half = { a: [new Uint8Array(130 * MB), { level: 1 }] } satisfies Zippable;
const bytes = (text: string): Uint8Array => Buffer.from(text);

let root: string;
let blobs: Map<string, Uint8Array>;
let gets: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "skylab-code-"));
  blobs = new Map();
  gets = 0;
});
// Nobody but root may remove what is sealed.
afterEach(() => removeTree(root));

const store = (maxBytes = MUCH): CodeStore =>
  openCodeStore({
    blobs: {
      get: async (id) => {
        gets += 1;
        return Readable.from([blobs.get(id)]);
      },
    },
    folder: root,
    maxBytes,
  });

function zip(entries: Zippable): ZipCode {
  return stored(zipSync(entries));
}

function stored(content: Uint8Array): ZipCode {
  const sha256 = createHash("sha256").update(content).digest("base64");
  blobs.set(sha256, content);
  return { kind: "zip", blob: sha256, sha256, size: content.length };
}

const take = (entries: Zippable, ...layers: readonly Zippable[]): ReturnType<CodeStore["take"]> =>
  store().take({ code: zip(entries), layers: layers.map(zip) });

describe("a zip file", () => {
  it("is unpacked with its modes, for nobody to change", async () => {
    const { task = "" } = await take({
      bootstrap: [bytes("#!/bin/sh"), file(0o755)],
      "lib/a.js": [bytes("1"), file(0o600)],
      "plain.txt": bytes("2"),
      "empty/": new Uint8Array(),
    });
    expect((await readdir(task)).toSorted()).toEqual(["bootstrap", "empty", "lib", "plain.txt"]);
    const modes = ["bootstrap", "lib/a.js", "plain.txt", "lib", "empty"].map(
      async (name) => (await stat(join(task, name))).mode,
    );
    expect((await Promise.all(modes)).map((mode) => (mode & 0o777).toString(8))).toEqual([
      "555",
      "444",
      "444",
      "555",
      "555",
    ]);
    expect(await readFile(join(task, "lib/a.js"), "utf8")).toBe("1");
  });

  it("is unpacked once for all who ask for it, together or later, also in another process", async () => {
    const code = zip({ a: bytes("a") });
    const one = store();
    const taken = await Promise.all([1, 2, 3].map(() => one.take({ code, layers: [] })));
    await store().take({ code, layers: [] });
    expect(new Set(taken.map(({ task }) => task)).size).toBe(1);
    expect(gets).toBe(1);
  });

  it("that was half unpacked when the process ended is unpacked anew", async () => {
    const code = zip({ a: bytes("whole") });
    const name = Buffer.from(code.sha256, "base64").toString("hex");
    await mkdir(join(root, "code", `${name}.draft`, "content"), { recursive: true });
    await writeFile(join(root, "code", `${name}.draft`, "content", "a"), "ha");
    await mkdir(join(root, "code", name));
    const { task = "" } = await store().take({ code, layers: [] });
    expect(await readFile(join(task, "a"), "utf8")).toBe("whole");
    expect(await readdir(join(root, "code"))).toEqual([name]);
  });

  it("may have links within its folder, which stay what they are", async () => {
    const { task = "" } = await take({
      "bin/tool": [bytes("../lib/tool"), LINK],
      lib: { tool: bytes("tool") },
      nowhere: [bytes("lib/missing"), LINK],
    });
    expect(await readlink(join(task, "bin/tool"))).toBe("../lib/tool");
    expect(await readFile(join(task, "bin/tool"), "utf8")).toBe("tool");
  });

  it.each<[string, Zippable]>([
    ["has an absolute link", { a: [bytes("/etc/passwd"), LINK] }],
    ["has a link that leads out", { "b/a": [bytes("../../out"), LINK] }],
    ["has a link that leads out by way of another", { "d/up": [bytes(".."), LINK], a: [bytes("d/up/../out"), LINK] }],
    [
      "has a link within a link",
      { real: { x: bytes("1") }, "a/b/d": [bytes("../../real"), LINK], "a/b/d/l": [bytes("../../../out"), LINK] },
    ],
    ["has a name that leads out", { "../out": bytes("1") }],
    ["has an absolute name", { "/out": bytes("1") }],
    ["has a device", { a: [bytes(""), { os: 3, attrs: 0o020_666 << 16 }] }],
    ["has a file where a folder is", { "a/b": bytes("1"), a: bytes("2") }],
  ])("that %s is refused, and nothing is left of it", async (_, entries) => {
    await expect(take(entries)).rejects.toMatchObject({ name: "HostRefusal", reason: "InvalidZipFile" });
    expect(await readdir(join(root, "code"))).toEqual([]);
    expect((await readdir(root)).includes("out")).toBe(false);
  });

  it("that has a file of a link's name below the link's folder writes nothing elsewhere", async () => {
    // Entries of one name: what is written first must not be followed.
    const { task = "" } = await take({ "lib/x": bytes("x"), "other/lib": [bytes("../lib"), LINK] });
    expect(await readFile(join(task, "other/lib/x"), "utf8")).toBe("x");
  });

  it("that is none is refused", async () => {
    const code = stored(bytes("this is no zip file"));
    await expect(store().take({ code, layers: [] })).rejects.toMatchObject({ reason: "InvalidZipFile" });
  });

  it("that is not what was stored is refused", async () => {
    const code = zip({ a: bytes("a") });
    blobs.set(code.blob, zipSync({ a: bytes("b") }));
    await expect(store().take({ code, layers: [] })).rejects.toMatchObject({ reason: "InvalidZipFile" });
  });

  it("that would be too large is refused before it is", async () => {
    const { a } = half;
    await expect(take({ a, b: a })).rejects.toThrow("Unzipped size must be smaller than 262144000 bytes");
  });

  it("whose entries have more in them than they say is refused", async () => {
    const content = Buffer.from(zipSync({ a: new Uint8Array(5 * MB) }));
    const directory = content.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    // The size that the directory tells of the entry.
    content.writeUInt32LE(10, directory + 24);
    await expect(store().take({ code: stored(content), layers: [] })).rejects.toMatchObject({
      reason: "InvalidZipFile",
    });
  });

  it("that was refused may be asked for again", async () => {
    const code = zip({ a: bytes("a") });
    const content = blobs.get(code.blob) ?? bytes("");
    const one = store();
    blobs.set(code.blob, bytes("broken"));
    await expect(one.take({ code, layers: [] })).rejects.toThrow();
    blobs.set(code.blob, content);
    expect(await one.take({ code, layers: [] })).toHaveProperty("task");
  });
});

describe("layers", () => {
  it("are one folder, in which later ones take the places of earlier ones", async () => {
    const { opt = "" } = await take(
      {},
      { "bin/a": [bytes("first"), file(0o755)], "lib/x": bytes("x") },
      { "bin/a": [bytes("second"), file(0o644)], "lib/y": bytes("y") },
    );
    expect(await readFile(join(opt, "bin/a"), "utf8")).toBe("second");
    expect((await stat(join(opt, "bin/a"))).mode & 0o777).toBe(0o444);
    expect((await readdir(join(opt, "lib"))).toSorted()).toEqual(["x", "y"]);
  });

  it("in another order are another folder", async () => {
    const [a, b] = [{ x: bytes("a") }, { x: bytes("b") }];
    const [{ opt: one = "" }, { opt: other = "" }] = [await take({}, a, b), await take({}, b, a)];
    expect([await readFile(join(one, "x"), "utf8"), await readFile(join(other, "x"), "utf8")]).toEqual(["b", "a"]);
  });

  it("and code together have a limit", async () => {
    await expect(take(half, half)).rejects.toMatchObject({ reason: "InvalidZipFile" });
  });
});

describe("code that nobody uses", () => {
  it("goes beyond a bound, the least recently used first, and what is in use stays", async () => {
    const kept = store(2500);
    const [a, b, c] = ["a", "b", "c"].map((name) => zip({ [name]: Buffer.alloc(1000, name) }));
    if (a === undefined || b === undefined || c === undefined) throw new Error("There are three.");
    const used = await kept.take({ code: a, layers: [] });
    for (const code of [b, c]) (await kept.take({ code, layers: [] })).release();
    await expect.poll(() => readdir(join(root, "code"))).toHaveLength(2);
    expect(await readFile(join(used.task ?? "", "a"), "utf8")).toHaveLength(1000);
    const before = gets;
    (await kept.take({ code: c, layers: [] })).release();
    expect(gets).toBe(before);
    (await kept.take({ code: b, layers: [] })).release();
    expect(gets).toBe(before + 1);
  });
});

describe("a folder", () => {
  it("is used in place, and has another state after each change", async () => {
    const path = join(root, "mine");
    const code = { kind: "folder", path } as const;
    const kept = store();
    await expect(kept.take({ code, layers: [] })).rejects.toMatchObject({ reason: "CannotRun" });
    await mkdir(join(path, "lib"), { recursive: true });
    const states = [await kept.stateOf(code)];
    await writeFile(join(path, "lib", "a.js"), "1");
    states.push(await kept.stateOf(code));
    await writeFile(join(path, "lib", "a.js"), "23");
    states.push(await kept.stateOf(code), await kept.stateOf(code));
    await rm(join(path, "lib", "a.js"));
    states.push(await kept.stateOf(code));
    expect(new Set(states).size).toBe(4);
    expect(states[2]).toBe(states[3]);
    expect(await kept.take({ code, layers: [] })).toMatchObject({ task: path, opt: undefined });
  });
});
