export type { Decimal } from "./keys/decimal.ts";
export {
  decodeKey,
  encodeKey,
  keyAfter,
  type KeyPart,
  type KeyRange,
  prefixRange,
  startsWithRange,
} from "./keys/tuple.ts";
export { APPEND_BYTES, appendedKey, logRange } from "./log.ts";
export * from "./port.ts";
export { retryOnConflict } from "./retry.ts";
