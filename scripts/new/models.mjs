import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODEL_NAMES } from "../../packages/protocol/dist/index.js";
import { SERVICES } from "../models/services.mjs";
import { root } from "../prepare.mjs";
import { Refusal } from "./changes.mjs";

/** A model of packages/protocol/models, and the SDK package of the same API in the version that it was made from. */
export function readModel(name) {
  const known = SERVICES.find((service) => service.name === name && MODEL_NAMES.includes(name));
  if (known === undefined) {
    const names = MODEL_NAMES.join(", ");
    throw new Refusal(`There is no model of ${name}; there are ${names}. CONTRIBUTING.md tells how to add one.`);
  }
  const sdk = `@aws-sdk/${known.client}`;
  return {
    model: read(join("models", `${name}.json`)),
    sdk,
    sdkVersion: read("package.json").devDependencies[sdk],
  };
}

const read = (path) => JSON.parse(readFileSync(join(root, "packages", "protocol", path), "utf8"));
