import { randomUUID } from "node:crypto";
import { encodeKey } from "@skylab/records";
import { expect, it } from "vitest";
import { useS3 } from "../testing/use-s3.ts";

import { type Asked, mergedSpaces, walk } from "./walk.ts";

const s3 = useS3();
const SPACES = ["test.first", "test.second"];

/** A generator of numbers below a bound that a seed repeats. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const decode = (value: Uint8Array): string => Buffer.from(value).toString();

/** What a listing is by its definition: all keys, sorted, looked at one by one. */
function slowly(keys: readonly string[], asked: Asked) {
  const found = new Map<string, boolean>();
  for (const key of keys.toSorted(byBytes)) {
    if (!key.startsWith(asked.prefix)) continue;
    const at = asked.delimiter === "" ? -1 : key.indexOf(asked.delimiter, asked.prefix.length);
    const name = at === -1 ? key : key.slice(0, at + asked.delimiter.length);
    const isTold = at !== -1 && asked.after.startsWith(name);
    if (byBytes(key, asked.after) > 0 && !isTold) found.set(name, at !== -1);
  }
  const page = [...found].slice(0, asked.limit);
  return {
    entries: page.flatMap(([name, isPrefix]) => (isPrefix ? [] : [name])),
    commonPrefixes: page.flatMap(([name, isPrefix]) => (isPrefix ? [name] : [])),
    isTruncated: asked.limit > 0 && found.size > asked.limit,
    last: page.at(-1)?.[0],
  };
}

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

it("a page has what a look at every key finds, whatever is asked for", async () => {
  const random = randomOf(7);
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item; // as: none of the lists is empty
  const LETTERS = ["a", "b", "/", "/", "é", "\u{1f600}", "\0", "zz"];
  const word = (most: number): string => Array.from({ length: random(most + 1) }, () => pick(LETTERS)).join("");
  for (let round = 0; round < 40; round += 1) {
    const partition = s3().engines.records.partition(randomUUID());
    const keys = [...new Set(Array.from({ length: 1 + random(120) }, () => word(6)).filter((key) => key !== ""))];
    const writes = keys.map((key) => {
      const space = pick(SPACES);
      return { kind: "put", space, key: encodeKey(key), value: Buffer.from(key) } as const;
    });
    await partition.commit({ writes });
    const read = mergedSpaces(
      partition,
      SPACES.map((space) => ({ space, decode })),
    );
    for (let asks = 0; asks < 30; asks += 1) {
      const asked: Asked = {
        prefix: pick(["", "", word(2)]),
        delimiter: pick(["", "/", "/", "a", "zz"]),
        after: pick(["", word(4), pick([...keys, ""])]),
        limit: random(20),
      };
      const from = asked.after === "" ? undefined : encodeKey(asked.after, 0);
      expect({ asked, page: await walk(asked, read, from) }).toEqual({ asked, page: slowly(keys, asked) });
    }
  }
});

it("a page reads little of what stands under its common prefixes", async () => {
  const partition = s3().engines.records.partition(randomUUID());
  for (const folder of ["a", "b", "c"]) {
    const writes = Array.from({ length: 5000 }, (_, index) => {
      const key = encodeKey(`${folder}/${index}`);
      return { kind: "put", space: "test.first", key, value: Buffer.from("x") } as const;
    });
    await partition.commit({ writes });
  }
  let rowsRead = 0;
  const read = mergedSpaces(partition, [{ space: "test.first", decode: () => "x" }]);
  const page = await walk({ prefix: "", delimiter: "/", after: "", limit: 1000 }, counted, undefined);
  async function counted(...asked: Parameters<typeof read>): ReturnType<typeof read> {
    const rows = await read(...asked);
    rowsRead += rows.length;
    return rows;
  }
  expect(page.commonPrefixes).toEqual(["a/", "b/", "c/"]);
  expect(rowsRead).toBeLessThan(100);
});
