import { expect, it } from "vitest";
import { nextTokenOf, pageOf, readNextToken } from "./next-token.ts";

const item = (name: string): { key: Uint8Array; name: string } => ({ key: Buffer.from(name), name });

it("a page tells how to go on only where there is more", () => {
  const listed = ["a", "b", "c"].map(item);
  const { items, nextToken } = pageOf(listed, 2);
  expect(items.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(Buffer.from(readNextToken(nextToken) ?? "").toString()).toBe("b");
  expect(pageOf(listed, 3)).toEqual({ items: listed, nextToken: undefined });
  expect(pageOf([], 3)).toEqual({ items: [], nextToken: undefined });
});

it("the first page has no token, and one of somebody else's is refused", () => {
  expect(readNextToken(undefined)).toBeUndefined();
  expect(readNextToken("")).toBeUndefined();
  expect(() => readNextToken("arbitrary")).toThrow("Invalid parameter: NextToken");
  expect(() => readNextToken(`${nextTokenOf(Buffer.from("a"))}!`)).toThrow("Invalid parameter: NextToken");
});
