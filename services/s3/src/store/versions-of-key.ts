import { type Check, encodeKey, jsonTable, type Partition, prefixRange, type Table, type Write } from "@skylab/records";
import { type DeleteMarker, NULL_VERSION, type ObjectVersion, type StoredObject } from "../domain/object-version.ts";
import { orderInId } from "../domain/objects/version-order.ts";
import { CURRENT_SPACE, MARKERS_SPACE, NONCURRENT_SPACE, NULLS_SPACE } from "./spaces.ts";
import { versionTable } from "./version-rows.ts";

// How the versions of one key lie in their spaces. The current one is an object or a marker, in a space for each; every
// commit that makes another version current checks the record of the one that was, or that there was none in either.

export const currents: Table<StoredObject> = versionTable(CURRENT_SPACE);
export const markers: Table<DeleteMarker> = jsonTable(MARKERS_SPACE);
export const noncurrents: Table<ObjectVersion> = versionTable(NONCURRENT_SPACE);
const nulls: Table<number> = jsonTable(NULLS_SPACE);

/** A version where it was read, and what a commit checks that relies on it. */
export type Found<Row extends ObjectVersion | undefined> = { readonly row: Row; readonly checks: readonly Check[] };

/** The order of a version among those of its key. */
export function orderOf(version: ObjectVersion): number {
  const order = version.order ?? orderInId(version.versionId);
  if (order === undefined) throw new Error(`A version of ${JSON.stringify(version.key)} has no place in order`);
  return order;
}

/** The current version of a key. */
export async function findCurrent(partition: Partition, key: string): Promise<Found<ObjectVersion | undefined>> {
  const at = encodeKey(key);
  const current = await partition.get(CURRENT_SPACE, at);
  const checks: Check[] = [{ space: CURRENT_SPACE, key: at, version: current?.version }];
  if (current !== undefined) return { row: currents.decode(current.value), checks };
  const marker = await partition.get(MARKERS_SPACE, at);
  checks.push({ space: MARKERS_SPACE, key: at, version: marker?.version });
  return { row: marker && markers.decode(marker.value), checks };
}

/** A version where it stands. */
export type Located = Found<ObjectVersion> & { readonly isCurrent: boolean };

/** The current version, or the one of an id, wherever it stands. */
export async function locate(partition: Partition, key: string, versionId?: string): Promise<Located | undefined> {
  for (let before: Found<ObjectVersion | undefined> | undefined; ;) {
    const current = await findCurrent(partition, key);
    const { row, checks } = current;
    if (row !== undefined && (versionId === undefined || row.versionId === versionId)) {
      return { row, checks, isCurrent: true };
    }
    // While it was looked for among the others, it may have become current, or ceased to be.
    if (versionId === undefined || (before !== undefined && isSame(before, current))) return undefined;
    const found = await findNoncurrent(partition, key, versionId);
    if (found !== undefined) return { ...found, isCurrent: false };
    before = current;
  }
}

const isSame = (one: Found<ObjectVersion | undefined>, other: Found<ObjectVersion | undefined>): boolean =>
  one.checks.length === other.checks.length &&
  one.checks.every(({ version }, index) => version === other.checks[index]?.version);

/** The version of this id among those that are not current. */
export async function findNoncurrent(
  partition: Partition,
  key: string,
  versionId: string,
): Promise<Found<ObjectVersion> | undefined> {
  const order = versionId === NULL_VERSION ? await orderOfNull(partition, key) : orderInId(versionId);
  if (order === undefined) return undefined;
  const at = encodeKey(key, -order, versionId);
  const found = await partition.get(NONCURRENT_SPACE, at);
  if (found === undefined) return undefined;
  return {
    row: noncurrents.decode(found.value),
    checks: [{ space: NONCURRENT_SPACE, key: at, version: found.version }],
  };
}

/** The newest of those that are not current. */
export async function findNewestNoncurrent(
  partition: Partition,
  key: string,
): Promise<Found<ObjectVersion> | undefined> {
  const [entry] = await partition.range(NONCURRENT_SPACE, { ...prefixRange(key), limit: 1 });
  if (entry === undefined) return undefined;
  const checks = [{ space: NONCURRENT_SPACE, key: entry.key, version: entry.version }];
  return { row: noncurrents.decode(entry.value), checks };
}

async function orderOfNull(partition: Partition, key: string): Promise<number | undefined> {
  const found = await partition.get(NULLS_SPACE, encodeKey(key));
  return found && nulls.decode(found.value);
}

/** Makes a version the current one, in place of what was current. */
export function writeCurrent(version: ObjectVersion, replaced: ObjectVersion | undefined): readonly Write[] {
  const key = encodeKey(version.key);
  const row: Write =
    version.kind === "object"
      ? { kind: "put", space: CURRENT_SPACE, key, value: currents.encode(version) }
      : { kind: "put", space: MARKERS_SPACE, key, value: markers.encode(version) };
  return replaced === undefined || replaced.kind === version.kind ? [row] : [row, ...removeCurrent(replaced)];
}

/** What was current is it no more. */
export const removeCurrent = ({ kind, key }: ObjectVersion): readonly Write[] => [
  { kind: "remove", space: kind === "object" ? CURRENT_SPACE : MARKERS_SPACE, key: encodeKey(key) },
];

/** Puts a version among those that are not current, or writes there what it is now. */
export function writeNoncurrent(version: ObjectVersion): readonly Write[] {
  const order = orderOf(version);
  const key = encodeKey(version.key, -order, version.versionId);
  const row: Write = { kind: "put", space: NONCURRENT_SPACE, key, value: noncurrents.encode(version) };
  if (version.versionId !== NULL_VERSION) return [row];
  return [row, { kind: "put", space: NULLS_SPACE, key: encodeKey(version.key), value: nulls.encode(order) }];
}

export function removeNoncurrent(version: ObjectVersion): readonly Write[] {
  const key = encodeKey(version.key, -orderOf(version), version.versionId);
  const row: Write = { kind: "remove", space: NONCURRENT_SPACE, key };
  if (version.versionId !== NULL_VERSION) return [row];
  return [row, { kind: "remove", space: NULLS_SPACE, key: encodeKey(version.key) }];
}
