import type { Job, ServiceClient } from "@skylab/service";
import type { DynamoStore } from "../store/store.ts";
import { exportTable } from "../transfers/export-table.ts";
import { forEach } from "../transfers/for-each.ts";

/** Between looking whether there is something new to export. */
const TURN_MS = 1000;

/** Writes exports of tables to S3. */
export const exportTables = (store: DynamoStore, call: ServiceClient): Job => ({
  name: "dynamodb: export tables",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    await forEach(await store.exports.underWay(), (one) => exportTable(store, one, { call, clock, signal }));
  },
});
