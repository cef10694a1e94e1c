import { encodeKey, type KeyPart, keyAfter, prefixRange, startsWithRange } from "@skylab/records";
import type { AttributeValue, Item } from "../domain/item/attribute-value.ts";
import type { KeyCondition, KeyRange } from "../domain/expression/index.ts";
import { hashParts, keyPart } from "../domain/item/item-key.ts";
import type { QueryTarget } from "../domain/read/query-request.ts";
import { type ReadSource, sourceKey } from "../domain/read/read-source.ts";
import { type Bounds, type Page, type PageRequest, readPage } from "./pages.ts";
import type { StoredTable } from "./stored-table.ts";

/** Which page of a query. */
export type QueryRead = Omit<PageRequest, "source" | "bounds"> &
  QueryTarget & {
    /** The key behind which it goes on, in the direction of the query. */
    readonly start: Item | undefined;
  };

/** Reads a page of what a key condition asks of a table or an index: it touches nothing else. */
export const readQuery = (stored: StoredTable, { condition, start, ...page }: QueryRead): Promise<Page> => {
  const { source, reverse = false } = page;
  const bounds = conditionBounds(condition);
  return readPage(stored, {
    ...page,
    bounds: start === undefined ? bounds : behindKey(bounds, source, { start, reverse }),
  });
};

/** What remains of the bounds behind a key. */
export function behindKey(
  bounds: Bounds,
  source: ReadSource,
  { start, reverse }: { readonly start: Item; readonly reverse: boolean },
): Bounds {
  const key = encodeKey(...sourceKey(source, start));
  return reverse ? { ...bounds, to: key } : { ...bounds, from: keyAfter(key) };
}

/** Where the items are whose key fulfils the condition. */
export function conditionBounds({ hash, range }: KeyCondition): Bounds {
  const equalities = range.filter(({ operator }) => operator === "=");
  const rest = range.find(({ operator }) => operator !== "=");
  const prefix = [...hashParts(hash), ...equalities.map(({ values: [value] }) => partOf(value))];
  return rest === undefined ? prefixRange(...prefix) : rangeBounds(prefix, rest);
}

function rangeBounds(prefix: readonly KeyPart[], { operator, values: [first, second] }: KeyRange): Bounds {
  const value = partOf(first);
  const whole = prefixRange(...prefix);
  const { from, to } = prefixRange(...prefix, value);
  switch (operator) {
    case "=":
      return { from, to };
    case "<":
      return { ...whole, to: from };
    case "<=":
      return { ...whole, to };
    case ">":
      return { ...whole, from: to };
    case ">=":
      return { ...whole, from };
    case "BETWEEN":
      return { from, to: prefixRange(...prefix, partOf(second)).to };
    default:
      return startsWithRange(...prefix, textPart(value));
  }
}

function partOf(value: AttributeValue | undefined): ReturnType<typeof keyPart> {
  if (value === undefined) throw new Error("A condition on a key has a value.");
  return keyPart(value);
}

function textPart(part: KeyPart): string | Uint8Array {
  if (typeof part === "string" || part instanceof Uint8Array) return part;
  throw new Error("Text and bytes alone have a beginning.");
}
