import { createHash } from "node:crypto";
import type { StoredVersion } from "./version.ts";

/** What changes of a version without its environments being others: whoever may use it makes another revision. */
const OF_NO_ENVIRONMENT: ReadonlySet<string> = new Set([
  "LastUpdateStatus",
  "LastUpdateStatusReason",
  "LastUpdateStatusReasonCode",
  "RevisionId",
  "State",
  "StateReason",
  "StateReasonCode",
]);

/** Versions are read once and remembered, and every invocation asks. */
const known = new WeakMap<StoredVersion, string>();

/** Another one whenever the code or the settings of a version are, or were set anew: so that new environments are made. */
export function environmentId(version: StoredVersion): string {
  const remembered = known.get(version);
  if (remembered !== undefined) return remembered;
  const settings = Object.entries(version.configuration).filter(([name]) => !OF_NO_ENVIRONMENT.has(name));
  const text = JSON.stringify([settings, version.code, version.layers]);
  const id = createHash("sha256").update(text).digest("hex").slice(0, ID_LENGTH);
  known.set(version, id);
  return id;
}

/** 128 bits: no two are the same by chance. */
const ID_LENGTH = 32;
