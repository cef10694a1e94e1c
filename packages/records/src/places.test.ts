import { expect, test } from "vitest";
import { movableClock } from "@skylab/aws";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allRows } from "./all-rows.ts";
import { encodeKey } from "./keys/tuple.ts";
import { openLmdbRecords } from "./lmdb/index.ts";
import { dropSpaces, placesOf, removeRecords } from "./places.ts";
import type { Entry, Partition, Records } from "./port.ts";
import { jsonTable } from "./table.ts";
import { readerOf } from "./transact.ts";

const SPACE = "test.rows";
const numbers = jsonTable<number>(SPACE);
const HOME = { account: "111111111111", region: "us-east-1" };
const ABROAD = { account: "111111111111", region: "eu-west-1" };
const OTHER = { account: "222222222222", region: "us-east-1" };

async function withRecords(use: (records: Records) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "places-"));
  const records = await openLmdbRecords({ folder, clock: movableClock(), durability: "fast" });
  try {
    await use(records);
  } finally {
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const fill = (partition: Partition, rows: number): Promise<unknown> =>
  partition.commit({
    writes: Array.from({ length: rows }, (_, row) => ({
      kind: "put" as const,
      space: SPACE,
      key: encodeKey(row),
      value: numbers.encode(row),
    })),
  });

async function rowsOf(partition: Partition): Promise<readonly number[]> {
  const rows: number[] = [];
  for await (const { row } of allRows(readerOf(partition), numbers)) rows.push(row);
  return rows;
}

test("places are found by what they hold, all of them or those of an account, and no other partition is", () =>
  withRecords(async (records) => {
    const places = placesOf(records);
    for (const place of [HOME, ABROAD, OTHER]) await fill(places.at(place), 1);
    for (const name of ["frame", "iam/account/111111111111"]) await fill(records.partition(name), 1);
    const found = async (account?: string): Promise<readonly unknown[]> =>
      (await places.all(account)).map(({ place }) => place);
    expect(await found()).toHaveLength(3);
    expect(await found()).toEqual(expect.arrayContaining([HOME, ABROAD, OTHER]));
    expect(await found(HOME.account)).toHaveLength(2);
    expect(await found("333333333333")).toEqual([]);
    const [other] = await places.all(OTHER.account);
    expect(other && (await rowsOf(other.partition))).toEqual([0]);
  }));

test("spaces are dropped, and what others keep of the place stays", () =>
  withRecords(async (records) => {
    const home = placesOf(records).at(HOME);
    await fill(home, 3);
    await home.commit({ writes: [{ kind: "put", space: "other.rows", key: encodeKey(1), value: numbers.encode(1) }] });
    await dropSpaces(home, [SPACE, "test.empty"]);
    expect(await rowsOf(home)).toEqual([]);
    expect(await home.count("other.rows")).toBe(1);
  }));

test("of more records than one commit removes, those that go are told once they are gone, and the others stay", () =>
  withRecords(async (records) => {
    const home = placesOf(records).at(HOME);
    await fill(home, 2100);
    const gone: number[] = [];
    await removeRecords(home, SPACE, {
      goes: ({ value }) => numbers.decode(value) % 700 !== 0,
      gone: async (entries: readonly Entry[]) => {
        expect(
          await home.getMany(
            SPACE,
            entries.slice(0, 1).map(({ key }) => key),
          ),
        ).toEqual([undefined]);
        gone.push(...entries.map(({ value }) => numbers.decode(value)));
      },
    });
    expect(gone).toHaveLength(2097);
    expect(await rowsOf(home)).toEqual([0, 700, 1400]);
  }));

test("records stay for the next removal where what is to be done before they go fails", () =>
  withRecords(async (records) => {
    const home = placesOf(records).at(HOME);
    await fill(home, 3);
    const failing = removeRecords(home, SPACE, { going: () => Promise.reject(new Error("The engine is down.")) });
    await expect(failing).rejects.toThrow("The engine is down.");
    expect(await rowsOf(home)).toEqual([0, 1, 2]);
    const going: number[] = [];
    await removeRecords(home, SPACE, {
      going: async (entries) => void going.push(...entries.map(({ value }) => numbers.decode(value))),
    });
    expect([going, await rowsOf(home)]).toEqual([[0, 1, 2], []]);
  }));
