import { expect, it } from "vitest";
import { AwsError } from "./error.ts";
import { pageOf, pageOfAll, pageToken, readPageToken } from "./page.ts";

const item = (name: string): { key: Uint8Array; name: string } => ({ key: Buffer.from(name), name });
const refusal = (): AwsError => new AwsError("InvalidToken", "It is none of ours.");
const read = (token: string | undefined): string | undefined => {
  const key = readPageToken(token, refusal);
  return key && Buffer.from(key).toString();
};

it("a page tells how to go on only where there is more", () => {
  const listed = ["a", "b", "c"].map(item);
  const { items, nextToken } = pageOf(listed, 2);
  expect(items.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(read(nextToken)).toBe("b");
  expect(pageOf(listed, 3)).toStrictEqual({ items: listed });
  expect(pageOf([], 3)).toStrictEqual({ items: [] });
});

it("the first page has no token, and one of somebody else's is refused", () => {
  expect(read(undefined)).toBeUndefined();
  expect(read("")).toBeUndefined();
  for (const token of ["arbitrary", `${pageToken(Buffer.from("a"))}!`])
    expect(() => read(token)).toThrow("It is none of ours.");
});

it("a list that is there as a whole is shown in the order of its names, though what a page ended with is gone", () => {
  const names = ["d", "a", "é", "b"];
  const first = pageOfAll(names, { nameOf: (name) => name, after: undefined, limit: 2 });
  expect(first.items).toEqual(["a", "b"]);
  const after = readPageToken(first.nextToken, refusal);
  const rest = pageOfAll(["d", "a", "é"], { nameOf: (name) => name, after, limit: 2 });
  expect(rest).toStrictEqual({ items: ["d", "é"] });
});
