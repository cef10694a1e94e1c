/** How an item is found: by its hash attributes, and within them in the order of its range attributes. */
export type KeySchema = {
  /** One; of a global secondary index up to four, in their order. */
  readonly hash: readonly KeyAttribute[];
  /** None or one; of a global secondary index up to four. */
  readonly range: readonly KeyAttribute[];
};

export type KeyAttribute = { readonly name: string; readonly type: KeyType };

/** The types that sort. */
export type KeyType = "S" | "N" | "B";

/** All attributes of a key, hash first. */
export const attributesOf = ({ hash, range }: KeySchema): readonly KeyAttribute[] => [...hash, ...range];
