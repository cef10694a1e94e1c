import { useEngines } from "@skylab/engines/testing";
import type { Records } from "@skylab/records";
import { expect, it } from "vitest";
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
