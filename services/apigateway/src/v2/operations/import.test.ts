import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { httpShop } from "../../testing/http-shop.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addRoute, INVOCATION, newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import type { V2Operations } from "../operation.ts";
import { CreateStage } from "./CreateStage.ts";
import { GetApi } from "./GetApi.ts";
import { GetApis } from "./GetApis.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetIntegrations } from "./GetIntegrations.ts";
import { GetRoutes } from "./GetRoutes.ts";
import { GetStage } from "./GetStage.ts";
import { ImportApi } from "./ImportApi.ts";
import { ReimportApi } from "./ReimportApi.ts";

const test = useApigateway();

type As = { readonly account: string };

const importApi = (document: unknown, as: As, more: Partial<V2Operations["ImportApi"]["input"]> = {}) =>
  test().call(ImportApi, { Body: typeof document === "string" ? document : JSON.stringify(document), ...more }, as);

const reimport = (ApiId: string, document: unknown, as: As) =>
  test().call(ReimportApi, { ApiId, Body: JSON.stringify(document) }, as);

async function routesOf(ApiId: string, as: As) {
  const { Items = [] } = await test().call(GetRoutes, { ApiId }, as);
  return new Map(Items.map((route) => [route.RouteKey, route]));
}

const targetOf = (id: string | undefined) => `integrations/${id}`;

it("an imported HTTP API has what its document says", async () => {
  const as = { account: uniqueAccount() };
  const api = await importApi(httpShop(as.account), as, { FailOnWarnings: true });
  const { ApiId = "" } = api;
  expect(api).toEqual({
    ApiEndpoint: `http://${ApiId}.execute-api.localhost:4566`,
    ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CorsConfiguration: {
      AllowCredentials: true,
      AllowHeaders: ["x-clerk"],
      AllowMethods: ["GET", "POST"],
      AllowOrigins: ["https://example.com"],
      ExposeHeaders: ["date"],
      MaxAge: 300,
    },
    CreatedDate: expect.any(Date),
    Description: "Sells books",
    DisableExecuteApiEndpoint: true,
    IpAddressType: "ipv4",
    Name: "Book shop",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: { team: "books" },
    Version: "7",
  });
  expect(await test().call(GetApi, { ApiId }, as)).toEqual(api);
  const routes = await routesOf(ApiId, as);
  expect([...routes.keys()].toSorted((one, other) => (String(one) < String(other) ? -1 : 1))).toEqual([
    "$default",
    "ANY /books/{proxy+}",
    "GET /books",
    "POST /books",
  ]);
});

it("routes lead to integrations, one of them where two refer to the same", async () => {
  const as = { account: uniqueAccount() };
  const { ApiId = "" } = await importApi(httpShop(as.account), as);
  const routes = await routesOf(ApiId, as);
  const { Items: integrations = [] } = await test().call(GetIntegrations, { ApiId }, as);
  expect(integrations).toHaveLength(3);
  const byTarget = new Map(integrations.map((one) => [targetOf(one.IntegrationId), one]));
  const behind = (key: string) => byTarget.get(routes.get(key)?.Target ?? "");
  expect(behind("$default")).toBe(behind("ANY /books/{proxy+}"));
  expect(behind("$default")).toMatchObject({
    IntegrationType: "AWS_PROXY",
    IntegrationMethod: "POST",
    IntegrationUri: INVOCATION,
    PayloadFormatVersion: "2.0",
    TimeoutInMillis: 30_000,
  });
  expect(behind("GET /books")).toEqual({
    ConnectionType: "INTERNET",
    IntegrationId: expect.any(String),
    IntegrationMethod: "GET",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "https://books.example.com",
    PayloadFormatVersion: "1.0",
    RequestParameters: { "append:querystring.shelf": "1" },
    ResponseParameters: { 200: { "overwrite:header.Cache-Control": "no-store" } },
    TimeoutInMillis: 5000,
  });
  expect(behind("POST /books")).toMatchObject({
    IntegrationSubtype: "SQS-SendMessage",
    CredentialsArn: `arn:aws:iam::${as.account}:role/books`,
    RequestParameters: { QueueUrl: "https://sqs/books", MessageBody: "$request.body" },
  });
});

it("schemes of security are authorizers of tokens and requests, and signatures", async () => {
  const as = { account: uniqueAccount() };
  const { ApiId = "" } = await importApi(httpShop(as.account), as);
  const { Items: authorizers = [] } = await test().call(GetAuthorizers, { ApiId }, as);
  const byName = new Map(authorizers.map((authorizer) => [authorizer.Name, authorizer]));
  expect(byName.get("readers")).toEqual({
    AuthorizerId: expect.any(String),
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Audience: ["books"], Issuer: "https://issuer.example.com" },
    Name: "readers",
  });
  expect(byName.get("clerks")).toMatchObject({
    AuthorizerType: "REQUEST",
    AuthorizerPayloadFormatVersion: "2.0",
    AuthorizerResultTtlInSeconds: 60,
    AuthorizerUri: INVOCATION,
    EnableSimpleResponses: true,
    IdentitySource: ["$request.header.X-Clerk", "$request.querystring.desk"],
  });
  const routes = await routesOf(ApiId, as);
  expect(routes.get("GET /books")).toMatchObject({
    OperationName: "ListBooks",
    AuthorizationType: "JWT",
    AuthorizerId: byName.get("readers")?.AuthorizerId,
    AuthorizationScopes: ["books/read"],
  });
  expect(routes.get("POST /books")).toMatchObject({
    AuthorizationType: "CUSTOM",
    AuthorizerId: byName.get("clerks")?.AuthorizerId,
  });
  expect(routes.get("ANY /books/{proxy+}")?.AuthorizationType).toBe("AWS_IAM");
  expect(routes.get("$default")?.AuthorizationType).toBe("NONE");
});

