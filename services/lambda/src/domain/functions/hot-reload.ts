import { isAbsolute, normalize, sep } from "node:path";
import { invalidParameterValue } from "../errors.ts";

/** Buckets that are none: their keys are folders. LocalStack's names for it. */
const MARKERS: ReadonlySet<string> = new Set(["hot-reload", "__local__"]);

export const isHotReload = (bucket: string | undefined): boolean => bucket !== undefined && MARKERS.has(bucket);

/** What stands for the hash of a folder, as LocalStack's users know it. */
export const FOLDER_SHA256 = "hot-reloading-hash-not-available";

/**
 * The folder that is named to be run in place. Hidden ones never are: that is where people keep keys.
 * @param allowed in which folders it may be; absolute
 * @throws AwsError InvalidParameterValueException
 */
export function readFolder(key: string | undefined, allowed: readonly string[]): string {
  if (key === undefined || !isAbsolute(key)) {
    throw invalidParameterValue(`S3Key must be the absolute path of a folder for hot reload, not '${key ?? ""}'.`);
  }
  const folder = normalize(key);
  const isAllowed =
    allowed.some((root) => isIn(folder, root)) && !folder.split(sep).some((part) => part.startsWith("."));
  if (isAllowed) return folder;
  throw invalidParameterValue(
    `Hot reload of '${folder}' is not allowed: SKYLAB_LAMBDA_HOT_RELOAD names the folders in which code may be run in place.`,
  );
}

const isIn = (folder: string, root: string): boolean =>
  folder === root || folder.startsWith(root.endsWith(sep) ? root : root + sep);
