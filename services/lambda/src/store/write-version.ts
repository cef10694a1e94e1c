import type { Transaction } from "@skylab/records";
import type { StoredVersion, ZipCode } from "../domain/functions/version.ts";
import { type Hold, holdCode, measured, type MeasuredZip, releaseCode } from "./code.ts";
import { versionKey, versionRows } from "./functions.ts";

/** What a version becomes. */
export type VersionChange = {
  readonly name: string;
  readonly before: StoredVersion | undefined;
  readonly after: StoredVersion;
  /** Zip files of it that nobody has held yet. */
  readonly taken?: readonly MeasuredZip[];
};

/** Writes a version, holds its zip files, and lets go of those that it had. */
export async function writeVersion(rows: Transaction, change: VersionChange): Promise<void> {
  const { after, before, name, taken = [] } = change;
  // In this order: what it keeps is never nobody's.
  for (const { as, code } of zipsOf(after)) {
    await holdCode(rows, taken.find((zip) => zip.code.blob === code.blob) ?? (await measured(rows, code)), as);
  }
  if (before !== undefined) await releaseZips(rows, before);
  rows.put(versionRows, after, ...versionKey(name, after.configuration.Version));
}

/** Removes a version, and lets go of its zip files. */
export async function removeVersion(rows: Transaction, name: string, version: StoredVersion): Promise<void> {
  await releaseZips(rows, version);
  rows.remove(versionRows, ...versionKey(name, version.configuration.Version));
}

async function releaseZips(rows: Transaction, version: StoredVersion): Promise<void> {
  for (const { as, code } of zipsOf(version)) await releaseCode(rows, code, as);
}

const zipsOf = ({ code, layers }: StoredVersion): readonly { readonly code: ZipCode; readonly as: Hold }[] => [
  ...(code.kind === "zip" ? [{ code, as: "owners" as const }] : []),
  ...layers.map((layer) => ({ code: layer, as: "users" as const })),
];