it("a base path stands before routes where that is asked for, but not before the default", async () => {
  const as = { account: uniqueAccount() };
  const { ApiId = "" } = await importApi(httpShop(as.account), as, { Basepath: "prepend" });
  const routes = await routesOf(ApiId, as);
  expect(routes.has("GET /shop/v1/books")).toBe(true);
  expect(routes.has("$default")).toBe(true);
});

it("importing again takes the place of what there was, under the ids that it had, and is deployed", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const oldId = await addRoute(test(), { ApiId, as }, "GET /books");
  await addRoute(test(), { ApiId, as }, "GET /gone");
  await test().call(CreateStage, { ApiId, StageName: "$default", AutoDeploy: true }, as);
  const before = await test().call(GetStage, { ApiId, StageName: "$default" }, as);
  const api = await reimport(ApiId, httpShop(as.account), as);
  expect(api).toMatchObject({ ApiId, Name: "Book shop", Version: "7" });
  const routes = await routesOf(ApiId, as);
  expect(routes.get("GET /books")?.RouteId).toBe(oldId);
  expect(routes.has("GET /gone")).toBe(false);
  const after = await test().call(GetStage, { ApiId, StageName: "$default" }, as);
  expect(after.DeploymentId).not.toBe(before.DeploymentId);
  const { paths, components, ...rest } = httpShop(as.account);
  await reimport(ApiId, { openapi: rest.openapi, info: { title: "less", version: "8" }, paths, components }, as);
  expect(await routesOf(ApiId, as)).toEqual(routes);
  const changed = await test().call(GetApi, { ApiId }, as);
  expect(changed).toMatchObject({ Name: "less", Version: "8", Tags: { team: "books" } });
  expect(changed).not.toHaveProperty("CorsConfiguration");
});

it("all that is wrong is told at once, and nothing of it is kept", async () => {
  const as = { account: uniqueAccount() };
  const integration = { type: "aws_proxy", uri: "nowhere", payloadFormatVersion: "2.0" };
  const document = {
    openapi: "3.0.1",
    info: { title: "wrong", version: "1" },
    paths: {
      "/a": { get: { responses: {}, "x-amazon-apigateway-integration": integration } },
      "/b/{x}/c?": { get: { responses: {}, "x-amazon-apigateway-integration": { ...integration, uri: INVOCATION } } },
    },
    components: { securitySchemes: { none: { "x-amazon-apigateway-authorizer": { type: "jwt" } } } },
  };
  expect(await refusal(importApi(document, as))).toBe(
    [
      "BadRequestException: Errors found during import:",
      "Unable to put authorizer 'none': JwtConfiguration must not be null for JWT Authorizer",
      "Unable to put route 'GET /a': Invalid integration URI specified",
      "Unable to put route 'GET /b/{x}/c?': One or more path parts appear to be invalid. Parts are validated against this regular expression: ^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$",
    ].join("\n\t"),
  );
  expect((await test().call(GetApis, {}, as)).Items).toEqual([]);
});

it("what warns is told, or refuses the whole where somebody wants that", async () => {
  const as = { account: uniqueAccount() };
  const document = { openapi: "3.0.1", info: { title: "warns", version: "1" }, paths: { "/a": { get: {} } } };
  const warnings = ["Parse issue: attribute paths.'/a'(get).responses is missing", "No integration for GET /a"];
  expect((await importApi(document, as)).Warnings).toEqual(warnings);
  expect(await refusal(importApi(document, as, { FailOnWarnings: true }))).toBe(
    `BadRequestException: Warnings found during import:\n\t${warnings.join("\n\t")}`,
  );
});

it("what HTTP APIs cannot be made of is refused", async () => {
  const as = { account: uniqueAccount() };
  const unable = "BadRequestException: Unable to build importer with provided input.";
  const swagger = { swagger: "2.0", info: { title: "x", version: "1" }, paths: {} };
  expect(await refusal(importApi(swagger, as))).toBe(unable);
  expect(await refusal(importApi("", as))).toBe(unable);
  const other = { ...httpShop(as.account), "x-amazon-apigateway-importexport-version": "2.0" };
  expect(await refusal(importApi(other, as))).toBe(
    "BadRequestException: Unsupported x-amazon-apigateway-importexport-version specified: 2.0. Supported versions: [1.0]",
  );
  const chat = await newWebSocketApi(test());
  expect(await refusal(reimport(chat.ApiId, httpShop(chat.as.account), chat.as))).toBe(
    "BadRequestException: Import is only supported for HTTP APIs",
  );
  expect(await refusal(reimport("abcde12345", httpShop(as.account), as))).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:abcde12345`,
  );
  const words = await refusal(importApi(httpShop("999988887777"), as));
  expect(words).toContain("Unable to put route 'POST /books': Cross-account pass role is not allowed.");
});
