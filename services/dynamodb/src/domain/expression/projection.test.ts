import { describe, expect, test } from "vitest";
import type { Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { Placeholders } from "./placeholders.ts";
import { compileProjection } from "./projection.ts";

const ITEM: Item = {
  p: { S: "1" },
  a: { M: { b: { L: [{ N: "2" }, { N: "4" }, { M: { x: { S: "hi" }, y: { S: "yo" } } }] }, c: { N: "5" } } },
  "a.b": { S: "dotted" },
};

const project = (text: string, names?: Record<string, string>): Item =>
  compileProjection(text, new Placeholders({ names })).project(ITEM);

describe("a projection answers the parts that it names, in the places that they have", () => {
  test.each<[string, Item]>([
    ["p, nothing", { p: { S: "1" } }],
    ["a.c", { a: { M: { c: { N: "5" } } } }],
    ["a.b[1]", { a: { M: { b: { L: [{ N: "4" }] } } } }],
    ["a.b[2].y", { a: { M: { b: { L: [{ M: { y: { S: "yo" } } }] } } } }],
    ["a.b[1], a.b[0], a.c", { a: { M: { b: { L: [{ N: "2" }, { N: "4" }] }, c: { N: "5" } } } }],
    ["a.b[10], a.b[9], a.b[0]", { a: { M: { b: { L: [{ N: "2" }] } } } }],
    ["a.b[3]", {}],
    ["a.b.x", {}],
    ["a[0]", {}],
    ["a.b[0].x", {}],
    ["a.x.y, p.q, a.b[3].x", {}],
    ["valueOf, toString.a", {}],
  ])("%s", (text, expected) => {
    expect(project(text)).toEqual(expected);
  });

  test("a placeholder is one name, whatever is in it", () => {
    expect(project("#n", { "#n": "a.b" })).toEqual({ "a.b": { S: "dotted" } });
    expect(project("#a.#c", { "#a": "a", "#c": "c" })).toEqual({ a: { M: { c: { N: "5" } } } });
  });

  test("elements come in the order of their indexes", () => {
    const list: Item = { l: { L: Array.from({ length: 12 }, (_, index) => ({ N: String(index) })) } };
    const { project: parts } = compileProjection("l[11], l[2], l[10], l[1]", new Placeholders({}));
    expect(parts(list)).toEqual({ l: { L: [{ N: "1" }, { N: "2" }, { N: "10" }, { N: "11" }] } });
  });
});

const overlap = (how: string, one: string, two: string): string =>
  `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;

describe("a projection with an error is refused in AWS's words", () => {
  test.each([
    ["", "The expression can not be empty;"],
    ["a b", 'Syntax error; token: "b", near: "a b"'],
    ["a,", 'Syntax error; token: "<EOF>", near: ","'],
    [",a", 'Syntax error; token: ",", near: ",a"'],
    ["!!! INVALID !!!", 'Syntax error; token: "!", near: "!!"'],
    ["_a", 'Syntax error; token: "_", near: "_a"'],
    ["a, set", "Attribute name is a reserved keyword; reserved keyword: set"],
    ["a, and", "Attribute name is a reserved keyword; reserved keyword: and"],
    ["#a", "An expression attribute name used in the document path is not defined; attribute name: #a"],
    ["a, a", overlap("overlap", "[a]", "[a]")],
    ["a, b, a.b[2].c", overlap("overlap", "[a]", "[a, b, [2], c]")],
    ["a.b[0], a.b", overlap("overlap", "[a, b, [0]]", "[a, b]")],
    ["a.b, a[1]", overlap("conflict", "[a, b]", "[a, [1]]")],
    ["a[1], a.b", overlap("conflict", "[a, [1]]", "[a, b]")],
    ["a.b, a[1], c, c", overlap("overlap", "[c]", "[c]")],
  ])("%s", (text, expected) => {
    expect(() => project(text)).toThrow(validationError(`Invalid ProjectionExpression: ${expected}`));
  });
});
