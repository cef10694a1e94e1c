import type { Item } from "../domain/item/attribute-value.ts";
import type { Operation, Output } from "../operation.ts";

/** An item, or a key, as requests have it. */
export type SentItem = Parameters<Operation<"PutItem">>[0]["Item"];

/** An item, or a key, as answers have it. */
export type AnsweredItem = NonNullable<Output<"GetItem">["Item"]>;

/** An item to be sent in a request, perhaps one that was answered. */
export const sent = (item: Item | AnsweredItem): SentItem => item as SentItem; // as: no operation changes its input.

/** An item that was answered. */
export const answered = (item: AnsweredItem): Item => item as Item; // as: no answer has a value of an unknown type.
