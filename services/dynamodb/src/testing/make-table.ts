import { CreateTable } from "../operations/CreateTable.ts";
import type { Operation } from "../operation.ts";
import { all, attribute, hash, range, simpleTable } from "./table-requests.ts";
import type { TestDynamo } from "./use-dynamo.ts";

type CreateTableInput = Parameters<Operation<"CreateTable">>[0];

let made = 0;

/** Makes a table of a name of its own, whose only key is `a` if the request does not say otherwise, and tells the name. */
export async function makeTable({ call }: TestDynamo, request: Partial<CreateTableInput> = {}): Promise<string> {
  const name = `table-${++made}`;
  await call(CreateTable, { ...simpleTable(name), ...request });
  return name;
}

/** The key `a`, `b`. */
export const rangeKey = {
  AttributeDefinitions: [attribute("a"), attribute("b")],
  KeySchema: [hash("a"), range("b")],
};

/**
 * The key `a`, `b`; a global index on `c` that shows `d` as well, and a local index on `e` that shows all.
 */
export const indexedTable = {
  AttributeDefinitions: [attribute("a"), attribute("b"), attribute("c"), attribute("e")],
  KeySchema: [hash("a"), range("b")],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-c",
      KeySchema: [hash("c")],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["d"] },
    },
  ],
  LocalSecondaryIndexes: [{ IndexName: "by-e", KeySchema: [hash("a"), range("e")], Projection: all }],
};
