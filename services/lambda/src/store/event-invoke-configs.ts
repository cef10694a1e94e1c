import { findInPlaces, jsonTable, type Listed, type Records } from "@skylab/records";
import type { StoredEventInvokeConfig } from "../domain/configs/event-invoke-config.ts";
import { type FunctionAddress, LATEST } from "../domain/functions/function-arn.ts";
import { readersOf } from "./readers-of.ts";
import { EVENT_INVOKE_CONFIGS_SPACE } from "./spaces.ts";

export const eventInvokeConfigRows = jsonTable<StoredEventInvokeConfig>(EVENT_INVOKE_CONFIGS_SPACE);

/** How asynchronous invocations are retried, and where their records go. Changed by transactions of the store. */
export type EventInvokeConfigs = {
  /**
   * What applies to events for a function, by the qualifier for which they came; none is `$LATEST`. As it is, or was less
   * than a second ago where another replica has changed it since.
   */
  readonly find: (of: FunctionAddress, qualifier?: string) => Promise<StoredEventInvokeConfig | undefined>;
  /** By their qualifiers, `$LATEST` first. */
  readonly list: (of: FunctionAddress, page: ConfigPage) => Promise<readonly Listed<StoredEventInvokeConfig>[]>;
};

export type ConfigPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

/** Configurations of a place that are remembered. */
const MAX_CONFIGS = 10_000;

export function openEventInvokeConfigs(records: Records): EventInvokeConfigs {
  const find = findInPlaces(records, eventInvokeConfigRows, { most: MAX_CONFIGS, make: (config) => config });
  const rowsOf = readersOf(records);
  return {
    find: ({ place, name }, qualifier = LATEST) => find(place, name, qualifier),
    list: async ({ place, name }, page) =>
      (await rowsOf(place)?.list(eventInvokeConfigRows, { prefix: [name], ...page })) ?? [],
  };
}
