// What npm start, npm test and npm run check need first: the right Node, the packages, the build.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The first Node 20 that can `require` an ES module, which some dependencies do. */
const OLDEST_NODE = [20, 19];

/** Makes everything ready, or ends the process with one sentence. */
export function prepare() {
  requireNode();
  installIfMissing();
  buildIfStale();
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Skylab needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
}

function installIfMissing() {
  if (isInstalled()) return;
  console.log("Installing packages…");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], "The packages cannot be installed.");
}

/** npm writes node_modules/.package-lock.json last and tells there what is installed; packages for other machines lack. */
function isInstalled() {
  const [wanted, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map(readPackages);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

function readPackages(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

function buildIfStale() {
  if (projects().every(isBuilt)) return;
  console.log("Building…");
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b"], "The build failed.");
}

/** The folders of packages and services that are built. */
function projects() {
  return ["packages", "services"].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, "tsconfig.json"))),
  );
}

function isBuilt(project) {
  const built = modified(join(project, "dist", ".tsbuildinfo"));
  const settings = [join(root, "tsconfig.base.json"), join(project, "tsconfig.json")].map(modified);
  return built > Math.max(newest(join(project, "src")), ...settings);
}

function newest(folder) {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newest(path) : modified(path);
  });
  return Math.max(0, ...times);
}

/** Milliseconds since the epoch; 0 for what is not there. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Runs a command in the root; ends the process with its exit code, and the sentence, where it fails. */
export function run(command, args, sentence) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) fail(sentence, status ?? 1);
}

function fail(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}
