import type { Place } from "@skylab/aws";
import {
  allRows,
  decodeKey,
  jsonTable,
  type Listed,
  type Partition,
  readerOf,
  type Records,
  transact,
  type Transaction,
} from "@skylab/records";
import { mappingExists } from "../domain/mappings/errors.ts";
import { nameInMapping, type StoredMapping } from "../domain/mappings/mapping.ts";
import { type Checkpoints, openCheckpoints } from "./checkpoints.ts";

/**
 * Event source mappings, of all places together: whoever runs them has to know all of them, and is told of each that
 * changes. A function and an event source have one mapping at most.
 */
export type Mappings = {
  /** Keeps a mapping. @throws AwsError ResourceConflictException where there is one of its function and event source */
  readonly create: (mapping: StoredMapping) => Promise<void>;
  readonly find: (id: MappingId) => Promise<StoredMapping | undefined>;
  /**
   * Writes what `change` makes of a mapping, or nothing where that is the very one; `undefined` where there is none.
   * @throws AwsError ResourceConflictException where it would be another one of its function and event source
   */
  readonly update: (
    id: MappingId,
    change: (mapping: StoredMapping) => StoredMapping,
  ) => Promise<StoredMapping | undefined>;
  /** Of a place, by their UUIDs. */
  readonly list: (place: Place, page: MappingPage) => Promise<readonly ListedMapping[]>;
  /** Forgets a mapping and how far it has come. */
  readonly remove: (id: MappingId) => Promise<void>;
  readonly all: () => AsyncGenerator<StoredMapping>;
  /** Tells which mappings have changed, or `undefined` where any may have; until it is called, which ends it. */
  readonly watch: (listener: (changed: readonly MappingId[] | undefined) => void) => () => void;
  readonly checkpoints: Checkpoints;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export type MappingId = { readonly place: Place; readonly uuid: string };

export type ListedMapping = Listed<StoredMapping>;

export type MappingPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

/** The partition of all of them; places have names of two parts. */
const PARTITION = "lambda event sources";

/** account, region, UUID -> StoredMapping */
const MAPPINGS_SPACE = "lambda.mappings";

/** account, region, function ARN, event source ARN -> UUID */
const PAIRS_SPACE = "lambda.mapping-pairs";

const mappingRows = jsonTable<StoredMapping>(MAPPINGS_SPACE);
const pairRows = jsonTable<string>(PAIRS_SPACE);

const keyOf = ({ place, uuid }: MappingId): readonly [string, string, string] => [place.account, place.region, uuid];

const pairOf = ({ functionArn, place, source }: StoredMapping): readonly [string, string, string, string] => [
  place.account,
  place.region,
  functionArn,
  source.arn,
];

export function openMappings(records: Records): Mappings {
  const partition = records.partition(PARTITION);
  const rows = readerOf(partition);
  const checkpoints = openCheckpoints(partition);
  return {
    create: (mapping) => create(partition, mapping),
    find: (id) => rows.get(mappingRows, ...keyOf(id)),
    update: (id, change) => update(partition, id, change),
    list: ({ account, region }, page) => rows.list(mappingRows, { prefix: [account, region], ...page }),
    remove: async (id) => {
      await remove(partition, id);
      await checkpoints.forget(id.uuid);
    },
    all: async function* () {
      for await (const { row } of allRows(rows, mappingRows)) yield row;
    },
    watch: (listener) => partition.subscribe(MAPPINGS_SPACE, (keys) => listener(keys?.flatMap(idOfKey))),
    checkpoints,
    reset: async (account) => {
      for await (const { row } of allRows(rows, mappingRows, account === undefined ? [] : [account])) {
        await remove(partition, row);
        await checkpoints.forget(row.uuid);
      }
    },
  };
}

function idOfKey(key: Uint8Array): readonly MappingId[] {
  const [account, region, uuid] = decodeKey(key);
  return typeof account === "string" && typeof region === "string" && typeof uuid === "string"
    ? [{ place: { account, region }, uuid }]
    : [];
}

function create(partition: Partition, mapping: StoredMapping): Promise<void> {
  return transact(partition, async (rows) => {
    await takePair(rows, mapping);
    rows.put(mappingRows, mapping, ...keyOf(mapping));
  });
}

function update(
  partition: Partition,
  id: MappingId,
  change: (mapping: StoredMapping) => StoredMapping,
): Promise<StoredMapping | undefined> {
  return transact(partition, async (rows) => {
    const before = await rows.get(mappingRows, ...keyOf(id));
    if (before === undefined) return undefined;
    const after = change(before);
    if (after === before) return before;
    if (after.functionArn !== before.functionArn) {
      await takePair(rows, after);
      await leavePair(rows, before);
    }
    rows.put(mappingRows, after, ...keyOf(id));
    return after;
  });
}

/** Makes a mapping the one of its function and event source. */
async function takePair(rows: Transaction, mapping: StoredMapping): Promise<void> {
  const pair = pairOf(mapping);
  const uuid = await rows.get(pairRows, ...pair);
  const other = uuid === undefined ? undefined : await rows.get(mappingRows, ...keyOf({ ...mapping, uuid }));
  // One that is being deleted stands in nobody's way.
  if (other !== undefined && other.wanted !== "Deleted") {
    throw mappingExists(mapping.source, nameInMapping(mapping), other.uuid);
  }
  rows.put(pairRows, mapping.uuid, ...pair);
}

/** Another mapping may have taken its place. */
async function leavePair(rows: Transaction, mapping: StoredMapping): Promise<void> {
  if ((await rows.get(pairRows, ...pairOf(mapping))) === mapping.uuid) rows.remove(pairRows, ...pairOf(mapping));
}

function remove(partition: Partition, id: MappingId): Promise<void> {
  return transact(partition, async (rows) => {
    const mapping = await rows.get(mappingRows, ...keyOf(id));
    if (mapping === undefined) return;
    await leavePair(rows, mapping);
    rows.remove(mappingRows, ...keyOf(id));
  });
}
