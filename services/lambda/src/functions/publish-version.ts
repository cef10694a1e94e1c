import type { Ids } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { jsonTable } from "@skylab/records";
import { fingerprint } from "../domain/functions/fingerprint.ts";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { functionRows, versionKey, versionRows } from "../store/functions.ts";
import { LAST_VERSIONS_SPACE } from "../store/spaces.ts";
import { writeVersion } from "../store/write-version.ts";

/** Numbers are never given twice, also where a function was deleted and made anew. */
const lastVersions = jsonTable<number>(LAST_VERSIONS_SPACE);

/** What is to be published: `$LATEST` of a function, as the transaction has it. */
export type Publication = {
  readonly name: string;
  readonly of: StoredFunction;
  readonly latest: StoredVersion;
  /** Instead of the one of `$LATEST`. */
  readonly description?: string | undefined;
  readonly ids: Ids;
};

/**
 * Makes a version of what `$LATEST` is; answers the one that was published last where nothing has changed since, which its
 * description is no part of. `$LATEST` has another revision then.
 */
export async function publishVersion(rows: Transaction, publication: Publication): Promise<StoredVersion> {
  const { ids, latest, name, of } = publication;
  const print = fingerprint(latest.configuration);
  const same = of.published?.fingerprint === print ? of.published.version : undefined;
  const last = same === undefined ? undefined : await rows.get(versionRows, ...versionKey(name, same));
  if (last !== undefined) return last;
  const number = ((await rows.get(lastVersions, name)) ?? 0) + 1;
  const version = String(number);
  const published = copyOf(publication, version);
  rows.put(lastVersions, number, name);
  rows.put(functionRows, { ...of, published: { version, fingerprint: print } }, name);
  await writeVersion(rows, { name, before: undefined, after: published });
  const again = { ...latest, configuration: { ...latest.configuration, RevisionId: ids.uuid() } };
  rows.put(versionRows, again, ...versionKey(name, latest.configuration.Version));
  return published;
}

/** A version is for nobody else at first, whoever may use the function. */
function copyOf({ description, ids, latest }: Publication, version: string): StoredVersion {
  const { configuration, code, layers } = latest;
  const { Description = "", SnapStart } = configuration;
  return {
    code,
    layers,
    configuration: {
      ...configuration,
      Description: description ?? Description,
      Version: version,
      RevisionId: ids.uuid(),
      ...(SnapStart?.ApplyOn === "PublishedVersions" && { SnapStart: { ...SnapStart, OptimizationStatus: "On" } }),
    },
  };
}
