import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteItem } from "../operations/DeleteItem.ts";
import { PutItem } from "../operations/PutItem.ts";
import { UpdateItem } from "../operations/UpdateItem.ts";
import { UpdateTable } from "../operations/UpdateTable.ts";
import type { streamReader } from "./stream-reader.ts";
import { simpleTable } from "./table-requests.ts";
import type { TestDynamo } from "./use-dynamo.ts";

type View = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** Tables with streams, and what changes their items. */
export function streamedTables(dynamo: () => TestDynamo, { arnOf }: Pick<ReturnType<typeof streamReader>, "arnOf">) {
  let made = 0;
  return {
    /** A table of its own for a test, with a stream. */
    makeStream: async (
      view: View = "NEW_AND_OLD_IMAGES",
    ): Promise<{ readonly table: string; readonly arn: string }> => {
      const table = `streamed-${(made += 1)}`;
      const StreamSpecification = { StreamEnabled: true, StreamViewType: view };
      await dynamo().call(CreateTable, { ...simpleTable(table), StreamSpecification });
      return { table, arn: await arnOf(table) };
    },
    put: (table: string, key: string, x?: string) =>
      dynamo().call(PutItem, { TableName: table, Item: { a: { S: key }, ...(x !== undefined && { x: { N: x } }) } }),
    remove: (table: string, key: string) => dynamo().call(DeleteItem, { TableName: table, Key: { a: { S: key } } }),
    increment: (table: string, key: string) =>
      dynamo().call(UpdateItem, {
        TableName: table,
        Key: { a: { S: key } },
        UpdateExpression: "ADD x :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
    disable: (table: string) =>
      dynamo().call(UpdateTable, { TableName: table, StreamSpecification: { StreamEnabled: false } }),
  };
}
