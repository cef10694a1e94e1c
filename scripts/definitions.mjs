import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

/** Every service definition, and the folder of services/ that it is from. Gateway and standalone have none of their own. */
export async function readDefinitions() {
  const folders = readdirSync(join(root, "services")).filter((folder) =>
    existsSync(join(root, "services", folder, "src", "service.ts")),
  );
  return (await Promise.all(folders.map(definitionsOf))).flat();
}

/** A service's index exports functions that make definitions. Nothing is asked of the engines that they get here. */
async function definitionsOf(folder) {
  const defines = Object.values(await import(join(root, "services", folder, "dist", "index.js")));
  return defines.map((define) => ({ folder, definition: define({ records: {}, queues: {} }) }));
}
