import type { CreateRouteRequest } from "@aws-sdk/client-apigatewayv2";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addFunction, addRoute, newHttpApi, newWebSocketApi, type TestApi } from "../../testing/v2-api.ts";
import { jwtAuthorizer } from "../../testing/v2-authorizers.ts";
import { CreateApi } from "./CreateApi.ts";
import { CreateAuthorizer } from "./CreateAuthorizer.ts";
import { CreateRoute } from "./CreateRoute.ts";
import { CreateRouteResponse } from "./CreateRouteResponse.ts";
import { DeleteRoute } from "./DeleteRoute.ts";
import { DeleteRouteRequestParameter } from "./DeleteRouteRequestParameter.ts";
import { DeleteRouteResponse } from "./DeleteRouteResponse.ts";
import { GetRoute } from "./GetRoute.ts";
import { GetRouteResponse } from "./GetRouteResponse.ts";
import { GetRouteResponses } from "./GetRouteResponses.ts";
import { GetRoutes } from "./GetRoutes.ts";
import { UpdateRoute } from "./UpdateRoute.ts";
import { UpdateRouteResponse } from "./UpdateRouteResponse.ts";

const test = useApigateway();

/** Makes a route; answers how that is refused. */
const refused = ({ ApiId, as }: TestApi, more: Omit<CreateRouteRequest, "ApiId">): Promise<string> =>
  refusal(test().call(CreateRoute, { ApiId, ...more, RouteKey: more.RouteKey ?? "" }, as));

/** Adds a JWT authorizer; answers its id. */
async function addJwt({ ApiId, as }: TestApi): Promise<string> {
  return (await test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer() }, as)).AuthorizerId ?? "";
}

/** A parameter that a connection needs. */
const needs = (name: string): Record<string, { Required: boolean }> => ({
  [`route.request.querystring.${name}`]: { Required: true },
});

it("a route leads to an integration, and needs nobody to be allowed", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  const Target = `integrations/${await addFunction(test(), api)}`;
  const created = await test().call(CreateRoute, { ApiId, RouteKey: "GET /orders/{id}", Target }, as);
  expect(created).toEqual({
    ApiKeyRequired: false,
    AuthorizationType: "NONE",
    RouteId: expect.stringMatching(/^[a-z0-9]{7}$/),
    RouteKey: "GET /orders/{id}",
    Target,
  });
  const named = { ApiId, RouteId: created.RouteId ?? "" };
  expect(await test().call(GetRoute, named, as)).toEqual(created);
  const updated = await test().call(UpdateRoute, { ...named, OperationName: "GetOrder" }, as);
  expect(updated).toEqual({ ...created, OperationName: "GetOrder" });
  expect((await test().call(GetRoutes, { ApiId }, as)).Items).toEqual([updated]);
  await test().call(DeleteRoute, named, as);
  expect(await refusal(test().call(GetRoute, named, as))).toContain("NotFoundException");
});

it("a route key is a method and a path, or the default", async () => {
  const api = await newHttpApi(test());
  const words =
    'BadRequestException: The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"';
  for (const RouteKey of [
    "TRACE /items",
    "GET/items",
    "GET items",
    "/items",
    "get /items",
    "GET /items more",
    "$connect",
  ]) {
    expect(await refused(api, { RouteKey })).toBe(words);
  }
  const parts =
    "BadRequestException: One or more path parts appear to be invalid. Parts are validated against this regular expression: ^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$";
  for (const RouteKey of ["GET /orders/*", "GET /orders/", "GET /a{id}"])
    expect(await refused(api, { RouteKey })).toBe(parts);
  expect(await refused(api, { RouteKey: "GET /{all+}/more" })).toContain("BadRequestException");
  expect(await refused(api, { RouteKey: "GET /{id}/{id}" })).toContain("BadRequestException");
  for (const RouteKey of ["$default", "ANY /{proxy+}", "GET /", "GET /v1.0/x"]) {
    await test().call(CreateRoute, { ApiId: api.ApiId, RouteKey }, api.as);
  }
});

