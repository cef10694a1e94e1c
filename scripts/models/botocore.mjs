import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The release whose models are joined; the constraints of a newer one may differ. */
const BOTOCORE_VERSION = "1.44.8";

/**
 * Downloads botocore into `folder`, where no Python finds it by chance, and unpacks it.
 * @returns the folder of its models
 */
export function fetchBotocore(folder) {
  const requirement = `botocore==${BOTOCORE_VERSION}`;
  execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, requirement]);
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  execFileSync("python3", ["-m", "zipfile", "-e", join(folder, wheel), join(folder, "unpacked")]);
  return join(folder, "unpacked", "botocore", "data");
}

/** The newest version of a service's model. */
export function readBotocoreModel(data, service) {
  const version = readdirSync(join(data, service)).toSorted().at(-1);
  const file = join(data, service, version, "service-2.json");
  return JSON.parse(readMaybeZipped(file));
}

function readMaybeZipped(file) {
  try {
    return gunzipSync(readFileSync(`${file}.gz`)).toString("utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return readFileSync(file, "utf8");
  }
}
