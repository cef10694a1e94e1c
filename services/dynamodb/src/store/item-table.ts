import type { Table as Rows } from "@skylab/records";
import type { AttributeValue, Item } from "../domain/item/attribute-value.ts";

/** Items as rows: JSON as on the wire, bytes in base64. */
export const itemTable = (space: string): Rows<Item> => ({ space, encode: encodeItem, decode: decodeItem });

export const encodeItem = (item: Item): Uint8Array => Buffer.from(JSON.stringify(itemToJson(item)));

export function decodeItem(bytes: Uint8Array): Item {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const item = JSON.parse(text) as Item; // as: `encodeItem` alone writes it.
  // Most items hold no bytes, and then nothing is to be done.
  return text.includes('"B":') || text.includes('"BS":') ? itemFromJson(item) : item;
}

/** An item as JSON can hold it, for what stores it inside of something else. */
export const itemToJson = (item: Item): Item =>
  Object.values(item).some(holdsBytes) ? mapItem(item, writeBytes) : item;

export const itemFromJson = (item: Item): Item => mapItem(item, readBytes);

function holdsBytes(value: AttributeValue): boolean {
  if ("B" in value || "BS" in value) return true;
  if ("M" in value) return Object.values(value.M).some(holdsBytes);
  return "L" in value && value.L.some(holdsBytes);
}

/** Bytes in their other form. */
type MapBytes = (value: Uint8Array) => Uint8Array;

// as, in both: bytes stand as text where the row is.
const writeBytes: MapBytes = (bytes) => Buffer.from(bytes).toString("base64") as unknown as Uint8Array;
const readBytes: MapBytes = (text) => Buffer.from(text as unknown as string, "base64");

const mapItem = (item: Item, map: MapBytes): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, mapValue(value, map)]));

function mapValue(value: AttributeValue, map: MapBytes): AttributeValue {
  if ("B" in value) return { B: map(value.B) };
  if ("BS" in value) return { BS: value.BS.map(map) };
  if ("M" in value) return { M: mapItem(value.M, map) };
  return "L" in value ? { L: value.L.map((one) => mapValue(one, map)) } : value;
}
