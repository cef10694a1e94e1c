import { jsonTable } from "@skylab/records";
import { TTL_TABLES_SPACE } from "./spaces.ts";

/** A table that has a time to live. */
export type TtlTable = {
  readonly name: string;
  /** While items from before are entered: the stored key, in hex, at which that goes on; `""`: at the first. */
  readonly fillFrom?: string;
};

export const ttlTables = jsonTable<TtlTable>(TTL_TABLES_SPACE);
