import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import { functionAuthorizer, jwtAuthorizer } from "../../testing/v2-authorizers.ts";
import { CreateAuthorizer } from "./CreateAuthorizer.ts";
import { CreateRoute } from "./CreateRoute.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteAuthorizer } from "./DeleteAuthorizer.ts";
import { DeleteRoute } from "./DeleteRoute.ts";
import { GetAuthorizer } from "./GetAuthorizer.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetStage } from "./GetStage.ts";
import { ResetAuthorizersCache } from "./ResetAuthorizersCache.ts";
import { UpdateAuthorizer } from "./UpdateAuthorizer.ts";

const test = useApigateway();

/** How authorizers of a new API are refused that differ so from one that is taken. */
async function refuser(of: "jwt" | "function" | "websocket"): Promise<(more: object) => Promise<string>> {
  const { ApiId, as } = await (of === "websocket" ? newWebSocketApi(test()) : newHttpApi(test()));
  const asked = of === "jwt" ? jwtAuthorizer() : functionAuthorizer();
  return (more) => refusal(test().call(CreateAuthorizer, { ApiId, ...asked, ...more }, as));
}

it("a JWT authorizer is told as it was made and changed", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const created = await test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer() }, as);
  expect(created).toEqual({ ...jwtAuthorizer(), AuthorizerId: expect.stringMatching(/^[a-z0-9]{6}$/) });
  const named = { ApiId, AuthorizerId: created.AuthorizerId ?? "" };
  expect(await test().call(GetAuthorizer, named, as)).toEqual(created);
  const updated = await test().call(UpdateAuthorizer, { ...named, Name: "tokens" }, as);
  expect(updated).toEqual({ ...created, Name: "tokens" });
  expect((await test().call(GetAuthorizers, { ApiId }, as)).Items).toEqual([updated]);
  await test().call(DeleteAuthorizer, named, as);
  expect(await refusal(test().call(GetAuthorizer, named, as))).toBe(
    `NotFoundException: Invalid Authorizer identifier specified ${named.AuthorizerId}`,
  );
});

it("what a function of an HTTP API says holds five minutes, if nobody says otherwise", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const created = await test().call(CreateAuthorizer, { ApiId, ...functionAuthorizer() }, as);
  expect(created).toEqual({
    ...functionAuthorizer(),
    AuthorizerId: expect.any(String),
    AuthorizerResultTtlInSeconds: 300,
    EnableSimpleResponses: false,
  });
});

it("a JWT authorizer needs an issuer and somebody for whom its tokens are", async () => {
  const refused = await refuser("jwt");
  expect(await refused({ JwtConfiguration: undefined })).toBe(
    "BadRequestException: JwtConfiguration must not be null for JWT Authorizer",
  );
  expect(await refused({ JwtConfiguration: { Audience: [], Issuer: "https://issuer.example.com" } })).toBe(
    "BadRequestException: Audience list must have at least 1 item for JWT Authorizer",
  );
  expect(await refused({ JwtConfiguration: { Audience: ["a"], Issuer: "issuer.example.com" } })).toBe(
    "BadRequestException: Invalid issuer: Issuer is not a valid URL for JWT Authorizer",
  );
  expect(await refused({ IdentitySource: ["header.Authorization"] })).toBe(
    "BadRequestException: Invalid identity source expression: header.Authorization. The source must be a request header, request querystring, stage variable or context parameter",
  );
});

it("a function's authorizer says how it is called, and what its answers are kept by", async () => {
  const refused = await refuser("function");
  expect(await refused({ AuthorizerUri: undefined })).toBe(
    "BadRequestException: AuthorizerUri is a required field in an Authorizer",
  );
  expect(await refused({ AuthorizerPayloadFormatVersion: undefined })).toBe(
    "BadRequestException: AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
  );
  expect(await refused({ AuthorizerPayloadFormatVersion: "1.0", EnableSimpleResponses: true })).toBe(
    'BadRequestException: EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".',
  );
  expect(await refused({ IdentitySource: [] })).toBe(
    "BadRequestException: Identity source must be set if authorizer caching is enabled (TTL is greater than 0)",
  );
});

it("a WebSocket API is authorized by functions alone, by what its connections ask for", async () => {
  const refused = await refuser("websocket");
  expect(await refused(jwtAuthorizer())).toBe(
    "BadRequestException: Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.",
  );
  expect(await refused({})).toContain(
    "BadRequestException: Invalid request identity source expression: $request.header.Authorization. The sources must be separated by comma, and each source must be either a request parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage v",
  );
  const { ApiId, as } = await newWebSocketApi(test());
  const { AuthorizerPayloadFormatVersion: _, ...asked } = functionAuthorizer();
  const input = { ApiId, ...asked, IdentitySource: ["route.request.querystring.token"] };
  const created = await test().call(CreateAuthorizer, input, as);
  const { ApiId: _of, ...told } = input;
  expect(created).toEqual({ ...told, AuthorizerId: expect.any(String) });
});

it("a name is one authorizer's, and the eleventh is one too many", async () => {
  const { ApiId, as } = await newHttpApi(test());
  for (let i = 0; i < 10; i++) await test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer(`jwt${i}`) }, as);
  expect(await refusal(test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer("more") }, as))).toBe(
    "TooManyRequestsException: Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.",
  );
  const { Items: [first] = [] } = await test().call(GetAuthorizers, { ApiId }, as);
  const named = { ApiId, AuthorizerId: first?.AuthorizerId ?? "" };
  await test().call(DeleteAuthorizer, named, as);
  const taken = ["jwt0", "jwt1"].find((name) => name !== first?.Name) ?? "";
  expect(await refusal(test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer(taken) }, as))).toBe(
    `BadRequestException: Authorizer name must be unique. Authorizer ${taken} already exists in this RestApi.`,
  );
});

it("an authorizer that a route has stays", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const { AuthorizerId = "" } = await test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer() }, as);
  const route = { ApiId, AuthorizationType: "JWT", AuthorizerId, RouteKey: "POST /pdf/generate" } as const;
  const { RouteId = "" } = await test().call(CreateRoute, route, as);
  expect(await refusal(test().call(DeleteAuthorizer, { ApiId, AuthorizerId }, as))).toBe(
    "ConflictException: Cannot delete authorizer 'jwt', is referenced in route: POST /pdf/generate",
  );
  await test().call(DeleteRoute, { ApiId, RouteId }, as);
  await test().call(DeleteAuthorizer, { ApiId, AuthorizerId }, as);
});

it("a reset of what authorizers decided is counted with the stage, and told to nobody", async () => {
  const { ApiId, as } = await newHttpApi(test());
  await test().call(CreateStage, { ApiId, StageName: "prod" }, as);
  const api = await test().store.published.api(ApiId);
  const flushed = async (): Promise<number | undefined> => {
    const published = api && (await test().store.published.stage(api, "prod"));
    return published?.stage.flushed?.authorizers;
  };
  expect(await flushed()).toBeUndefined();
  await test().call(ResetAuthorizersCache, { ApiId, StageName: "prod" }, as);
  await test().call(ResetAuthorizersCache, { ApiId, StageName: "prod" }, as);
  expect(await flushed()).toBe(2);
  expect(await test().call(GetStage, { ApiId, StageName: "prod" }, as)).not.toHaveProperty("flushed");
});

it("a role of another account is not passed to an authorizer", async () => {
  const refused = await refuser("function");
  expect(await refused({ AuthorizerCredentialsArn: "arn:aws:iam::999999999999:role/r" })).toBe(
    "AccessDeniedException: Cross-account pass role is not allowed.",
  );
});
