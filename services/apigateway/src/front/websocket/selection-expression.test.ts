import { expect, it } from "vitest";
import { selectionExpression, type SelectionScope } from "./selection-expression.ts";

const scope: SelectionScope = {
  body: () => ({ service: "chat", action: "join", data: { room: "room1234" }, to: ["ann", "bob"], n: 7 }),
  headers: new Map([["x-api-key", ["k"]]]),
  query: new Map([["token", ["t"]]]),
  context: { authorizer: { usageIdentifierKey: "u" }, routeKey: "join" },
  stageVariables: { kind: "beta" },
  response: { status: 429, headers: new Map([["x-error", ["slow"]]]), body: () => ({ errorMessage: "Too slow" }) },
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html has the first six.
it.each([
  ["$request.body.action", "join"],
  ["${request.body.action}", "join"],
  ["${request.body.service}/${request.body.action}", "chat/join"],
  ["${request.body.action}-${request.body.invalidPath}", "join-"],
  ["action", "action"],
  ["\\$default", "$default"],
  ["$request.body.data.room", "room1234"],
  ["$request.body.to[1]", "bob"],
  ["$request.body.to", "[ann, bob]"],
  ["$request.body.n", "7"],
  ["$request.header.X-Api-Key", "k"],
  ["${request.querystring.token}", "t"],
  ["$context.authorizer.usageIdentifierKey", "u"],
  ["$stageVariables.kind", "beta"],
  ["${integration.response.statuscode}", "429"],
  ["${integration.response.header.X-Error}", "slow"],
  ["${integration.response.body.errorMessage}", "Too slow"],
  ["$default", "$default"],
])("%s comes to %s", (expression, comesTo) => {
  expect(selectionExpression(expression)(scope)).toBe(comesTo);
});

it("asks nothing of a message that is no JSON", () => {
  expect(selectionExpression("$request.body.action")({ ...scope, body: () => undefined })).toBe("");
});
