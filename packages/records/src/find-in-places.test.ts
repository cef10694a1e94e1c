import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, type Place } from "@skylab/aws";
import { expect, test } from "vitest";
import { findInPlaces } from "./find-in-places.ts";
import { openLmdbRecords } from "./lmdb/index.ts";
import { placesOf } from "./places.ts";
import type { Records } from "./port.ts";
import { jsonTable } from "./table.ts";
import { transact } from "./transact.ts";

const names = jsonTable<string>("test.names");
const HOME: Place = { account: "111111111111", region: "us-east-1" };
const ABROAD: Place = { account: "111111111111", region: "eu-west-1" };

async function withRecords(use: (records: Records) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "find-in-places-"));
  const records = await openLmdbRecords({ folder, clock: movableClock(), durability: "fast" });
  try {
    await use(records);
  } finally {
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const put = (records: Records, place: Place, name: string): Promise<void> =>
  transact(placesOf(records).at(place), (rows) => Promise.resolve(rows.put(names, name, "row")));

test("a row of each place is found, and made once until it changes", () =>
  withRecords(async (records) => {
    let made = 0;
    const find = findInPlaces(records, names, {
      most: 10,
      make: (name, _version, { region }) => {
        made += 1;
        return `${name} of ${region}`;
      },
    });
    expect(await find(HOME, "row")).toBeUndefined();
    await put(records, HOME, "ada");
    await put(records, ABROAD, "bob");
    for (let times = 0; times < 2; times += 1)
      expect([await find(HOME, "row"), await find(ABROAD, "row")]).toEqual(["ada of us-east-1", "bob of eu-west-1"]);
    expect(made).toBe(2);
    await put(records, HOME, "eve");
    expect([await find(HOME, "row"), made]).toEqual(["eve of us-east-1", 3]);
  }));

test("a place is listened to once it has a row, and what cannot be a place is not asked for", () =>
  withRecords(async (records) => {
    const [asked, listenedTo] = [new Set<string>(), new Set<string>()];
    const watched: Records = {
      ...records,
      partition: (name) => {
        const partition = records.partition(name);
        asked.add(name);
        return {
          ...partition,
          subscribe: (space, listener) => {
            listenedTo.add(name);
            return partition.subscribe(space, listener);
          },
        };
      },
    };
    const find = findInPlaces(watched, names, { most: 10, make: (name) => name });
    await put(records, HOME, "ada");
    expect(await find(HOME, "row")).toBe("ada");
    expect(await find(ABROAD, "row")).toBeUndefined();
    expect(await find({ account: "*", region: "us-east-1" }, "row")).toBeUndefined();
    expect([...asked]).toEqual(["111111111111/us-east-1", "111111111111/eu-west-1"]);
    expect([...listenedTo]).toEqual(["111111111111/us-east-1"]);
  }));
