import { expect, it } from "vitest";
import { pageOf, readMarker } from "./page.ts";

const listed = [1, 2, 3].map((at) => ({ key: Uint8Array.of(at) }));

it("a page ends with a marker where there is more", () => {
  const { items, NextMarker } = pageOf(listed, 2);
  expect(items).toHaveLength(2);
  expect(readMarker(NextMarker)).toEqual(Buffer.from([2]));
});

it("the last page has no marker", () => {
  expect(pageOf(listed, 3)).toEqual({ items: listed });
});

it("a marker of somebody else's is refused", () => {
  expect(() => readMarker("no marker!")).toThrow("Invalid Marker.");
  expect(readMarker("")).toBeUndefined();
});