it("a key is one route's, also after an update", async () => {
  const api = await newHttpApi(test());
  await addRoute(test(), api, "GET /x");
  const RouteId = await addRoute(test(), api, "GET /y");
  const words = "ConflictException: Route with key GET /x already exists for this API";
  expect(await refused(api, { RouteKey: "GET /x" })).toBe(words);
  const update = { ApiId: api.ApiId, RouteId, RouteKey: "GET /x" };
  expect(await refusal(test().call(UpdateRoute, update, api.as))).toBe(words);
});

it("a target is an integration that is there", async () => {
  const api = await newHttpApi(test());
  expect(await refused(api, { RouteKey: "GET /x", Target: "functions/orders" })).toBe(
    "BadRequestException: Unexpected or malformed target in route null. Correct format should be integrations/<integration_id>.",
  );
  const Target = "integrations/missing";
  expect(await refused(api, { RouteKey: "GET /x", Target })).toBe(
    "NotFoundException: Invalid Integration identifier specified missing",
  );
});

it("API keys are for other APIs", async () => {
  const api = await newHttpApi(test());
  expect(await refused(api, { RouteKey: "GET /x", ApiKeyRequired: true })).toBe(
    "BadRequestException: ApiKeyRequired is not currently supported for HTTP APIs.",
  );
});

it("whoever must be allowed by a token needs an authorizer of that kind", async () => {
  const api = await newHttpApi(test());
  const AuthorizerId = await addJwt(api);
  const jwt = { RouteKey: "GET /x", AuthorizationType: "JWT" } as const;
  expect(await refused(api, jwt)).toBe(
    "BadRequestException: Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
  );
  expect(await refused(api, { ...jwt, AuthorizationType: "CUSTOM", AuthorizerId })).toBe(
    "BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.",
  );
  expect(await refused(api, { RouteKey: "GET /x", AuthorizationScopes: ["read"] })).toBe(
    "BadRequestException: Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type",
  );
  const input = { ApiId: api.ApiId, ...jwt, AuthorizerId, AuthorizationScopes: ["read"] };
  const { RouteId = "" } = await test().call(CreateRoute, input, api.as);
  const update = { ApiId: api.ApiId, RouteId, AuthorizationType: "NONE" } as const;
  const freed = await test().call(UpdateRoute, update, api.as);
  expect(freed).toEqual({ ApiKeyRequired: false, AuthorizationType: "NONE", RouteId, RouteKey: "GET /x" });
});

it("a WebSocket API's routes have keys of any form, and authorize where a client connects", async () => {
  const api = await newWebSocketApi(test());
  await addRoute(test(), api, "send message");
  const words = "BadRequestException: Currently, authorization is restricted to the $connect route only";
  expect(await refused(api, { RouteKey: "$default", AuthorizationType: "AWS_IAM" })).toBe(words);
  const connect = { ApiId: api.ApiId, RouteKey: "$connect", AuthorizationType: "AWS_IAM" } as const;
  expect((await test().call(CreateRoute, connect, api.as)).AuthorizationType).toBe("AWS_IAM");
});

it("what a route needs is merged by updates, and taken away by name", async () => {
  const api = await newWebSocketApi(test());
  const input = { ApiId: api.ApiId, RouteKey: "$connect", RequestParameters: needs("token") };
  const { RouteId = "" } = await test().call(CreateRoute, input, api.as);
  const named = { ApiId: api.ApiId, RouteId };
  await test().call(UpdateRoute, { ...named, RequestParameters: needs("room") }, api.as);
  const RequestParameterKey = "route.request.querystring.token";
  await test().call(DeleteRouteRequestParameter, { ...named, RequestParameterKey }, api.as);
  expect((await test().call(GetRoute, named, api.as)).RequestParameters).toEqual(needs("room"));
  expect(await refusal(test().call(DeleteRouteRequestParameter, { ...named, RequestParameterKey }, api.as))).toContain(
    "NotFoundException",
  );
});

