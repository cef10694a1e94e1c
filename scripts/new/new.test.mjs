import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path/posix";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { loadModel, MODEL_NAMES } from "../../packages/protocol/dist/index.js";
import { root } from "../prepare.mjs";
import { Changes } from "./changes.mjs";
import { addOperation } from "./operation.mjs";
import { addService } from "./service.mjs";
import { containerOf } from "./services.mjs";

const BIN = join(root, "node_modules", ".bin");

/** Compiler and linter read everything once more, on a machine that has much else to do. */
const TOOLS_WITHIN_MS = 600_000;

const isServed = (name) => containerOf(name, new Changes(root)) !== undefined;
const served = MODEL_NAMES.filter(isServed);
const unserved = MODEL_NAMES.find((name) => !isServed(name));

/** Adds all operations of an API that are not built. */
async function addOperations(service, changes) {
  for (const name of Object.keys(loadModel(service).operations)) {
    await addOperation({ service, name }, changes).catch((error) => expect(error.message).toMatch("is built already"));
  }
}

it.each(served)("what is written for operations of %s imports files that are there", async (service) => {
  const changes = new Changes(root);
  await addOperations(service, changes);
  for (const path of changes.paths) {
    for (const [, file] of changes.read(path).matchAll(/ from "(\.[^"]+)"/g)) {
      expect(changes.has(normalize(join(path, "..", file))), `${path} imports ${file}`).toBe(true);
    }
  }
});

it.runIf(unserved)(
  "a new service with all its operations fits the types and the linter",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "skylab-new-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    takeSettings(folder);
    const service = new Changes(root);
    await addService({ name: unserved, hasQueues: true }, service);
    service.write(folder);
    const operations = new Changes(folder);
    await addOperations(unserved, operations);
    operations.write();
    const made = `services/${unserved}`;
    expect(await said(folder, "tsc", "-p", made)).toBe("");
    expect(await said(folder, "oxlint", "--type-aware", "--deny-warnings", made)).toMatch("0 warnings and 0 errors");
  },
  TOOLS_WITHIN_MS,
);

/** What a tool says of a folder, whether it finds something or not. */
async function said(folder, tool, ...args) {
  const { code = 0, stdout } = await promisify(execFile)(join(BIN, tool), args, { cwd: folder }).catch(
    (error) => error,
  );
  // It found something, and has not been kept from looking.
  if (typeof code !== "number" || (code > 0 && stdout === "")) throw new Error(`${tool} did not run: ${code}`);
  return stdout;
}

/** Puts what compiler and linter read into a folder; packages are those of the root. */
function takeSettings(folder) {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}/tsconfig.json`);
  for (const file of ["tsconfig.base.json", ".oxlintrc.json", ...packages]) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  }
}
