import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "skylab-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the product until it ends by itself. */
function run(env: Record<string, string>): { readonly code: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    env: { SKYLAB_DATA: join(folder, "data"), SKYLAB_PORT: "0", ...env },
    encoding: "utf8",
  });
  return { code: status, stderr };
}

describe("a start that cannot be ends in one sentence", () => {
  it("where the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(run({ SKYLAB_PORT: String(port) })).toEqual({
      code: 1,
      stderr: `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set SKYLAB_PORT.\n`,
    });
    other.close();
  });

  it("where the address is not of this machine", () => {
    expect(run({ SKYLAB_HOST: "192.0.2.1" })).toEqual({
      code: 1,
      stderr: "192.0.2.1 is no address of this machine: set SKYLAB_HOST to one.\n",
    });
  });

  it("where a setting is wrong", () => {
    expect(run({ SKYLAB_AUTH: "no" })).toEqual({
      code: 1,
      stderr: 'SKYLAB_AUTH must be open, audit or enforce, not "no".\n',
    });
  });

  it("where the data folder is a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "not a folder");
    const { code, stderr } = run({ SKYLAB_DATA: file });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]*\n$/);
    expect(stderr).toContain(file);
  });

  it("where the data folder holds something else", () => {
    writeFileSync(join(folder, "precious.txt"), "not ours");
    const { code, stderr } = run({ SKYLAB_DATA: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]*\n$/);
    expect(stderr).toContain(folder);
  });
});
