import { AwsError } from "@skylab/aws";
import type { AttributeValue } from "../domain/item/attribute-value.ts";
import { compileQuery, type RawQuery } from "../domain/read/query-request.ts";
import type { Table } from "../domain/table/table.ts";

/** The hash key that a Query asks for, as the Query itself reads it; none where it will be refused. */
export function queriedKey(input: RawQuery, table: Table | undefined): readonly AttributeValue[] {
  if (table === undefined) return [];
  try {
    return compileQuery(input).on(table).condition.hash;
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}
