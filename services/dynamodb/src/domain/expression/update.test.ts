import { describe, expect, test } from "vitest";
import type { Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { Placeholders } from "./placeholders.ts";
import { compileUpdate } from "./update.ts";

const KEY: Item = { pk: { S: "1" } };
const VALUES: Item = {
  ":s": { S: "s" },
  ":n": { N: "1" },
  ":big": { N: `9${"0".repeat(125)}` },
  ":ss": { SS: ["b", "c"] },
  ":ns": { NS: ["10", "9"] },
  ":bs": { BS: [Buffer.from([255]), Buffer.from([0])] },
  ":l": { L: [{ S: "x" }] },
  ":none": { L: [] },
  ":bool": { BOOL: true },
};

function update(text: string, before: Item | undefined, names?: Record<string, string>): Item | undefined {
  return compileUpdate(text, new Placeholders({ names, values: VALUES })).apply(before, KEY);
}

const list = (...numbers: readonly number[]): Item => ({
  ...KEY,
  a: { L: numbers.map((number) => ({ N: String(number) })) },
});

describe("an update does to an item what AWS does", () => {
  test.each<[string, Item, Item]>([
    ["SET b = :s", { a: { N: "1" } }, { a: { N: "1" }, b: { S: "s" } }],
    ["SET a = :s, b = a", { a: { S: "old" } }, { a: { S: "s" }, b: { S: "old" } }],
    ["REMOVE a SET b = a", { a: { S: "old" } }, { b: { S: "old" } }],
    ["set a = a + :n Remove b", { a: { N: "0.1" }, b: { N: "1" } }, { a: { N: "1.1" } }],
    ["SET a = (a - :n)", { a: { N: "10" } }, { a: { N: "9" } }],
    ["SET a = if_not_exists(a, :n) + :n", { a: { N: "-5" } }, { a: { N: "-4" } }],
    ["SET a = if_not_exists(a, :n) + :n", {}, { a: { N: "2" } }],
    ["SET a = if_not_exists(b, c)", { c: { S: "c" } }, { c: { S: "c" }, a: { S: "c" } }],
    ["SET a = list_append(if_not_exists(a, :none), :l)", {}, { a: { L: [{ S: "x" }] } }],
    ["SET a = list_append(:l, a)", { a: { L: [{ N: "1" }] } }, { a: { L: [{ S: "x" }, { N: "1" }] } }],
    ["SET a.b.c = :s", { a: { M: { b: { M: {} } } } }, { a: { M: { b: { M: { c: { S: "s" } } } } } }],
    ["ADD a :n", { a: { N: "99999999999999999999" } }, { a: { N: "100000000000000000000" } }],
    ["ADD a :n, b :ss", {}, { a: { N: "1" }, b: { SS: ["b", "c"] } }],
    ["ADD a :ss", { a: { SS: ["a", "c"] } }, { a: { SS: ["a", "b", "c"] } }],
    ["ADD a :ns", { a: { NS: ["1", "9", "100"] } }, { a: { NS: ["1", "9", "10", "100"] } }],
    ["ADD a.b :n", { a: { M: {} } }, { a: { M: { b: { N: "1" } } } }],
    ["DELETE a :ss", { a: { SS: ["a", "b"] } }, { a: { SS: ["a"] } }],
    ["DELETE a :ss", { a: { SS: ["c", "b"] } }, {}],
    ["DELETE a :ss", {}, {}],
    ["REMOVE a.b, c", { a: { M: { b: { N: "1" } } } }, { a: { M: {} } }],
    ["REMOVE a[0]", { a: { L: [{ N: "1" }] } }, { a: { L: [] } }],
    ["SET a[0] = :n", { a: { L: [] } }, { a: { L: [{ N: "1" }] } }],
    ["SET a[1] = :n", { a: { L: [{ S: "x" }] } }, { a: { L: [{ S: "x" }, { N: "1" }] } }],
    ["ADD a[1] :n", { a: { L: [{ S: "x" }] } }, { a: { L: [{ S: "x" }, { N: "1" }] } }],
  ])("%s", (text, before, after) => {
    expect(update(text, { ...KEY, ...before })).toEqual({ ...KEY, ...after });
  });

  test("an update of bytes looks at the bytes", () => {
    const before: Item = { ...KEY, a: { BS: [Buffer.from([0]), Buffer.from([1])] } };
    expect(update("ADD a :bs", before)?.["a"]).toEqual({
      BS: [Buffer.from([0]), Buffer.from([1]), Buffer.from([255])],
    });
    expect(update("DELETE a :bs", before)?.["a"]).toEqual({ BS: [Buffer.from([1])] });
  });

  test("of sets as large as items hold each member is looked at once", () => {
    const members = Array.from({ length: 100_000 }, (_, index) => String(index).padStart(5, "0"));
    const bytes = members.map((member) => Buffer.from(member));
    const values = { ":ss": { SS: members.slice(1) }, ":bs": { BS: bytes.slice(1) } };
    const { apply } = compileUpdate("DELETE a :ss, b :bs ADD c :bs", new Placeholders({ values }));
    const after = apply({ ...KEY, a: { SS: members }, b: { BS: bytes }, c: { BS: bytes } }, KEY);
    expect([after?.["a"], after?.["b"]]).toEqual([{ SS: ["00000"] }, { BS: bytes.slice(0, 1) }]);
    expect(after?.["c"]).toHaveProperty("BS.length", members.length);
  });

  test("indexes are those before the update, whichever order it is written in", () => {
    expect(update("REMOVE a[1] SET a[3] = :n", list(2, 3, 4, 5, 6, 7))).toEqual(list(2, 4, 1, 6, 7));
    expect(update("SET a[3] = :n REMOVE a[1]", list(2, 3, 4, 5, 6, 7))).toEqual(list(2, 4, 1, 6, 7));
    expect(update("REMOVE a[0], a[17], a[2]", list(1, 2, 3))).toEqual(list(2));
  });

  test("what is set past the end of a list is appended in the order of the indexes", () => {
    const after = update("SET a[84] = :s, a[37] = :n, a[5] = :bool", list(1));
    expect(after?.["a"]).toEqual({ L: [{ N: "1" }, { BOOL: true }, { N: "1" }, { S: "s" }] });
  });

  test("an item that is not there begins with its key, unless the update only removes", () => {
    expect(update("SET a = :s", undefined)).toEqual({ ...KEY, a: { S: "s" } });
    expect(update("SET a = pk", undefined)).toEqual({ ...KEY, a: { S: "1" } });
    expect(update("REMOVE a", undefined)).toBeUndefined();
    expect(update("REMOVE a.b, c[0] DELETE d :ss", undefined)).toBeUndefined();
    expect(update("REMOVE a", KEY)).toEqual(KEY);
  });

  test("the item before stays as it was, and shares what did not change", () => {
    const before: Item = { ...KEY, a: { M: { b: { L: [{ N: "1" }] }, c: { M: {} } } }, d: { M: {} } };
    const copy = structuredClone(before);
    const after = update("SET a.b[0] = :s, a.b[1] = :s REMOVE x", before);
    expect(before).toEqual(copy);
    expect(after?.["d"]).toBe(before["d"]);
  });

  test("a name that JavaScript's objects inherit is a name like any other", () => {
    const names = { "#p": "__proto__", "#c": "constructor" };
    const after = update("SET #p = :s, #c = :n", KEY, names);
    expect(Object.keys(after ?? {})).toEqual(["pk", "__proto__", "constructor"]);
    expect(() => update("SET a = #c", KEY, { "#c": "constructor" })).toThrow("does not exist in the item");
  });
});

describe("an update tells what it updated", () => {
  const BEFORE: Item = { ...KEY, a: { M: { b: { S: "hi" }, c: { L: [{ N: "1" }, { N: "2" }, { N: "3" }] } } } };

  test.each<[string, Item | undefined, Item | undefined]>([
    ["SET a.b = :s", { a: { M: { b: { S: "hi" } } } }, { a: { M: { b: { S: "s" } } } }],
    ["SET a.c[1] = :n", { a: { M: { c: { L: [{ N: "2" }] } } } }, { a: { M: { c: { L: [{ N: "1" }] } } } }],
    ["SET a.x = :n, y = :s", undefined, { a: { M: { x: { N: "1" } } }, y: { S: "s" } }],
    ["REMOVE a.b", { a: { M: { b: { S: "hi" } } } }, undefined],
    ["SET a.c[100] = :n", undefined, undefined],
    ["REMOVE a.c[1], a.c[3]", { a: { M: { c: { L: [{ N: "2" }] } } } }, { a: { M: { c: { L: [{ N: "3" }] } } } }],
  ])("%s", (text, old, fresh) => {
    const { apply, updated } = compileUpdate(text, new Placeholders({ values: VALUES }));
    expect(updated(BEFORE)).toEqual(old);
    expect(updated(apply(BEFORE, KEY))).toEqual(fresh);
    expect(updated(undefined)).toBeUndefined();
  });

  test("paths, reads and types are told too", () => {
    const { paths, reads, types } = compileUpdate(
      "SET a = b + :n, c.d = :s, e = if_not_exists(f, :s) ADD g :ss REMOVE h",
      new Placeholders({ values: VALUES }),
    );
    expect(paths).toEqual([["a"], ["c", "d"], ["e"], ["g"], ["h"]]);
    expect(reads).toEqual([["b"], ["f"]]);
    expect([...types]).toEqual([
      ["a", "N"],
      ["e", "S"],
      ["g", "SS"],
    ]);
  });
});

const INVALID_PATH = "The document path provided in the update expression is invalid for update";
const WRONG_TYPE = "An operand in the update expression has an incorrect data type";
const NOT_THERE = "The provided expression refers to an attribute that does not exist in the item";

describe("an update that does not fit an item is refused in AWS's words", () => {
  test.each<[string, Item, string]>([
    ["SET a = b", {}, NOT_THERE],
    ["SET x = :n, y = x", {}, NOT_THERE],
    ["SET a = a + :n", {}, NOT_THERE],
    ["SET a.b = c", {}, NOT_THERE],
    ["SET a = a + :n", { a: { S: "1" } }, WRONG_TYPE],
    ["SET a = list_append(a, :l)", { a: { S: "1" } }, WRONG_TYPE],
    ["SET a = list_append(a, :l) + :n", { a: { L: [] } }, WRONG_TYPE],
    ["ADD a :n", { a: { S: "1" } }, WRONG_TYPE],
    ["ADD a :ss", { a: { NS: ["1"] } }, WRONG_TYPE],
    ["DELETE a :ss", { a: { NS: ["1"] } }, WRONG_TYPE],
    ["SET a.b = :n", {}, INVALID_PATH],
    ["SET a.b = :n", { a: { S: "a" } }, INVALID_PATH],
    ["SET a.b = :n", { a: { L: [] } }, INVALID_PATH],
    ["SET a[0] = :n", { a: { M: {} } }, INVALID_PATH],
    ["SET a[3].b = :n", { a: { L: [] } }, INVALID_PATH],
    ["REMOVE a.b", {}, INVALID_PATH],
    ["REMOVE a[0]", { a: { S: "a" } }, INVALID_PATH],
    [
      "ADD a :big",
      { a: { N: `9${"0".repeat(125)}` } },
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    ],
    [
      "SET a = a + :n",
      { a: { N: `1${"0".repeat(50)}` } },
      "Attempting to store more than 38 significant digits in a Number",
    ],
  ])("%s", (text, before, message) => {
    expect(() => update(text, { ...KEY, ...before })).toThrow(expect.objectContaining({ message }));
  });
});

const clash = (how: string, one: string, two: string): string =>
  `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
const operand = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;

describe("an update expression with an error is refused in AWS's words", () => {
  test.each([
    ["", "The expression can not be empty;"],
    ["INVALID SYNTAX HERE", 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ["SET", 'Syntax error; token: "<EOF>", near: "SET"'],
    ["SET a = :s,", 'Syntax error; token: "<EOF>", near: ","'],
    ["SET _123 = :s", 'Syntax error; token: "_", near: "SET _123"'],
    ["SET path = VALUE 1", 'Syntax error; token: "1", near: "VALUE 1"'],
    ["SET a = my Num", 'Syntax error; token: "Num", near: "my Num"'],
    ["SET book-price = :n", 'Syntax error; token: "-", near: "book-price"'],
    ["ADD hits : incr", 'Syntax error; token: ":", near: "hits : incr"'],
    ["SET a = :n + :n + :n", 'Syntax error; token: "+", near: ":n + :n"'],
    ["SET a = if_not_exists(a, :n+:n)", 'Syntax error; token: "+", near: ":n+:n"'],
    ["SET :s = :n", 'Syntax error; token: ":s", near: "SET :s ="'],
    ["SET add = :n", 'Syntax error; token: "add", near: "SET add ="'],
    ["ADD a b", 'Syntax error; token: "b", near: "a b"'],
    ["SET a = _f(:n)", 'Syntax error; token: "_", near: "= _f"'],
    ["SET status = f(:n)", "Attribute name is a reserved keyword; reserved keyword: status"],
    ["SET a = f(b, c, d)", "Invalid function name; function: f"],
    ["SET a = LIST_APPEND(:l, :l)", "Invalid function name; function: LIST_APPEND"],
    ["SET a = size(b)", "The function is not allowed in an update expression; function: size"],
    [
      "SET a = list_append(list_append(:l, :l), :l)",
      "The function is not allowed to be used this way in an expression; function: list_append",
    ],
    ["SET a = :s SET b = #x", 'The "SET" section can only be used once in an update expression;'],
    ["ADD x :n SET a = :s ADD y :n", 'The "ADD" section can only be used once in an update expression;'],
    [
      "SET a = :x, #b = :s",
      "An expression attribute name used in the document path is not defined; attribute name: #b",
    ],
    ["SET a = :x, a = :s", "An expression attribute value used in expression is not defined; attribute value: :x"],
    ["SET a = :s, a.b = :s", clash("overlap", "[a]", "[a, b]")],
    ["SET a.b = :s REMOVE a", clash("overlap", "[a, b]", "[a]")],
    ["SET a[1] = :s, a[1][1] = :s", clash("overlap", "[a, [1]]", "[a, [1], [1]]")],
    ["SET a.b = :s, a[1] = :s", clash("conflict", "[a, b]", "[a, [1]]")],
    [
      "ADD a :s",
      "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    ],
    [
      "DELETE a :n",
      "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
    ],
    ["SET a = :s + :n", operand("+", "S")],
    ["SET a = b - :l", operand("-", "L")],
    ["SET a = list_append(a, :s)", operand("list_append", "S")],
    [
      "SET a = list_append(:l)",
      "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1",
    ],
    [
      "SET a = if_not_exists(:s, :n)",
      "Operator or function requires a document path; operator or function: if_not_exists",
    ],
  ])("%s", (text, expected) => {
    expect(() => update(text, KEY)).toThrow(validationError(`Invalid UpdateExpression: ${expected}`));
  });
});
