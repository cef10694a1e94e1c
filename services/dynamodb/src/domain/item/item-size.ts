import type { AttributeValue, Item } from "./attribute-value.ts";
import { itemTooLarge } from "../errors.ts";
import { numberSize } from "./number.ts";

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html#ItemSizeCalculations
/** Of a list or a map, full or empty. */
const COLLECTION_BYTES = 3;
/** Of each element of a list and each member of a map. */
const ELEMENT_BYTES = 1;

/** 400 KB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const MAX_ITEM_BYTES = 409_600;

/**
 * Of items as requests bring them.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function checkItemSize(item: Item): void {
  if (itemSize(item) > MAX_ITEM_BYTES) throw itemTooLarge();
}

/** Bytes of an item as AWS counts them: names and values, in UTF-8. */
export function itemSize(item: Item): number {
  let bytes = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueSize(value);
  }
  return bytes;
}

/** Bytes of an item, if there is one. */
export const sizeOf = (item: Item | undefined): number => (item === undefined ? 0 : itemSize(item));

/** Bytes of a value as AWS counts them. */
export function valueSize(value: AttributeValue): number {
  if ("S" in value) return Buffer.byteLength(value.S);
  if ("N" in value) return numberSize(value.N);
  if ("B" in value) return value.B.length;
  if ("M" in value) return COLLECTION_BYTES + Object.keys(value.M).length * ELEMENT_BYTES + itemSize(value.M);
  if ("L" in value) return value.L.reduce((sum, element) => sum + ELEMENT_BYTES + valueSize(element), COLLECTION_BYTES);
  if ("SS" in value) return value.SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if ("NS" in value) return value.NS.reduce((sum, number) => sum + numberSize(number), 0);
  return "BS" in value ? value.BS.reduce((sum, bytes) => sum + bytes.length, 0) : 1;
}