it("the 301st route is one too many", async () => {
  const api = await newHttpApi(test());
  for (let i = 0; i < 300; i++) await test().call(CreateRoute, { ApiId: api.ApiId, RouteKey: `GET /r${i}` }, api.as);
  expect(await refused(api, { RouteKey: "GET /more" })).toBe(
    "TooManyRequestsException: Maximum number of Routes for this API has been reached. Please contact AWS if you need additional Routes.",
  );
});

it("routes that many make at once are all there", async () => {
  const api = await newHttpApi(test());
  const keys = Array.from({ length: 20 }, (_, i) => `GET /r${i}`);
  await Promise.all(keys.map((RouteKey) => test().call(CreateRoute, { ApiId: api.ApiId, RouteKey }, api.as)));
  const { Items = [] } = await test().call(GetRoutes, { ApiId: api.ApiId }, api.as);
  expect(new Set(Items.map(({ RouteKey }) => RouteKey))).toEqual(new Set(keys));
});

it("of many who make the same route at once, one does", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const tries = Array.from({ length: 20 }, () => test().call(CreateRoute, { ApiId, RouteKey: "GET /x" }, as));
  const made = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
  expect(made).toHaveLength(1);
  expect((await test().call(GetRoutes, { ApiId }, as)).Items).toHaveLength(1);
});

it("a token of one API's list leads to nothing of another's", async () => {
  const one = await newHttpApi(test());
  const create = (ApiId: string, RouteKey: string): Promise<unknown> =>
    test().call(CreateRoute, { ApiId, RouteKey }, one.as);
  const { ApiId: other = "" } = await test().call(CreateApi, { Name: "other", ProtocolType: "HTTP" }, one.as);
  const [first = "", last = ""] = [one.ApiId, other].toSorted();
  for (const key of ["GET /a", "GET /b", "GET /c"]) await create(first, key);
  await create(last, "GET /last");
  const { NextToken } = await test().call(GetRoutes, { ApiId: first, MaxResults: "1" }, one.as);
  const foreign = test().call(GetRoutes, { ApiId: last, NextToken }, one.as);
  expect(await refusal(foreign)).toBe("BadRequestException: Invalid nextToken specified");
});

it("a WebSocket route has one response, which an HTTP route has not", async () => {
  const api = await newWebSocketApi(test());
  const RouteId = await addRoute(test(), api, "send");
  const named = { ApiId: api.ApiId, RouteId };
  const created = await test().call(CreateRouteResponse, { ...named, RouteResponseKey: "$default" }, api.as);
  expect(created).toEqual({ RouteResponseId: expect.any(String), RouteResponseKey: "$default" });
  const response = { ...named, RouteResponseId: created.RouteResponseId ?? "" };
  await test().call(UpdateRouteResponse, { ...response, ResponseModels: { "application/json": "Order" } }, api.as);
  const kept = await test().call(GetRouteResponse, response, api.as);
  expect(kept).toEqual({ ...created, ResponseModels: { "application/json": "Order" } });
  expect((await test().call(GetRouteResponses, named, api.as)).Items).toEqual([kept]);
  const other = { ...named, RouteResponseKey: "other" };
  expect(await refusal(test().call(CreateRouteResponse, other, api.as))).toBe(
    "BadRequestException: Currently, only $default is supported as a RouteResponseKey.",
  );
  await test().call(DeleteRouteResponse, response, api.as);
  expect((await test().call(GetRouteResponses, named, api.as)).Items).toEqual([]);
  const http = await newHttpApi(test());
  const input = { ApiId: http.ApiId, RouteId: await addRoute(test(), http, "GET /"), RouteResponseKey: "$default" };
  expect(await refusal(test().call(CreateRouteResponse, input, http.as))).toBe(
    "BadRequestException: RouteResponses are currently not supported for this API protocol type.",
  );
});
