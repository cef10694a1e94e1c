import type { ItemVersions } from "../item/item-versions.ts";
import { createHash } from "node:crypto";
import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { valuesEqual } from "../expression/index.ts";
import { keyOf } from "../item/item-key.ts";
import { itemSize } from "../item/item-size.ts";
import { writeSequenceNumber, type SequencePosition } from "./sequence-number.ts";
import type { Stream } from "./stream.ts";
import type { StreamSettings, Table } from "../table/table.ts";

/** When a change was made, and by whom where that is not a caller: the TTL job. */
export type ChangeOrigin = { readonly now: number; readonly byTtl?: true };

/** What a stream keeps of a change. */
export type StreamChange = {
  readonly event: "INSERT" | "MODIFY" | "REMOVE";
  readonly at: number;
  readonly byTtl?: true;
  readonly keys: Item;
  readonly before?: Item;
  readonly after?: Item;
};

/** What a stream shows of a change; nothing where nothing has changed, as where an item is put again as it was. */
export function streamChange(
  { key }: Pick<Table, "key">,
  view: StreamSettings["view"],
  { after, before, byTtl, now }: ItemVersions & ChangeOrigin,
): StreamChange | undefined {
  const item = after ?? before;
  if (item === undefined || isSame(before, after)) return undefined;
  const { showsAfter, showsBefore } = VIEWS[view];
  return {
    event: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    at: now,
    ...(byTtl && { byTtl }),
    keys: keyOf(item, key),
    ...(showsBefore && before && { before }),
    ...(showsAfter && after && { after }),
  };
}

const isSame = (before: Item | undefined, after: Item | undefined): boolean =>
  before !== undefined && after !== undefined && valuesEqual({ M: before }, { M: after });

const VIEWS = {
  KEYS_ONLY: { showsBefore: false, showsAfter: false },
  NEW_IMAGE: { showsBefore: false, showsAfter: true },
  OLD_IMAGE: { showsBefore: true, showsAfter: false },
  NEW_AND_OLD_IMAGES: { showsBefore: true, showsAfter: true },
};

/** Who deletes what has expired. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
const TTL_IDENTITY = { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" };

const EVENT_ID_DIGITS = 32;

/** A change as GetRecords answers it. */
export function describeChange(
  { label, table, view }: Stream,
  { after, at, before, byTtl, event, keys }: StreamChange,
  { position, region }: { readonly position: SequencePosition; readonly region: string },
): _Record {
  const SequenceNumber = writeSequenceNumber(position);
  const id = createHash("sha256").update(`${table.id} ${label} ${SequenceNumber}`).digest("hex");
  return {
    eventID: id.slice(0, EVENT_ID_DIGITS),
    eventName: event,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      // AWS rounds down to the second.
      ApproximateCreationDateTime: new Date(Math.floor(at / 1000) * 1000),
      Keys: wireItem(keys),
      ...(after && { NewImage: wireItem(after) }),
      ...(before && { OldImage: wireItem(before) }),
      SequenceNumber,
      SizeBytes: itemSize(keys) + sizeOf(after) + sizeOf(before),
      StreamViewType: view,
    },
    ...(byTtl && { userIdentity: TTL_IDENTITY }),
  };
}

const sizeOf = (image: Item | undefined): number => (image ? itemSize(image) : 0);

type WireValue = NonNullable<NonNullable<_Record["dynamodb"]>["Keys"]>[string];

const wireItem = (item: Item): Record<string, WireValue> => item as Record<string, AttributeValue & WireValue>; // as: the SDK's type says of the same values what else they might be.
