import { all, attribute, hash, range } from "./table-requests.ts";

/** The key `a`, `b`; local indexes on `c` and `d`, global ones on `c`, and on `c` and `d`. */
export const queryTable = {
  AttributeDefinitions: [attribute("a"), attribute("b"), attribute("c"), attribute("d")],
  KeySchema: [hash("a"), range("b")],
  LocalSecondaryIndexes: [
    { IndexName: "index1", KeySchema: [hash("a"), range("c")], Projection: all },
    {
      IndexName: "index2",
      KeySchema: [hash("a"), range("d")],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["c"] },
    },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: "index3", KeySchema: [hash("c")], Projection: all },
    {
      IndexName: "index4",
      KeySchema: [hash("c"), range("d")],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["e"] },
    },
  ],
};
