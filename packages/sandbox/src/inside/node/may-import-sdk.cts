import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of larger functions nobody can say within a few milliseconds that they do not. */
const LOOKED_THROUGH_FILES = 100;

const CODE = /\.[cm]?[jt]s$/;
const OF_SDK = /@(?:aws-sdk|smithy)\//;

/** Whether any file of a function names a package of AWS's SDK, or may do so. */
export const mayImportSdk = (folder: string): boolean => {
  let looked = 0;
  const isNamedIn = (path: string): boolean =>
    readdirSync(path, { withFileTypes: true }).some((entry) => {
      looked += 1;
      if (looked > LOOKED_THROUGH_FILES || entry.isSymbolicLink()) return true;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return isNamedIn(inner);
      return CODE.test(entry.name) && OF_SDK.test(readFileSync(inner, "latin1"));
    });
  try {
    return isNamedIn(folder);
  } catch {
    return true;
  }
};
