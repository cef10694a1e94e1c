import type { Job, ServiceClient } from "@skylab/service";
import type { DynamoStore } from "../store/store.ts";
import { forEach } from "../transfers/for-each.ts";
import { importTable } from "../transfers/import-table.ts";

/** Between looking whether there is something new to import. */
const TURN_MS = 1000;

/** Fills tables with what is imported from S3. */
export const importTables = (store: DynamoStore, call: ServiceClient): Job => ({
  name: "dynamodb: import tables",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    await forEach(await store.imports.underWay(), (one) => importTable(store, one, { call, clock, signal }));
  },
});
