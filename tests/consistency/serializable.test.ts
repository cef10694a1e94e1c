import { expect, test } from "vitest";
import { contradictionIn, type Lists, type ListTransaction } from "./serializable.ts";

const append = (element: string, lists: string, [begun, ended]: readonly [number, number?]): ListTransaction => ({
  kind: "append",
  element,
  lists: lists.split(""),
  begun,
  ended,
});

/** `a: "12"`: the list a has the elements 1 and 2. */
const lists = (seen: Readonly<Record<string, string>>): Lists =>
  new Map(Object.entries(seen).map(([list, elements]) => [list, elements.split("")]));

const read = (seen: Readonly<Record<string, string>>, [begun, ended]: readonly [number, number]): ListTransaction => ({
  kind: "read",
  seen: lists(seen),
  begun,
  ended,
});

test("transactions that were under way at the same time may take effect in any order", () => {
  const history = [
    append("1", "a", [0, 9]),
    append("2", "a", [1, 9]),
    read({ a: "2" }, [2, 3]),
    read({ a: "" }, [2, 3]),
  ];
  expect(contradictionIn(history, lists({ a: "21" }))).toBeUndefined();
});

test("what was answered is in what is read later", () => {
  const history = [append("1", "a", [0, 1]), read({ a: "" }, [2, 3])];
  expect(contradictionIn(history, lists({ a: "1" }))).toEqual(expect.arrayContaining(history));
});

test("what was appended later comes later", () => {
  const history = [append("1", "a", [0, 1]), append("2", "a", [2, 3])];
  expect(contradictionIn(history, lists({ a: "12" }))).toBeUndefined();
  expect(contradictionIn(history, lists({ a: "21" }))).toEqual(expect.arrayContaining(history));
});

test("what a transaction appended to two lists is seen in both or in neither, and is in both", () => {
  const both = append("1", "ab", [0, 9]);
  const torn = [both, read({ a: "1", b: "" }, [1, 2])];
  expect(contradictionIn(torn, lists({ a: "1", b: "1" }))).toEqual(expect.arrayContaining(torn));
  expect(contradictionIn([both], lists({ a: "1", b: "" }))).toBe("half of the append of 1 is there");
});

test("two transactions are in the same order in all lists", () => {
  const history = [append("1", "ab", [0, 9]), append("2", "ab", [0, 9])];
  expect(contradictionIn(history, lists({ a: "12", b: "12" }))).toBeUndefined();
  expect(contradictionIn(history, lists({ a: "12", b: "21" }))).toEqual(expect.arrayContaining(history));
});

test("two readers agree on what came first", () => {
  const appends = [append("1", "a", [0, 9]), append("2", "b", [0, 9])];
  const history = [...appends, read({ a: "1", b: "" }, [1, 8]), read({ a: "", b: "2" }, [1, 8])];
  expect(contradictionIn(history, lists({ a: "1", b: "2" }))).toEqual(expect.arrayContaining(history));
  expect(contradictionIn(history.slice(0, 3), lists({ a: "1", b: "2" }))).toBeUndefined();
});

test("a lost append took effect at any time after it was sent, or never", () => {
  const history = [append("1", "a", [2]), read({ a: "" }, [3, 4])];
  expect(contradictionIn(history, lists({ a: "" }))).toBeUndefined();
  expect(contradictionIn(history, lists({ a: "1" }))).toBeUndefined();
  const early = [append("1", "a", [2]), read({ a: "1" }, [0, 1])];
  expect(contradictionIn(early, lists({ a: "1" }))).toEqual(expect.arrayContaining(early));
});

test("what was seen is how the list began", () => {
  expect(
    contradictionIn([append("1", "a", [0]), append("2", "a", [0]), read({ a: "2" }, [1, 2])], lists({ a: "12" })),
  ).toBe("what was seen of a never was");
});
