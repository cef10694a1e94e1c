import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { badRequest, notFound } from "../errors.ts";
import { applyPatches } from "./apply-patches.ts";
import type { PatchTable } from "./patch-table.ts";
import { copied, element, entry, member, valueElement } from "./rules.ts";
import { flag, integer, text } from "./values.ts";
import { namingOps, namingPaths } from "./words.ts";

const TABLE: PatchTable = {
  words: namingOps,
  paths: {
    "/name": member(text, "replace"),
    "/description": member(text, "replace", "remove"),
    "/enabled": member(flag, "replace"),
    "/tls/skip": member(flag, "replace"),
    "/size": member(integer({ min: 0, max: 10, refused: () => badRequest("size"), empty: true }), "replace"),
    "/types/{type}": element(),
    "/scopes": valueElement(),
    "/variables/{name}": entry(text, { missing: () => notFound("no such variable") }),
    "/canary/id": copied(member(text, "replace"), "/name"),
  },
};

const patched = (thing: object, ...operations: readonly PatchOperation[]): object =>
  applyPatches(thing, operations, TABLE);

const refused = (thing: object, operation: PatchOperation, table = TABLE): Promise<string> =>
  refusal((async () => applyPatches(thing, [operation], table))());

it("operations take effect one after the other, and change nothing of what they are given", () => {
  const before = { name: "a", description: "old", types: ["x"] };
  const after = patched(
    before,
    { op: "replace", path: "/name", value: "b" },
    { op: "remove", path: "/description" },
    { op: "replace", path: "/tls/skip", value: "true" },
    { op: "copy", from: "/name", path: "/canary/id" },
  );
  expect(after).toEqual({ name: "b", types: ["x"], tls: { skip: true }, canary: { id: "b" } });
  expect(before).toEqual({ name: "a", description: "old", types: ["x"] });
});

it("what is not true is false, and a number may be taken out", () => {
  expect(patched({ enabled: true }, { op: "replace", path: "/enabled", value: "whatever" })).toEqual({
    enabled: false,
  });
  expect(patched({ enabled: true }, { op: "replace", path: "/enabled" })).toEqual({ enabled: false });
  expect(patched({ size: 3 }, { op: "replace", path: "/size", value: "" })).toEqual({});
});

it("elements are named by the path or by the value, entries by escaped parts", () => {
  const types = patched(
    {},
    { op: "add", path: "/types/image~1png" },
    { op: "add", path: "/types/image~1jpeg" },
    { op: "add", path: "/types/image~1png" },
  );
  expect(types).toEqual({ types: ["image/png", "image/jpeg"] });
  const replaced = patched(types, { op: "replace", path: "/types/image~1png", value: "image/gif" });
  expect(replaced).toEqual({ types: ["image/jpeg", "image/gif"] });
  expect(
    patched({ types: ["a~/"] }, { op: "remove", path: "/types/a~0~1" }, { op: "add", path: "/scopes", value: "s" }),
  ).toEqual({ scopes: ["s"] });
  expect(patched({ variables: { a: "1" } }, { op: "add", path: "/variables/b~1c", value: "2" })).toEqual({
    variables: { a: "1", "b/c": "2" },
  });
  expect(patched({ variables: { a: "1" } }, { op: "remove", path: "/variables/a" })).toEqual({});
});

it("paths and operations that are not known are refused in AWS's words", async () => {
  expect(await refused({}, { op: "add", path: "/nothing" })).toBe("BadRequestException: Invalid patch path /nothing");
  expect(await refused({}, { op: "replace" })).toBe("BadRequestException: Invalid patch path null");
  expect(await refused({}, { op: "replace", path: "/types" })).toBe("BadRequestException: Invalid patch path /types");
  expect(await refused({}, { op: "add", path: "/types/image/png" })).toBe(
    "BadRequestException: Invalid patch path /types/image/png",
  );
  expect(await refused({}, { op: "add", path: "/name", value: "b" })).toBe(
    "BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
  );
  expect(await refused({}, { op: "copy", path: "/types/a", value: "b" })).toBe(
    "BadRequestException: Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
  );
  expect(await refused({}, { op: "copy", from: "/description", path: "/canary/id" })).toContain(
    "Invalid patch operation",
  );
  expect(await refused({}, { op: "replace", path: "/variables/a", value: "b" })).toBe(
    "NotFoundException: no such variable",
  );
  expect(await refused({}, { op: "replace", path: "/size", value: "11" })).toBe("BadRequestException: size");
});

it("other kinds name the paths that an operation may be on", async () => {
  const table: PatchTable = {
    words: namingPaths,
    paths: { "/parentId": member(text, "replace"), "/pathPart": member(text, "replace") },
  };
  expect(await refused({}, { op: "replace", path: "/invalid", value: "b" }, table)).toBe(
    "BadRequestException: Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  );
  expect(await refused({}, { op: "remove", path: "/pathPart" }, table)).toBe(
    "BadRequestException: Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations",
  );
});
