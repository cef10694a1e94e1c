import { useEngines } from "@skylab/engines/testing";
import type { Records } from "@skylab/records";
import { expect, it } from "vitest";
import { newTable } from "../domain/table/new-table.ts";
import type { Table } from "../domain/table/table.ts";
import { indexedTable } from "../testing/make-table.ts";
import { simpleTable } from "../testing/table-requests.ts";
import { openTableDirectory } from "./table-directory.ts";

const records = useEngines([], (opened) => opened.records);

it("nobody listens to a place that is asked for and has no table", async () => {
  const listenedTo: string[] = [];
  const watched: Records = {
    ...records(),
    partition: (name) => {
      const partition = records().partition(name);
      return {
        ...partition,
        subscribe: (space, listener) => {
          listenedTo.push(name);
          return partition.subscribe(space, listener);
        },
      };
    },
  };
  const tables = openTableDirectory(watched);
  for (const region of ["a1", "a2", "a3"]) {
    expect(await tables.find({ account: "111122223333", region }, "orders")).toBeUndefined();
  }
  expect(listenedTo).toEqual([]);
});

it("finds an index as soon as it is made, also where nobody has told yet of the change", async () => {
  const place = { account: "111122223333", region: "us-east-1" };
  const asked = { ...simpleTable("orders"), ...indexedTable };
  const made = newTable({ place, name: "orders" }, asked, { now: 0, newId: () => "id" });
  const [index] = made.globalIndexes;
  const withIndex = (status: "CREATING" | "ACTIVE"): Table => ({
    ...made,
    globalIndexes: index === undefined ? [] : [{ ...index, status }],
  });
  const writer = openTableDirectory(records());
  const reader = openTableDirectory(deaf(records()));
  await writer.create(place, withIndex("CREATING"));
  const statusOf = async (): Promise<string | undefined> =>
    (await reader.find(place, "orders"))?.table.globalIndexes[0]?.status;
  expect(await statusOf()).toBe("CREATING");
  await writer.change(place, "orders", () => withIndex("ACTIVE"));
  expect(await statusOf()).toBe("ACTIVE");
});

/** Records of another replica, to which news have not come yet. */
const deaf = (opened: Records): Records => ({
  ...opened,
  partition: (name) => ({ ...opened.partition(name), subscribe: () => () => undefined }),
});
