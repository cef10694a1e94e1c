import { useEngines } from "@skylab/engines/testing";
import type { Records } from "@skylab/records";
import { expect, it } from "vitest";
import { readSource, type ReadSource } from "../domain/read/read-source.ts";
import { newTable } from "../domain/table/new-table.ts";
import type { Table } from "../domain/table/table.ts";
import { indexedTable } from "../testing/make-table.ts";
import { simpleTable } from "../testing/table-requests.ts";
import { findTableFor } from "./find-table.ts";
import { openTableDirectory } from "./table-directory.ts";

const records = useEngines([], (opened) => opened.records);

const address = { name: "orders", place: { account: "111122223333", region: "us-east-1" } };

it("an index is read as soon as it is made, also where nobody has told yet of it", async () => {
  const made = newTable(address, { ...simpleTable("orders"), ...indexedTable }, { now: 0, newId: () => "id" });
  const [index] = made.globalIndexes;
  const withIndex = (status: "CREATING" | "ACTIVE"): Table => ({
    ...made,
    globalIndexes: index === undefined ? [] : [{ ...index, status }],
  });
  const writer = openTableDirectory(records());
  const change = (table: Table): Promise<unknown> => writer.change(address.place, "orders", () => table);
  await writer.create(address.place, { ...made, globalIndexes: [] });
  for (const before of [{ ...made, globalIndexes: [] }, withIndex("CREATING")]) {
    await change(before);
    const tables = openTableDirectory(deaf(records()));
    const read = (): Promise<{ readonly made: ReadSource }> =>
      findTableFor({ tables }, address, (table) => readSource(table, { IndexName: "by-c" }));
    await expect(read()).rejects.toMatchObject({ code: "ValidationException" });
    await change(withIndex("ACTIVE"));
    expect((await read()).made.index).toMatchObject({ name: "by-c", status: "ACTIVE" });
  }
});

/** Records of another replica, to which news have not come yet. */
const deaf = (opened: Records): Records => ({
  ...opened,
  partition: (name) => ({ ...opened.partition(name), subscribe: () => () => undefined }),
});
