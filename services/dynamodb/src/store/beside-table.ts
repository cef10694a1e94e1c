import { encodeKey, type Write } from "@skylab/records";
import type { Stream } from "../domain/stream/stream.ts";
import type { Table } from "../domain/table/table.ts";
import { dueSpace } from "./spaces.ts";
import { streamRow } from "./stream-table.ts";
import { ttlTables } from "./ttl-tables.ts";

/** What a table that is removed leaves behind. */
export type RemovedTable = { readonly removedAt: number };

/**
 * What is written with a table's record: its streams, which outlive it by a day, and that it has a time to live, so that
 * the job that deletes what is due reads no other tables.
 */
export function besideTable(before: Table | undefined, next: Table | RemovedTable): readonly Write[] {
  const after = "removedAt" in next ? undefined : next;
  return [...streamWrites(before, next), ...ttlWrites(before, after)];
}

function* streamWrites(before: Table | undefined, next: Table | RemovedTable): Generator<Write> {
  const old = streamOf(before);
  const now = "removedAt" in next ? undefined : streamOf(next);
  if (old && old.label !== now?.label) yield streamRow({ ...old, disabledAt: endOf(old, next) });
  if (now && !(old && isSame(old, now))) yield streamRow(now);
}

const isSame = (a: Stream, b: Stream): boolean => a.label === b.label && a.splits?.length === b.splits?.length;

function streamOf(table: Table | undefined): Stream | undefined {
  if (table?.stream === undefined) return undefined;
  const { id, key, name, stream } = table;
  return { ...stream, table: { id, key, name } };
}

function endOf({ enabledAt, label }: Stream, next: Table | RemovedTable): number {
  if ("removedAt" in next) return next.removedAt;
  return next.formerStreams.find((former) => former.label === label)?.disabledAt ?? enabledAt;
}

function* ttlWrites(before: Table | undefined, after: Table | undefined): Generator<Write> {
  const old = ttlAttribute(before);
  const attribute = ttlAttribute(after);
  if (old === attribute) return;
  if (before && old !== undefined) {
    yield { kind: "drop", space: dueSpace(before) };
    yield { kind: "remove", space: ttlTables.space, key: encodeKey(before.name) };
  }
  if (after && attribute !== undefined) {
    const value = ttlTables.encode({ name: after.name, fillFrom: "" });
    yield { kind: "put", space: ttlTables.space, key: encodeKey(after.name), value };
  }
}

const ttlAttribute = (table: Table | undefined): string | undefined =>
  table?.ttl.enabled ? table.ttl.attribute : undefined;
