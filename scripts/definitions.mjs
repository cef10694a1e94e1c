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

/** Engines that do nothing: a service may take hold of its partitions when it is made, listen, name itself, ask whom not to reach. */
const ENGINES = {
  records: { partition: () => ({ subscribe: () => undefined }) },
  queues: {},
  ids: { uuid: () => "", bytes: () => new Uint8Array() },
  reach: { egress: { denied: [] } },
  egress: { denied: [] },
};

/** A service's index exports functions that make definitions. */
async function definitionsOf(folder) {
  const defines = Object.values(await import(join(root, "services", folder, "dist", "index.js")));
  return defines.map((define) => ({ folder, definition: define(ENGINES) }));
}
