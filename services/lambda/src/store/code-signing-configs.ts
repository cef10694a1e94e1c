import type { Place } from "@skylab/aws";
import { allRows, jsonTable, type Listed, type Reader, type Records } from "@skylab/records";
import type { CodeSigningConfigAddress, StoredCodeSigningConfig } from "../domain/code-signing/code-signing-config.ts";
import { functionRows } from "./functions.ts";
import { readersOf } from "./readers-of.ts";
import { CODE_SIGNING_CONFIGS_SPACE } from "./spaces.ts";

/** By id. */
export const codeSigningConfigRows = jsonTable<StoredCodeSigningConfig>(CODE_SIGNING_CONFIGS_SPACE);

/** Code signing configurations. What changes them is a transaction of the store, with `codeSigningConfigRows`. */
export type CodeSigningConfigs = {
  /** A configuration as it is now. */
  readonly read: (address: CodeSigningConfigAddress) => Promise<StoredCodeSigningConfig | undefined>;
  /** Those of a place by their ids. */
  readonly list: (place: Place, page: ConfigPage) => Promise<readonly Listed<StoredCodeSigningConfig>[]>;
};

export type ConfigPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

export function openCodeSigningConfigs(records: Records): CodeSigningConfigs {
  const rowsOf = readersOf(records);
  return {
    read: async ({ id, place }) => rowsOf(place)?.get(codeSigningConfigRows, id),
    list: async (place, page) => (await rowsOf(place)?.list(codeSigningConfigRows, page)) ?? [],
  };
}

/** Whether a function has this configuration. */
export async function isSigned(rows: Reader, arn: string): Promise<boolean> {
  for await (const { row } of allRows(rows, functionRows)) if (row.codeSigningConfigArn === arn) return true;
  return false;
}
