import type { Item } from "./attribute-value.ts";
import { validationError } from "../errors.ts";
import { keyOf } from "./item-key.ts";
import type { KeySchema } from "../table/key-schema.ts";

/** @throws AwsError `ValidationException` where one key is there twice */
export function refuseDuplicateKeys(keys: readonly Item[]): void {
  if (new Set(keys.map(textOf)).size === keys.length) return;
  throw validationError("Provided list of item keys contains duplicates");
}

/** The hash keys that items have, each once. */
export function distinctHashKeys(items: readonly Item[], { hash }: KeySchema): readonly Item[] {
  const keys = items.map((item) => keyOf(item, { hash, range: [] }));
  return [...new Map(keys.map((key) => [textOf(key), key])).values()];
}

/** Tells keys apart whatever the order of their attributes is. */
const textOf = (key: Item): string =>
  JSON.stringify(
    Object.keys(key)
      .toSorted()
      .map((name) => [name, key[name]]),
  );
