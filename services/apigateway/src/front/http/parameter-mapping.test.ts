import { expect, it } from "vitest";
import { type ExpressionScope, parseExpression } from "./expression.ts";
import { parseMapping } from "./parameter-mapping.ts";

const scope: ExpressionScope = {
  path: "/pets/7",
  pathParameters: { id: "7" },
  query: new Map([["color", ["red", "blue"]]]),
  headers: new Map([["x-who", ["alice"]]]),
  body: JSON.stringify({ order: { items: [{ sku: "a1", count: 2 }], note: null } }),
  context: { requestId: "r-1", authorizer: { claims: { sub: "u-1" } } },
  stageVariables: { env: "dev" },
};

it.each([
  ["$request.header.X-Who", "alice"],
  ["$request.querystring.color", "red,blue"],
  ["$request.path", "/pets/7"],
  ["$request.path.id", "7"],
  ["$request.body.order.items[0].sku", "a1"],
  ["$request.body.order.items[0]", '{"sku":"a1","count":2}'],
  ["$request.body.order.items[0].count", "2"],
  ["$request.body", scope.body],
  ["$context.requestId", "r-1"],
  ["$context.authorizer.claims.sub", "u-1"],
  ["$stageVariables.env", "dev"],
  ["${request.path.id}/${stageVariables.env}", "7/dev"],
  ["Bearer ${request.header.none}", "Bearer "],
  ["plain", "plain"],
])("%s is %s", (expression, value) => {
  expect(parseExpression(expression)(scope)).toBe(value);
});

it.each(["$request.header.none", "$request.body.order.note", "$request.body.none.at.all", "$context.constructor.name"])(
  "there is no value for %s",
  (expression) => {
    expect(parseExpression(expression)(scope)).toBeUndefined();
  },
);

it("headers and parameters are appended, overwritten and removed in the order of the mapping", () => {
  const map = parseMapping({
    "append:header.X-Who": "$request.path.id",
    "overwrite:querystring.color": "$stageVariables.env",
    "remove:header.secret": "''",
    "append:header.none": "$request.header.none",
    "overwrite:path": "/animals/${request.path.id}",
  });
  const headers = new Map([...scope.headers, ["secret", ["s"]] as const]);
  expect(map?.({ headers, query: scope.query }, scope)).toEqual({
    headers: new Map([["x-who", ["alice", "7"]]]),
    query: new Map([["color", ["dev"]]]),
    path: "/animals/7",
  });
});

it("answers are mapped by what is in them, and to another status", () => {
  const map = parseMapping({ "overwrite:statuscode": "404", "append:header.x-error": "$response.body.code" });
  const response = { headers: new Map(), body: '{"code":"gone"}' };
  expect(map?.({ headers: new Map(), query: new Map() }, { ...scope, response })).toMatchObject({
    status: 404,
    headers: new Map([["x-error", ["gone"]]]),
  });
});

it("what is no mapping is none", () => {
  expect(parseMapping({})).toBeUndefined();
  expect(parseMapping({ "integration.request.header.x": "y" })).toBeUndefined();
});
