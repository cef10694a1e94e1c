// npm run new -- service <name> [--queues] | operation <service> <Operation>: writes a skeleton and registers it everywhere.
import { join } from "node:path";
import { Changes, Refusal } from "./new/changes.mjs";
import { prepare, root, run } from "./prepare.mjs";

const USAGE = "npm run new -- service <name> [--queues] | operation <service> <Operation>";
const KINDS = {
  service: async ([name, ...options], changes) => {
    if (name === undefined || options.some((option) => option !== "--queues")) throw new Refusal(USAGE);
    const { addService } = await import("./new/service.mjs");
    return addService({ name, hasQueues: options.includes("--queues") }, changes);
  },
  operation: async ([service, name, ...more], changes) => {
    if (name === undefined || more.length > 0) throw new Refusal(USAGE);
    const { addOperation } = await import("./new/operation.mjs");
    return addOperation({ service, name }, changes);
  },
};

const [kind, ...words] = process.argv.slice(2);
try {
  if (!Object.hasOwn(KINDS, kind ?? "")) throw new Refusal(USAGE);
  // What is imported from here on needs the packages.
  prepare();
  const changes = new Changes(root);
  const left = await KINDS[kind](words, changes);
  changes.write();
  if (kind === "service") linkPackage();
  run(join(root, "node_modules", ".bin", "oxfmt"), changes.paths, "What was written cannot be formatted.");
  prepare();
  run(process.execPath, [join(root, "scripts", "tables.mjs")], "The tables cannot be written.");
  console.log(["", "Written:", ...changes.paths, "", "Left to you (CONTRIBUTING.md):", ...left].join("\n"));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Puts a new workspace into package-lock.json and node_modules. */
function linkPackage() {
  const quietly = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];
  run("npm", ["install", ...quietly], "The new package cannot be linked: npm install.");
}
