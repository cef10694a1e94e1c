import type { TableDirectory } from "./table-directory.ts";

/**
 * Reads tables as they are now; those who ask for one of them in the same turn of the event loop share the answer. The
 * updates of a hot item do, one after the other: each with a read of its own, they would take longer than others take to
 * change the item once more.
 */
export function sharedReads(tables: Pick<TableDirectory, "read">): TableDirectory["read"] {
  const reads = new Map<string, ReturnType<TableDirectory["read"]>>();
  return (place, name) => {
    const id = `${place.account} ${place.region} ${name}`;
    const known = reads.get(id);
    if (known !== undefined) return known;
    const read = tables.read(place, name).finally(() => setImmediate(() => reads.delete(id)));
    reads.set(id, read);
    return read;
  };
}
