import { createHash } from "node:crypto";
import type { StoredConfiguration } from "./version.ts";

/** What is different in two versions of the same code and settings. */
const OF_VERSION_ALONE: ReadonlySet<string> = new Set([
  "FunctionArn",
  "LastModified",
  "LastUpdateStatus",
  "RevisionId",
  "State",
  "Version",
]);

/** The same for the same code and settings: whether there is anything to publish. */
export function fingerprint(configuration: StoredConfiguration): string {
  const compared = Object.entries(configuration)
    .filter(([name]) => !OF_VERSION_ALONE.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(compared, inOrder)).digest("hex");
}

/** Maps say the same in whichever order. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
