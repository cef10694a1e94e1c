export { allRows } from "./all-rows.ts";
export {
  decodeKey,
  encodeKey,
  keyAfter,
  type KeyPart,
  type KeyRange,
  keyTexts,
  prefixRange,
  startsWithRange,
} from "./keys/tuple.ts";
export { type FindInPlaces, findInPlaces } from "./find-in-places.ts";
export { leasesOf } from "./lease.ts";
export { APPEND_BYTES, appendedKey, logRange } from "./log.ts";
export { dropSpaces, partitionName, type Places, placesOf, removeRecords } from "./places.ts";
export type * from "./port.ts";
export { retryOnConflict } from "./retry.ts";
export { jsonTable, keyTable, type Table } from "./table.ts";
export {
  behind,
  type Listed,
  type Listing,
  type Reader,
  readerOf,
  type RowKey,
  transact,
  type Transaction,
} from "./transact.ts";
export { type Update, updaterOf } from "./update.ts";
export { rememberRows } from "./remember-rows.ts";
