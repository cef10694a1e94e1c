/** Rows of one kind: the space that they are in, and how one becomes bytes. */
export type Table<Row> = {
  readonly space: string;
  readonly encode: (row: Row) => Uint8Array;
  readonly decode: (value: Uint8Array) => Row;
};

/** A table whose rows stand as JSON. A row must be what JSON gives back: no dates, no bytes, no `undefined` in a list. */
export const jsonTable = <Row>(space: string): Table<Row> => ({
  space,
  encode: (row) => Buffer.from(JSON.stringify(row)),
  decode: (value) => JSON.parse(Buffer.from(value).toString()) as Row, // as: only `encode` writes this space.
});

/** A table in which only the keys count: an index. */
export const keyTable = (space: string): Table<true> => ({
  space,
  encode: () => NOTHING,
  decode: () => true,
});

const NOTHING = new Uint8Array(0);
