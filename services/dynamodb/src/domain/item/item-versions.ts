import type { Item } from "./attribute-value.ts";

/** An item before and after a change of it. */
export type ItemVersions = { readonly before: Item | undefined; readonly after: Item | undefined };
