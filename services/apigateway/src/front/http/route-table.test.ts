import { expect, it } from "vitest";
import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import { routeTable } from "./route-table.ts";

const table = (...keys: string[]): ReturnType<typeof routeTable> =>
  routeTable(keys.map((RouteKey): StoredRoute => ({ RouteKey, RouteId: RouteKey })));

const found = (find: ReturnType<typeof routeTable>, method: string, path: string): unknown => {
  const one = find(method, path);
  return one && [one.route.RouteKey, one.pathParameters];
};

it("a whole match goes before a greedy one, and its method before any", () => {
  // The example of AWS's page on routes.
  const find = table("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default");
  expect(found(find, "GET", "/pets/dog/1")).toEqual(["GET /pets/dog/1", {}]);
  expect(found(find, "GET", "/pets/dog/2")).toEqual(["GET /pets/dog/{id}", { id: "2" }]);
  expect(found(find, "GET", "/pets/cat/1")).toEqual(["GET /pets/{proxy+}", { proxy: "cat/1" }]);
  expect(found(find, "POST", "/test/5")).toEqual(["ANY /{proxy+}", { proxy: "test/5" }]);
  expect(found(find, "GET", "/")).toEqual(["$default", {}]);
});

it("a greedy route takes what a literal one leaves, whatever its method", () => {
  const find = table("POST /a/b", "ANY /a/{rest+}");
  expect(found(find, "GET", "/a/b")).toEqual(["ANY /a/{rest+}", { rest: "b" }]);
  expect(found(find, "POST", "/a/b")).toEqual(["POST /a/b", {}]);
});

it("variables are decoded, and none is empty", () => {
  const find = table("GET /pets/{id}", "ANY /{proxy+}");
  expect(found(find, "GET", "/pets/caf%C3%A9%2F1")).toEqual(["GET /pets/{id}", { id: "café/1" }]);
  expect(found(find, "GET", "/pets/")).toEqual(["ANY /{proxy+}", { proxy: "pets/" }]);
  expect(found(find, "GET", "/pets/%zz")).toEqual(["GET /pets/{id}", { id: "%zz" }]);
});

it("what no route is for has none", () => {
  expect(found(table("GET /pets"), "GET", "/dogs")).toBeUndefined();
  expect(found(table("GET /pets"), "POST", "/pets")).toBeUndefined();
  expect(found(table("ANY /{proxy+}"), "GET", "/")).toBeUndefined();
});
